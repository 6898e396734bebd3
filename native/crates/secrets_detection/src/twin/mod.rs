//! Proves that the matchers find what their regular expressions find, on texts made from these very expressions.

mod reference;

use crate::config::Config;
use crate::detector::Detector;
use crate::patterns::PATTERNS;
use mcpplugins_text_scan::twin::Expressions;
use reference::{EXPRESSIONS, secrets};

/// Words that the expressions know, or nearly know.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "aws", "AWS_", "secret", "access", "secretaccess", "_key", "=", ": ", " = '", "==", "AKIA", "AIza", "ghp_", "github_pat_",
    "sk_live_", "rk_test", "xoxb-", "x-", "x_api", "api", "-key", "key", "_token", "token:", "bearer", "auth", "eyJ", ".eyJ", ".",
    "-----BEGIN ", "RSA", " PRIVATE KEY-----", "0123456789abcdef", "deadbeefDEADBEEF", "Abcdef+/0123", "abcdefghij-_",
];

fn expressions() -> Expressions {
    Expressions::new(EXPRESSIONS.map(|(_, expression)| expression), WORDS)
}

#[test]
fn matchers_find_what_their_expressions_find() {
    assert!(
        PATTERNS
            .iter()
            .map(|pattern| pattern.name)
            .eq(EXPRESSIONS.map(|(name, _)| name))
    );
    expressions().assert_found_by(PATTERNS.iter().map(|pattern| &pattern.matcher));
}

#[test]
fn secrets_are_the_whole_matches_without_overlaps() {
    let enabled = PATTERNS.iter().map(|pattern| (pattern.name.to_owned(), true));
    let detector = Detector::new(&Config {
        enabled: enabled.collect(),
        ..Config::default()
    });
    expressions().assert_resolved(secrets, |text| {
        detector
            .detect(text)
            .into_iter()
            .map(|secret| (secret.pattern.name, secret.span))
            .collect()
    });
}
