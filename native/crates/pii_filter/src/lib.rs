//! Finds and masks personally identifiable information: the native side of the bundled plugin `pii_filter`.
//!
//! Each built-in pattern is a regular expression, found by a matcher that is written by hand; `twin` proves that matchers and
//! expressions agree. Offsets are UTF-16 code units, classes are those of Unicode.

mod built_in;
mod card;
mod config;
mod custom;
mod detector;
mod kind;
mod mask;
mod matchers;
#[cfg(any(test, feature = "twin"))]
pub mod twin;
mod verdict;

pub use config::{Config, CustomPattern, Strategy};

use detector::{Detection, Detector};
use mask::Masker;
use mcpplugins_abi::{ConfigError, Decision, Found, Hook, Host, Limits, Text, TextPlugin, Texts};
use serde_json::{Map, Value};

/// The plugin.
pub struct PiiFilter {
    config: Config,
    limits: Limits,
    detector: Detector,
    masker: Masker,
}

impl TextPlugin for PiiFilter {
    type Config = Config;

    const LOOKS_AT: &'static [(Hook, &'static str)] = &[
        (Hook::PromptPreFetch, "args"),
        (Hook::PromptPostFetch, "result.messages[].content.text"),
        (Hook::ToolPreInvoke, "args"),
        (Hook::ToolPostInvoke, "result"),
    ];

    fn create(config: Config, host: &Host) -> Result<Self, ConfigError> {
        Ok(PiiFilter {
            limits: config.limits()?,
            detector: Detector::new(&config)?,
            masker: Masker::new(config.redaction_text.clone(), host.salt.clone()),
            config,
        })
    }

    fn limits(&self) -> Limits {
        self.limits
    }

    fn sift(&self, texts: Texts<'_>, marks: &mut [bool]) {
        self.detector.sift(texts, marks);
    }

    fn find(&self, text: Text<'_>, found: &mut Found) {
        for Detection {
            kind, span, strategy, ..
        } in self.detector.detect(text)
        {
            let matched = text.slice(span.clone());
            found.add_with(kind.name(), span, |out| {
                self.masker.write(kind, strategy, matched, out)
            });
        }
    }

    fn decide(&self, found: &Found, at: Hook) -> Decision {
        verdict::decide(&self.config, found, at)
    }

    fn metrics(&self, found: &Found, at: Hook) -> Option<Map<String, Value>> {
        Some(verdict::metrics(&self.config, found, at))
    }
}

mcpplugins_abi::export!(
    PiiFilter,
    manifest = "/../../../src/plugins/pii_filter/plugin-manifest.yaml"
);
