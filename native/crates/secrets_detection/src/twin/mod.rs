//! Proves that the matchers find what their regular expressions find, on texts made from these very expressions.

mod reference;

use crate::config::Config;
use crate::detector::Detector;
use crate::patterns::PATTERNS;
use mcpplugins_text_scan::twin::Twin;
use reference::EXPRESSIONS;

/// Words that the expressions know, or nearly know.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "aws", "AWS_", "secret", "access", "secretaccess", "_key", "=", ": ", " = '", "==", "AKIA", "AIza", "ghp_", "github_pat_",
    "sk_live_", "rk_test", "xoxb-", "x-", "x_api", "api", "-key", "key", "_token", "token:", "bearer", "auth", "eyJ", ".eyJ", ".",
    "-----BEGIN ", "RSA", " PRIVATE KEY-----", "0123456789abcdef", "deadbeefDEADBEEF", "Abcdef+/0123", "abcdefghij-_",
];

/// The matchers and their expressions, with every pattern on.
pub fn twin() -> Twin<'static> {
    let enabled = PATTERNS.iter().map(|pattern| (pattern.name.to_owned(), true));
    twin_of(Config {
        enabled: enabled.collect(),
        ..Config::default()
    })
}

/// Those that are on unless a config says otherwise.
pub fn default_twin() -> Twin<'static> {
    twin_of(Config::default())
}

fn twin_of(config: Config) -> Twin<'static> {
    let (matchers, expressions): (Vec<_>, Vec<_>) = PATTERNS
        .iter()
        .zip(EXPRESSIONS)
        .filter(|(pattern, _)| pattern.is_enabled(&config))
        .map(|(pattern, (_, expression))| (&pattern.matcher, expression.to_owned()))
        .unzip();
    let detector = Detector::new(&config);
    Twin {
        expressions,
        matchers,
        resolve: reference::secrets,
        find: Box::new(move |text| {
            let secrets = detector.detect(text).into_iter();
            secrets.map(|secret| (secret.pattern.name, secret.span)).collect()
        }),
        words: WORDS,
        corpus: include_str!("../../corpus/texts.txt"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_matcher_stands_at_the_place_of_its_expression() {
        let names = PATTERNS.iter().map(|pattern| pattern.name);
        assert!(names.eq(EXPRESSIONS.map(|(name, _)| name)));
    }

    #[test]
    fn the_plugin_finds_what_its_expressions_find() {
        twin().assert_same();
    }
}
