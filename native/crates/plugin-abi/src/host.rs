use serde::Deserialize;
use std::fmt;

/// What the host gives a plugin at creation; the TypeScript fallback gets the same.
#[derive(Clone, Debug, Deserialize)]
pub struct Host {
    /// The plugin's slug, under which its metrics stand.
    pub slug: String,
    /// A secret of this instance, for hashes and tokens.
    pub salt: String,
}

/// A config that the plugin can't work with.
#[derive(Clone, Debug)]
pub struct ConfigError(String);

impl ConfigError {
    /// The message that the operator reads: which key, and what it must be.
    pub fn new(message: impl Into<String>) -> Self {
        ConfigError(message.into())
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}
