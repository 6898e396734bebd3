use crate::{ConfigError, Decision, Found, Hook, Host, Text, Texts};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// How much of a payload a plugin is willing to look at; beyond it the call is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// The longest accepted string, in UTF-8 bytes.
    pub max_text_bytes: u32,
    /// How deep values may be nested.
    pub max_depth: u32,
    /// How many entries one list or object may have.
    pub max_items: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_text_bytes: 10 * 1024 * 1024,
            max_depth: 64,
            max_items: 100_000,
        }
    }
}

/// Which fields of a payload a plugin looks at. A path is keys joined by dots, from the value that the hook's path names; it
/// stands for the field and all below it. Lists add nothing to a path, and a value that is a string itself is always looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fields {
    /// Paths to look at; every field, if there are none.
    pub allow: Vec<String>,
    /// Paths to leave alone, even below one of the others.
    pub deny: Vec<String>,
}

/// A plugin that looks for something in text and then decides.
///
/// The bridge walks the payload, calls [`TextPlugin::find`] for each of its strings and [`TextPlugin::decide`] once.
/// A panic in either is a plugin error of that call; it never takes the process down.
///
/// What they say depends on their arguments alone. Plugins that share a hook are asked about a payload together, and a plugin
/// that is known to find nothing in it is not asked again.
pub trait TextPlugin: Sized + 'static {
    /// The plugin's config, with the keys of its TypeScript schema; it arrives with the schema's defaults filled in.
    type Config: DeserializeOwned;

    /// Which part of each hook's payload is scanned, in the words of the TypeScript side's `looksAt`.
    const LOOKS_AT: &'static [(Hook, &'static str)];

    /// Makes an instance.
    fn create(config: Self::Config, host: &Host) -> Result<Self, ConfigError>;

    /// How much of a payload it is willing to look at.
    fn limits(&self) -> Limits {
        Limits::default()
    }

    /// Which fields of a payload it looks at.
    fn fields(&self) -> Fields {
        Fields::default()
    }

    /// The length of the shortest text in which there can be something to find, in UTF-16 code units; `find` is not asked
    /// about shorter ones.
    fn shortest(&self) -> u32 {
        1
    }

    /// Takes away the marks of texts in which it finds nothing, by one look at all of them: `find` is not asked about these. Asked
    /// where a payload has many short texts; each has a mark.
    fn sift(&self, _texts: Texts<'_>, _marks: &mut [bool]) {}

    /// Adds what it finds in one text.
    fn find(&self, text: Text<'_>, found: &mut Found);

    /// Decides once, after all texts of the payload, by what was found and the hook alone.
    fn decide(&self, found: &Found, at: Hook) -> Decision;

    /// Counts for observability, never payload content. Asked after `decide`, with the same arguments, when the request carries
    /// a trace id and there is something to count: a finding, a denial or a log line.
    fn metrics(&self, _found: &Found, _at: Hook) -> Option<Map<String, Value>> {
        None
    }
}
