//! Patterns that come from the config.

use crate::config::{Config, CustomPattern};
use mcpplugins_abi::ConfigError;
use mcpplugins_text_scan::UserPattern;

const MAX_BYTES: usize = 256;
const MAX_ALTERNATIONS: usize = 16;
const MAX_QUANTIFIERS: usize = 24;

/// Compiles the custom patterns that are enabled, in the order of the config.
pub fn compile_custom(config: &Config) -> Result<Vec<(&CustomPattern, UserPattern)>, ConfigError> {
    config
        .custom_patterns
        .iter()
        .filter(|custom| custom.enabled)
        .map(|custom| {
            check_size(&custom.pattern)?;
            let compiled = UserPattern::compile(&custom.pattern).map_err(|error| {
                refused(format!(
                    "Failed to compile custom pattern '{}': {error}",
                    custom.pattern
                ))
            })?;
            Ok((custom, compiled))
        })
        .collect()
}

/// Compiles the whitelist.
pub fn compile_whitelist(config: &Config) -> Result<Vec<UserPattern>, ConfigError> {
    config
        .whitelist_patterns
        .iter()
        .map(|pattern| {
            UserPattern::compile(pattern)
                .map_err(|error| refused(format!("Invalid whitelist pattern '{pattern}': {error}")))
        })
        .collect()
}

/// Keeps custom patterns readable and cheap to compile; searching takes linear time in any case.
fn check_size(pattern: &str) -> Result<(), ConfigError> {
    let count = |symbols: &[char]| pattern.matches(symbols).count();
    if pattern.trim().is_empty() {
        return Err(refused("Custom pattern cannot be empty"));
    }
    if pattern.len() > MAX_BYTES {
        return Err(refused(format!("Custom pattern exceeds {MAX_BYTES} characters")));
    }
    if count(&['|']) > MAX_ALTERNATIONS {
        return Err(refused(format!(
            "Custom pattern has too many alternations (max {MAX_ALTERNATIONS})"
        )));
    }
    if count(&['*', '+', '?', '{']) > MAX_QUANTIFIERS {
        return Err(refused(format!(
            "Custom pattern has too many quantifiers (max {MAX_QUANTIFIERS})"
        )));
    }
    Ok(())
}

fn refused(why: impl AsRef<str>) -> ConfigError {
    ConfigError::new(format!("Pattern compilation failed: {}", why.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(pattern: &str, enabled: bool) -> Config {
        let pattern = CustomPattern {
            pattern: pattern.to_owned(),
            description: String::new(),
            mask_strategy: None,
            enabled,
        };
        Config {
            custom_patterns: vec![pattern],
            ..Config::default()
        }
    }

    #[test]
    fn a_custom_pattern_over_a_limit_is_refused_and_one_at_the_limit_is_not() {
        for (accepted, refused, message) in [
            ("x".to_owned(), " \t".to_owned(), "Custom pattern cannot be empty"),
            (
                "\u{e9}".repeat(128),
                "\u{e9}".repeat(129),
                "Custom pattern exceeds 256 characters",
            ),
            (
                "a|".repeat(16),
                r"a\|".repeat(17),
                "Custom pattern has too many alternations (max 16)",
            ),
            (
                "a+b*c?d{1}".repeat(6),
                format!("{}e+", "a+b*c?d{1}".repeat(6)),
                "Custom pattern has too many quantifiers (max 24)",
            ),
        ] {
            assert_eq!(compile_custom(&custom(&accepted, true)).unwrap().len(), 1);
            let error = compile_custom(&custom(&refused, true)).unwrap_err().to_string();
            assert_eq!(error, format!("Pattern compilation failed: {message}"));
            assert!(compile_custom(&custom(&refused, false)).unwrap().is_empty());
        }
    }

    #[test]
    fn an_invalid_pattern_is_named_in_the_error() {
        let error = compile_custom(&custom("(", true)).unwrap_err().to_string();
        assert!(error.starts_with(
            "Pattern compilation failed: Failed to compile custom pattern '(': regex parse error"
        ));
        let whitelist = Config {
            whitelist_patterns: vec!["[".to_owned()],
            ..Config::default()
        };
        let error = compile_whitelist(&whitelist).unwrap_err().to_string();
        assert!(
            error.starts_with("Pattern compilation failed: Invalid whitelist pattern '[': regex parse error")
        );
    }
}
