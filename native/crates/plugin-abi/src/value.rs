use crate::{ConfigError, Hook, Host, Violation};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};

/// A plugin that looks at whole payloads.
///
/// The payload crosses as JSON, which costs more than what most plugins then do with it: where a plugin only looks for
/// something in text, a [`crate::TextPlugin`] is much faster. This trait is for the others.
///
/// A panic is a plugin error of that call; it never takes the process down.
pub trait ValuePlugin: Sized + 'static {
    /// The plugin's config, with the keys of its TypeScript schema; it arrives with the schema's defaults filled in.
    type Config: DeserializeOwned;

    /// The hooks that it has, those of the TypeScript side.
    const HOOKS: &'static [Hook];

    /// Makes an instance.
    fn create(config: Self::Config, host: &Host) -> Result<Self, ConfigError>;

    /// Runs one hook. The context is what the TypeScript side gets as `context`: the request's `global_context`, the plugin's
    /// own `state` and `metadata`, and `extensions`; unlike there, it can only be read.
    ///
    /// Rust's strings can't hold half of a surrogate pair: in either text it has become U+FFFD.
    ///
    /// # Errors
    /// For the host to deal with by the plugin's `on_error`.
    fn invoke(&self, hook: Hook, payload: Json<'_>, context: Json<'_>) -> Result<Outcome, PluginError>;
}

/// A JSON text.
#[derive(Clone, Copy, Debug)]
pub struct Json<'a> {
    bytes: &'a [u8],
}

impl<'a> Json<'a> {
    /// A JSON text in UTF-8.
    pub fn new(bytes: &'a [u8]) -> Self {
        Json { bytes }
    }

    /// The text itself, in UTF-8.
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// Reads the fields that a type names; strings may be borrowed from the text.
    ///
    /// # Errors
    /// If the text is not of that shape; returned by [`ValuePlugin::invoke`] it is the plugin's error.
    pub fn parse<T: Deserialize<'a>>(self) -> Result<T, PluginError> {
        Ok(serde_json::from_slice(self.bytes)?)
    }
}

/// What a hook comes to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Outcome {
    #[serde(skip_serializing_if = "Option::is_none")]
    modify: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deny: Option<Violation>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    metadata: Map<String, Value>,
}

impl Outcome {
    /// Go on; nothing changes.
    pub fn allow() -> Self {
        Outcome::default()
    }

    /// Go on with another payload, which must be complete.
    ///
    /// # Errors
    /// If the payload can't be said in JSON.
    pub fn modify(payload: &impl Serialize) -> Result<Self, PluginError> {
        Ok(Outcome {
            modify: Some(to_raw_value(payload)?),
            ..Outcome::default()
        })
    }

    /// Block the call.
    pub fn deny(violation: Violation) -> Self {
        Outcome {
            deny: Some(violation),
            ..Outcome::default()
        }
    }

    /// Adds one fact for those who run the gateway; never payload content.
    pub fn with_metadata(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.metadata.insert(name.to_owned(), value.into());
        self
    }

    /// Why the call is blocked, if it is.
    pub fn violation(&self) -> Option<&Violation> {
        self.deny.as_ref()
    }

    /// The payload that takes the place of the old one, as JSON.
    pub fn modified(&self) -> Option<&str> {
        self.modify.as_deref().map(RawValue::get)
    }

    /// Whether the caller has nothing to do.
    pub(crate) fn is_silent(&self) -> bool {
        self.modify.is_none() && self.deny.is_none() && self.metadata.is_empty()
    }
}

/// A plugin failed; what becomes of the call is for its `on_error` to say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PluginError {
    message: String,
    code: String,
    details: Map<String, Value>,
}

impl PluginError {
    /// An error without details. The message holds no payload content.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        PluginError {
            message: message.into(),
            code: code.into(),
            details: Map::new(),
        }
    }

    /// Adds one fact; facts keep the order in which they were added.
    pub fn detail(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }
}

impl From<serde_json::Error> for PluginError {
    fn from(error: serde_json::Error) -> Self {
        PluginError::new("JSON", error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Deserialize)]
    struct Payload<'a> {
        name: &'a str,
    }

    #[test]
    fn strings_are_borrowed_from_the_text() {
        let payload: Payload = Json::new(br#"{"args": {"q": 1}, "name": "search"}"#)
            .parse()
            .unwrap();
        assert_eq!(payload.name, "search");
    }

    #[test]
    fn a_text_of_another_shape_is_a_plugin_error() {
        let error = Json::new(b"[]").parse::<Map<String, Value>>().unwrap_err();
        assert_eq!(error.code, "JSON");
    }

    #[test]
    fn an_outcome_says_only_what_it_has_to_say() {
        assert!(Outcome::allow().is_silent());
        let outcome = Outcome::modify(&json!({ "name": "x" }))
            .unwrap()
            .with_metadata("n", 1);
        assert!(!outcome.is_silent());
        assert_eq!(outcome.modified(), Some(r#"{"name":"x"}"#));
        assert_eq!(
            serde_json::to_string(&outcome).unwrap(),
            r#"{"modify":{"name":"x"},"metadata":{"n":1}}"#
        );
    }
}
