use mcpplugins_abi::{ConfigError, Limits};
use serde::Deserialize;

/// What stands in the place of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strategy {
    /// The configured text.
    #[default]
    Redact,
    /// Enough of the value to recognise it.
    Partial,
    /// A salted hash of the value.
    Hash,
    /// A token that says nothing about the value.
    Tokenize,
    /// Nothing.
    Remove,
}

/// A pattern of the operator's own.
#[derive(Clone, Debug, Deserialize)]
pub struct CustomPattern {
    /// The expression, in the syntax of the `regex` crate; it ignores case.
    pub pattern: String,
    /// What it finds, for the reader of the config.
    pub description: String,
    /// What stands in the place of its findings, if not the default.
    #[serde(default)]
    pub mask_strategy: Option<Strategy>,
    /// Whether it is used.
    #[serde(default = "enabled")]
    pub enabled: bool,
}

fn enabled() -> bool {
    true
}

/// The plugin's config.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the keys are documented in the TypeScript schema")]
pub struct Config {
    pub detect_ssn: bool,
    pub detect_bsn: bool,
    pub detect_credit_card: bool,
    pub detect_email: bool,
    pub detect_phone: bool,
    pub detect_ip_address: bool,
    pub detect_date_of_birth: bool,
    pub detect_passport: bool,
    pub detect_driver_license: bool,
    pub detect_bank_account: bool,
    pub detect_medical_record: bool,
    pub default_mask_strategy: Strategy,
    pub redaction_text: String,
    pub block_on_detection: bool,
    pub log_detections: bool,
    pub include_detection_details: bool,
    pub max_text_bytes: u32,
    pub max_nested_depth: u32,
    pub max_collection_items: u32,
    pub custom_patterns: Vec<CustomPattern>,
    pub whitelist_patterns: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            detect_ssn: true,
            detect_bsn: true,
            detect_credit_card: true,
            detect_email: true,
            detect_phone: true,
            detect_ip_address: true,
            detect_date_of_birth: true,
            detect_passport: true,
            detect_driver_license: true,
            detect_bank_account: true,
            detect_medical_record: true,
            default_mask_strategy: Strategy::default(),
            redaction_text: "[REDACTED]".to_owned(),
            block_on_detection: false,
            log_detections: false,
            include_detection_details: false,
            max_text_bytes: 10 * 1024 * 1024,
            max_nested_depth: 32,
            max_collection_items: 4096,
            custom_patterns: Vec::new(),
            whitelist_patterns: Vec::new(),
        }
    }
}

impl Config {
    /// How much of a payload is looked at; an error if a limit is out of its range.
    pub fn limits(&self) -> Result<Limits, ConfigError> {
        Ok(Limits {
            max_text_bytes: within("max_text_bytes", self.max_text_bytes, 100 * 1024 * 1024)?,
            max_depth: within("max_nested_depth", self.max_nested_depth, 1000)?,
            max_items: within("max_collection_items", self.max_collection_items, 1_000_000)?,
        })
    }
}

fn within(key: &str, value: u32, most: u32) -> Result<u32, ConfigError> {
    match value {
        0 => Err(ConfigError::new(format!("{key} must be greater than 0"))),
        _ if value > most => Err(ConfigError::new(format!(
            "{key} must be less than or equal to {most}"
        ))),
        _ => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn config(value: serde_json::Value) -> Config {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn keys_that_are_missing_have_defaults_and_unknown_ones_are_ignored() {
        let config = config(
            json!({ "detect_phone": false, "custom_patterns": [{ "pattern": "x", "description": "y" }], "new": 1 }),
        );
        assert!(config.detect_ssn && !config.detect_phone && config.custom_patterns[0].enabled);
        assert_eq!(config.custom_patterns[0].mask_strategy, None);
        assert_eq!(config.redaction_text, "[REDACTED]");
        assert_eq!(
            config.limits().unwrap(),
            Limits {
                max_text_bytes: 10_485_760,
                max_depth: 32,
                max_items: 4096
            }
        );
    }

    #[test]
    fn a_limit_out_of_its_range_is_refused() {
        for (key, value, message) in [
            ("max_text_bytes", 0, "max_text_bytes must be greater than 0"),
            (
                "max_text_bytes",
                104_857_601,
                "max_text_bytes must be less than or equal to 104857600",
            ),
            (
                "max_nested_depth",
                1001,
                "max_nested_depth must be less than or equal to 1000",
            ),
            (
                "max_collection_items",
                1_000_001,
                "max_collection_items must be less than or equal to 1000000",
            ),
        ] {
            let error = config(json!({ key: value })).limits().unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }
}
