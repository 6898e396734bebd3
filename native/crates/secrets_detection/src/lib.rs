//! Finds secrets such as keys and tokens, and redacts them or blocks the call: the native side of the bundled plugin
//! `secrets_detection`.
//!
//! Each pattern is a regular expression, found by a matcher that is written by hand; `twin` proves that matchers and expressions
//! agree. Offsets are UTF-16 code units, classes are those of Unicode.

mod config;
mod detector;
mod matchers;
mod merge;
mod patterns;
#[cfg(any(test, feature = "twin"))]
pub mod twin;
mod verdict;

pub use config::Config;

use detector::Detector;
use mcpplugins_abi::{ConfigError, Decision, Fields, Found, Hook, Host, Limits, Text, TextPlugin, Texts};
use serde_json::{Map, Value};

/// The plugin.
pub struct SecretsDetection {
    config: Config,
    fields: Fields,
    detector: Detector,
}

impl TextPlugin for SecretsDetection {
    type Config = Config;

    const LOOKS_AT: &'static [(Hook, &'static str)] = &[
        (Hook::PromptPreFetch, "args"),
        (Hook::ToolPreInvoke, "args"),
        (Hook::ToolPostInvoke, "result"),
        (Hook::ResourcePostFetch, "content.text"),
    ];

    fn create(config: Config, _host: &Host) -> Result<Self, ConfigError> {
        Ok(SecretsDetection {
            fields: config.fields()?,
            detector: Detector::new(&config),
            config,
        })
    }

    fn limits(&self) -> Limits {
        Limits {
            max_text_bytes: 100 * 1024 * 1024,
            max_depth: 1000,
            max_items: 1_000_000,
        }
    }

    fn fields(&self) -> Fields {
        self.fields.clone()
    }

    /// That of a Slack token.
    fn shortest(&self) -> u32 {
        15
    }

    fn sift(&self, texts: Texts<'_>, marks: &mut [bool]) {
        self.detector.sift(texts, marks);
    }

    fn find(&self, text: Text<'_>, found: &mut Found) {
        for secret in self.detector.detect(text) {
            found.add(secret.pattern.name, secret.span, &self.config.redaction_text);
        }
    }

    fn decide(&self, found: &Found, at: Hook) -> Decision {
        verdict::decide(&self.config, found, at)
    }

    fn metrics(&self, found: &Found, _at: Hook) -> Option<Map<String, Value>> {
        Some(verdict::metrics(&self.config, found))
    }
}

mcpplugins_abi::export!(
    SecretsDetection,
    manifest = "/../../../src/plugins/secrets_detection/plugin-manifest.yaml"
);
