use serde::Serialize;
use serde_json::{Map, Value};

/// Why a plugin blocks; CPEX requires the first three fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Violation {
    /// A short reason for people.
    pub reason: String,
    /// One sentence more.
    pub description: String,
    /// A stable code for programs.
    pub code: String,
    /// Facts for programs; never payload content.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub details: Map<String, Value>,
    /// The status of the HTTP reply, where the gateway makes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status_code: Option<u16>,
}

impl Violation {
    /// A violation without details.
    pub fn new(code: impl Into<String>, reason: impl Into<String>, description: impl Into<String>) -> Self {
        Violation {
            reason: reason.into(),
            description: description.into(),
            code: code.into(),
            details: Map::new(),
            http_status_code: None,
        }
    }

    /// Adds one fact; facts keep the order in which they were added.
    pub fn detail(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }
}

/// How important a log line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Worth acting on.
    Warning,
}

/// A log line; it never holds payload content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogRecord {
    /// How important it is.
    pub level: Level,
    /// The text, to which the host adds what the payload is about.
    pub message: String,
}

/// What a plugin makes of its findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Decision {
    /// Block the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deny: Option<Violation>,
    /// Write the replacements into the payload.
    pub mask: bool,
    /// A line for the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<LogRecord>,
}

impl Decision {
    /// Go on; nothing changes.
    pub fn allow() -> Self {
        Decision::default()
    }

    /// Go on with the replacements in place.
    pub fn mask() -> Self {
        Decision {
            mask: true,
            ..Decision::default()
        }
    }

    /// Block the call.
    pub fn deny(violation: Violation) -> Self {
        Decision {
            deny: Some(violation),
            ..Decision::default()
        }
    }

    /// Adds a log line.
    pub fn with_log(mut self, level: Level, message: impl Into<String>) -> Self {
        self.log = Some(LogRecord {
            level,
            message: message.into(),
        });
        self
    }

    /// Whether all that it says is to mask.
    pub(crate) fn is_only_mask(&self) -> bool {
        self.mask && self.is_silent()
    }

    /// Whether the caller has nothing to do when nothing was found.
    pub(crate) fn is_silent(&self) -> bool {
        self.deny.is_none() && self.log.is_none()
    }
}
