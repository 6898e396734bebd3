use crate::config::Config;
use crate::matchers::BASE64_OR_PADDING;
use crate::merge::{Secret, merge};
use crate::patterns::{PATTERNS, Pattern};
use mcpplugins_abi::{Text, Texts};
use mcpplugins_text_scan::Scanner;
use std::ops::Range;

/// The patterns that a config asks for.
pub struct Detector {
    scanner: Scanner,
    /// The pattern of each of the scanner's matchers.
    patterns: Vec<&'static Pattern>,
}

impl Detector {
    /// Makes the detector of a config.
    pub fn new(config: &Config) -> Self {
        let patterns: Vec<_> = PATTERNS
            .iter()
            .filter(|pattern| pattern.is_enabled(config))
            .collect();
        Detector {
            scanner: Scanner::new(patterns.iter().map(|pattern| &pattern.matcher)),
            patterns,
        }
    }

    /// Takes away the marks of the texts in which there is nothing.
    pub fn sift(&self, texts: Texts<'_>, marks: &mut [bool]) {
        self.scanner.sift(texts, marks);
    }

    /// What is in a text, in order and without overlaps.
    pub fn detect(&self, text: Text<'_>) -> Vec<Secret> {
        let mut secrets = Vec::new();
        self.scanner.scan(text, |index, span| {
            let pattern = self.patterns[index];
            if is_whole(pattern, text, &span) {
                secrets.push(Secret { pattern, span });
            }
        });
        merge(secrets)
    }
}

/// Whether a match is all there is: what looks like Base64 but goes on after its padding is none. Such a match still takes its
/// text.
fn is_whole(pattern: &Pattern, text: Text<'_>, span: &Range<usize>) -> bool {
    pattern.name != "base64_24"
        || span.end == text.len()
        || !u8::try_from(text.unit(span.end))
            .is_ok_and(|next| next.is_ascii() && BASE64_OR_PADDING.contains(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn detect(enabled: Value, text: &str) -> Vec<(&'static str, String)> {
        let config = serde_json::from_value(json!({ "enabled": enabled })).unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        let text = Text::from_utf16(&units);
        Detector::new(&config)
            .detect(text)
            .into_iter()
            .map(|secret| (secret.pattern.name, text.slice(secret.span).to_string_lossy()))
            .collect()
    }

    #[test]
    fn the_broad_patterns_are_off_unless_a_config_asks_for_them() {
        let text = "0123456789abcdef0123456789abcdef";
        assert_eq!(detect(json!({}), text), []);
        assert_eq!(
            detect(json!({ "hex_secret_32": true }), text),
            [("hex_secret_32", text.to_owned())]
        );
        let key = format!("AKIA{}", "X".repeat(16));
        assert_eq!(
            detect(json!({ "new": true }), &key),
            [("aws_access_key_id", key.clone())]
        );
        assert_eq!(detect(json!({ "aws_access_key_id": false }), &key), []);
    }

    #[test]
    fn base64_that_goes_on_after_its_padding_is_none_and_takes_its_text() {
        let on = json!({ "base64_24": true });
        let run = "x".repeat(24);
        for end in ["=", "==", "-"] {
            assert_eq!(detect(on.clone(), &format!("{run}{end}")).len(), 1, "{end}");
        }
        assert_eq!(detect(on.clone(), &format!("{run}===")), []);
        assert_eq!(detect(on.clone(), &format!("{run}=={run}")), []);
        assert_eq!(
            detect(on.clone(), &format!("{run}==={run}")),
            [("base64_24", run.clone())]
        );
        assert_eq!(
            detect(on, &format!("{}==a {run}", &run[..22])),
            [("base64_24", run)]
        );
    }
}
