use mcpplugins_abi::{ConfigError, Fields};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The plugin's config.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the keys are documented in the TypeScript schema")]
pub struct Config {
    pub enabled: BTreeMap<String, bool>,
    pub redact: bool,
    pub redaction_text: String,
    pub block_on_detection: bool,
    pub min_findings_to_block: u64,
    pub field_allowlist: Vec<String>,
    pub field_denylist: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            enabled: BTreeMap::new(),
            redact: false,
            redaction_text: "***REDACTED***".to_owned(),
            block_on_detection: true,
            min_findings_to_block: 1,
            field_allowlist: Vec::new(),
            field_denylist: Vec::new(),
        }
    }
}

impl Config {
    /// The fields that are looked at; an error if a path can't be one.
    pub fn fields(&self) -> Result<Fields, ConfigError> {
        check_paths("field_allowlist", &self.field_allowlist)?;
        check_paths("field_denylist", &self.field_denylist)?;
        Ok(Fields {
            allow: self.field_allowlist.clone(),
            deny: self.field_denylist.clone(),
        })
    }
}

fn check_paths(key: &str, paths: &[String]) -> Result<(), ConfigError> {
    let is_blank = |text: &str| text.trim().is_empty();
    for path in paths {
        let problem = if is_blank(path) {
            format!("{key} entries must not be empty or whitespace-only")
        } else if path.starts_with('.') || path.ends_with('.') {
            format!("{key} path {path:?} must not start or end with '.'")
        } else if path.split('.').any(is_blank) {
            format!("{key} path {path:?} must not contain empty or whitespace-only segments")
        } else {
            continue;
        };
        return Err(ConfigError::new(problem));
    }
    Ok(())
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
        let config = config(json!({ "enabled": { "base64_24": true }, "new": 1 }));
        assert!(config.enabled["base64_24"]);
        assert_eq!(config.redaction_text, "***REDACTED***");
        assert!(config.block_on_detection && !config.redact);
        assert_eq!(config.min_findings_to_block, 1);
        assert_eq!(config.fields().unwrap(), Fields::default());
    }

    #[test]
    fn the_lists_become_the_fields() {
        let fields =
            config(json!({ "field_allowlist": ["a.b"], "field_denylist": ["a.b.\u{200b}"] })).fields();
        assert_eq!(
            fields.unwrap(),
            Fields {
                allow: vec!["a.b".to_owned()],
                deny: vec!["a.b.\u{200b}".to_owned()],
            }
        );
    }

    #[test]
    fn a_path_that_can_name_no_field_is_refused() {
        for (path, problem) in [
            ("", "entries must not be empty or whitespace-only"),
            (" \u{85}", "entries must not be empty or whitespace-only"),
            (".a", "path \".a\" must not start or end with '.'"),
            ("a.", "path \"a.\" must not start or end with '.'"),
            (".", "path \".\" must not start or end with '.'"),
            (
                "a..b",
                "path \"a..b\" must not contain empty or whitespace-only segments",
            ),
            (
                "a. .b",
                "path \"a. .b\" must not contain empty or whitespace-only segments",
            ),
        ] {
            for key in ["field_allowlist", "field_denylist"] {
                let error = config(json!({ key: ["good", path] })).fields().unwrap_err();
                assert_eq!(error.to_string(), format!("{key} {problem}"));
            }
        }
    }
}
