//! Proves that the matchers find what their regular expressions find, on texts made from these very expressions.

mod reference;

use crate::config::Config;
use crate::detector::Detector;
use crate::patterns::PATTERNS;
use mcpplugins_abi::Text;
use mcpplugins_text_scan::twin::Texts;
use mcpplugins_text_scan::{Scanner, class_bytes};
use reference::{EXPRESSIONS, Match, Reference};

const TEXTS: usize = 60_000;

/// Words that the expressions know, or nearly know.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "aws", "AWS_", "secret", "access", "secretaccess", "_key", "=", ": ", " = '", "==", "AKIA", "AIza", "ghp_", "github_pat_",
    "sk_live_", "rk_test", "xoxb-", "x-", "x_api", "api", "-key", "key", "_token", "token:", "bearer", "auth", "eyJ", ".eyJ", ".",
    "-----BEGIN ", "RSA", " PRIVATE KEY-----", "0123456789abcdef", "deadbeefDEADBEEF", "Abcdef+/0123", "abcdefghij-_",
];

fn texts(seed: u64) -> Texts {
    Texts::new(seed, EXPRESSIONS.iter().map(|(_, expression)| *expression), WORDS)
}

/// Calls the check with both widths of a text, if it has both.
fn in_each_width(units: &[u16], mut check: impl FnMut(Text<'_>)) {
    check(Text::from_utf16(units));
    if let Ok(bytes) = units
        .iter()
        .map(|&unit| u8::try_from(unit))
        .collect::<Result<Vec<_>, _>>()
    {
        check(Text::from_latin1(&bytes));
    }
}

#[test]
fn matchers_find_what_their_expressions_find() {
    let reference = Reference::new();
    let scanner = Scanner::new(PATTERNS.iter().map(|pattern| &pattern.matcher));
    let mut found = [(0, 0); PATTERNS.len()];
    for units in texts(1).take(TEXTS) {
        let expected = reference.matches(&units);
        in_each_width(&units, |text| {
            let mut actual: Vec<Match> = Vec::new();
            scanner.scan(&class_bytes(text), |pattern, span| actual.push((pattern, span)));
            actual.sort_by_key(|(pattern, span)| (*pattern, span.start));
            assert_eq!(actual, expected, "{:?}", text.to_string_lossy());
        });
        let is_ascii = units.iter().all(|&unit| unit < 0x80);
        for (pattern, _) in expected {
            found[pattern].0 += usize::from(is_ascii);
            found[pattern].1 += usize::from(!is_ascii);
        }
    }
    for (pattern, (in_ascii, in_other)) in found.into_iter().enumerate() {
        assert!(
            in_ascii > 100 && in_other > 100,
            "pattern {pattern} was found {in_ascii} times in ASCII and {in_other} times in other texts"
        );
    }
}

#[test]
fn secrets_are_the_whole_matches_without_overlaps() {
    let reference = Reference::new();
    let enabled = PATTERNS.iter().map(|pattern| (pattern.name.to_owned(), true));
    let detector = Detector::new(&Config {
        enabled: enabled.collect(),
        ..Config::default()
    });
    for units in texts(2).take(TEXTS / 4) {
        let expected = reference.secrets(&units);
        in_each_width(&units, |text| {
            let actual: Vec<_> = detector
                .detect(text)
                .into_iter()
                .map(|secret| (secret.pattern.name, secret.span))
                .collect();
            assert_eq!(actual, expected, "{:?}", text.to_string_lossy());
        });
    }
}
