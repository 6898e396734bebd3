use crate::built_in::BUILT_IN;
use crate::card::is_card;
use crate::config::{Config, Strategy};
use crate::custom::{compile_custom, compile_whitelist};
use crate::kind::Kind;
use mcpplugins_abi::{ConfigError, Text, Texts};
use mcpplugins_text_scan::{Scanner, UserPattern};
use std::cmp::Reverse;
use std::ops::Range;

/// A match that holds personal information.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detection {
    pub kind: Kind,
    /// Where it is, in UTF-16 code units.
    pub span: Range<usize>,
    pub strategy: Strategy,
    /// The number of its pattern, which decides between detections that are otherwise equal.
    pattern: usize,
}

/// The patterns that a config asks for.
pub struct Detector {
    scanner: Scanner,
    /// The kind of each of the scanner's matchers.
    kinds: Vec<Kind>,
    custom: Vec<(UserPattern, Strategy)>,
    whitelist: Vec<UserPattern>,
    default_strategy: Strategy,
}

impl Detector {
    /// Makes the detector of a config; an error if a pattern of the operator's is refused.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        let built_in: Vec<_> = BUILT_IN
            .iter()
            .filter(|built_in| (built_in.is_enabled)(config))
            .collect();
        let default_strategy = config.default_mask_strategy;
        let custom = compile_custom(config)?
            .into_iter()
            .map(|(custom, compiled)| (compiled, custom.mask_strategy.unwrap_or(default_strategy)))
            .collect();
        Ok(Detector {
            scanner: Scanner::new(built_in.iter().map(|built_in| &built_in.matcher)),
            kinds: built_in.iter().map(|built_in| built_in.kind).collect(),
            custom,
            whitelist: compile_whitelist(config)?,
            default_strategy,
        })
    }

    /// Takes away the marks of the texts in which there is nothing.
    pub fn sift(&self, texts: Texts<'_>, marks: &mut [bool]) {
        // Nothing is known of where the operator's own patterns begin.
        if self.custom.is_empty() {
            self.scanner.sift(texts, marks);
        }
    }

    /// What is in a text, in order and without overlaps.
    pub fn detect(&self, text: Text<'_>) -> Vec<Detection> {
        let mut detections = Vec::new();
        self.scanner.scan(text, |pattern, span| {
            let kind = self.kinds[pattern];
            let is_valid = kind != Kind::CreditCard || is_card(text.slice(span.clone()));
            if is_valid && !self.is_whitelisted(text, &span) {
                detections.push(Detection {
                    kind,
                    span,
                    strategy: self.default_strategy,
                    pattern,
                });
            }
        });
        for (index, (custom, strategy)) in self.custom.iter().enumerate() {
            custom.for_each_match(text, |span| {
                if !self.is_whitelisted(text, &span) {
                    detections.push(Detection {
                        kind: Kind::Custom,
                        span,
                        strategy: *strategy,
                        pattern: self.kinds.len() + index,
                    });
                }
            });
        }
        without_overlaps(detections)
    }

    fn is_whitelisted(&self, text: Text<'_>, span: &Range<usize>) -> bool {
        let matched = text.slice(span.clone());
        self.whitelist.iter().any(|pattern| pattern.is_match(matched))
    }
}

/// Keeps, of overlapping detections, the leftmost, then the longest, then the first kind by name, then the first pattern.
fn without_overlaps(mut detections: Vec<Detection>) -> Vec<Detection> {
    detections.sort_unstable_by_key(|detection| {
        let Range { start, end } = detection.span;
        (start, Reverse(end), detection.kind, detection.pattern)
    });
    let mut free = 0;
    detections.retain(|detection| {
        let is_free = detection.span.start >= free;
        if is_free {
            free = detection.span.end;
        }
        is_free
    });
    detections
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn detect(config: Value, text: &str) -> Vec<(&'static str, String)> {
        let config = serde_json::from_value(config).unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        let text = Text::from_utf16(&units);
        Detector::new(&config)
            .unwrap()
            .detect(text)
            .into_iter()
            .map(|detection| {
                (
                    detection.kind.name(),
                    text.slice(detection.span).to_string_lossy(),
                )
            })
            .collect()
    }

    fn found<const N: usize>(expected: [(&'static str, &str); N]) -> Vec<(&'static str, String)> {
        expected.map(|(kind, text)| (kind, text.to_owned())).into()
    }

    #[test]
    fn of_overlapping_detections_the_leftmost_longest_is_kept() {
        assert_eq!(
            detect(json!({}), "SSN 123-45-6789, acct 5551234567"),
            found([("ssn", "123-45-6789"), ("bank_account", "acct 5551234567")])
        );
    }

    #[test]
    fn of_equal_detections_the_first_kind_by_name_is_kept() {
        assert_eq!(
            detect(
                json!({ "custom_patterns": [{ "pattern": "\\d{10}", "description": "" }] }),
                "5551234567"
            ),
            found([("custom", "5551234567")])
        );
    }

    #[test]
    fn a_kind_that_is_switched_off_is_not_looked_for() {
        assert_eq!(
            detect(json!({ "detect_email": false }), "a@example.com 123-45-6789"),
            found([("ssn", "123-45-6789")])
        );
    }

    #[test]
    fn a_match_that_is_no_card_still_takes_its_text() {
        let only_cards = json!({ "detect_phone": false, "detect_bank_account": false });
        assert_eq!(
            detect(only_cards.clone(), "4111111111111111"),
            found([("credit_card", "4111111111111111")])
        );
        assert_eq!(detect(only_cards, "9 4111111111111111"), found([]));
    }

    #[test]
    fn the_whitelist_is_searched_in_the_match_alone() {
        let text = "info@example.com, jane@example.com";
        assert_eq!(
            detect(json!({ "whitelist_patterns": ["^INFO@"] }), text),
            found([("email", "jane@example.com")])
        );
        assert_eq!(detect(json!({ "whitelist_patterns": [", jane"] }), text).len(), 2);
        let custom = json!({ "whitelist_patterns": ["7$"], "custom_patterns": [{ "pattern": "EMP-\\d", "description": "" }] });
        assert_eq!(
            detect(custom, "\u{1f600} emp-7 emp-8"),
            found([("custom", "emp-8")])
        );
    }

    #[test]
    fn a_custom_pattern_has_its_own_strategy_or_the_default() {
        let config = json!({
            "default_mask_strategy": "hash",
            "custom_patterns": [
                { "pattern": "one", "description": "", "mask_strategy": "remove" },
                { "pattern": "two", "description": "", "mask_strategy": null },
            ],
        });
        let detector = Detector::new(&serde_json::from_value(config).unwrap()).unwrap();
        let strategies: Vec<_> = detector
            .detect(Text::from_latin1(b"one two"))
            .iter()
            .map(|detection| detection.strategy)
            .collect();
        assert_eq!(strategies, [Strategy::Remove, Strategy::Hash]);
    }
}
