//! Proves that the matchers find what their regular expressions find, on texts made from these very expressions.

mod reference;

use crate::built_in::BUILT_IN;
use crate::config::Config;
use crate::detector::Detector;
use mcpplugins_text_scan::twin::Twin;

/// Words that the expressions know, or nearly know.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "bsn", "my ", "is ", "citizen ", "id", "ssn", "social ", "security", " number", "no", "dob", "born",
    "birthday", "passport", "dl", "license", "driver's ", "driver ", "account", "acct", "bank ", "routing ",
    "mrn", "medical ", "record", "the ", "and", "user", "@", "example.com", "mail.example.co|m", "a@b.cc",
    "1-", "+1", "+1 (555)", "::", "fe80:", "10.0.0.", "255", "256", "1.2.3.256 ", "260.1.1.1",
    "199.249.250.255", "12/31/", "1999", "4111 1111 1111 1111", "4111-1111-1111-1111-", "123-45-6789",
    "078051120", "666", "00",
];

/// The matchers and their expressions.
pub fn twin() -> Twin<'static> {
    let detector = Detector::new(&Config::default()).expect("the default config is valid");
    Twin {
        expressions: reference::expressions().to_vec(),
        matchers: BUILT_IN.iter().map(|built_in| &built_in.matcher).collect(),
        resolve: reference::detections,
        find: Box::new(move |text| {
            let detections = detector.detect(text).into_iter();
            detections
                .map(|detection| (detection.kind.name(), detection.span))
                .collect()
        }),
        words: WORDS,
        corpus: include_str!("../../corpus/texts.txt"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_plugin_finds_what_its_expressions_find() {
        super::twin().assert_same();
    }
}
