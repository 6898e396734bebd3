use crate::patterns::PATTERNS;
use mcpplugins_text_scan::twin::Match;
use std::cmp::Reverse;
use std::ops::Range;

/// The names and expressions of the patterns, in their order; what counts is group 1 if there is one.
#[rustfmt::skip]
pub const EXPRESSIONS: [(&str, &str); PATTERNS.len()] = [
    ("aws_access_key_id", r"\bAKIA[0-9A-Z]{16}\b"),
    (
        "aws_secret_access_key",
        r#"(?i)aws.{0,20}(?:secret|access).{0,20}[:=]\s*["']?([A-Za-z0-9/+=]{40})["']?"#,
    ),
    ("google_api_key", r"\bAIza[0-9A-Za-z\-_]{35}\b"),
    ("github_token", r"\b(?:gh[opusr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{20,})\b"),
    ("stripe_secret_key", r"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}\b"),
    ("slack_token", r"\bxox[abpqr]-[0-9A-Za-z\-]{10,80}\b"),
    ("private_key_block", r"-----BEGIN (?:RSA|DSA|EC|OPENSSH) PRIVATE KEY-----"),
    (
        "generic_api_key_assignment",
        concat!(
            r"(?ix)\b(?:(?:x[-_])?api[-_]?key|apikey|api[_-]?token|access[_-]?token|bearer[_-]?token|auth[_-]?token)\b",
            r#"\s*[:=]\s*['"]?([A-Za-z0-9_\-]{20,})['"]?"#,
        ),
    ),
    ("jwt_like", r"\beyJ[a-zA-Z0-9_\-]{10,}\.eyJ[a-zA-Z0-9_\-]{10,}\.[a-zA-Z0-9_\-]{10,}\b"),
    ("hex_secret_32", r"(?i)\b[a-f0-9]{32,}\b"),
    (
        "base64_24",
        r"(?:^|[^A-Za-z0-9+/])((?:[A-Za-z0-9+/]{24,}={0,2}|[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{23}=))",
    ),
];

/// The matches of all expressions, each with those that it overlaps in one: the name, and where.
pub fn secrets(units: &[u16], matches: Vec<Match>) -> Vec<(&'static str, Range<usize>)> {
    let is_base64 = |unit: &u16| {
        u8::try_from(*unit).is_ok_and(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
    };
    let mut found: Vec<_> = matches
        .into_iter()
        .map(|(pattern, span)| (EXPRESSIONS[pattern].0, span))
        .filter(|(name, span)| *name != "base64_24" || !units.get(span.end).is_some_and(is_base64))
        .collect();
    found.sort_by_key(|(name, span)| (span.start, breadth(name), Reverse(span.end), *name));
    let mut merged: Vec<(&'static str, Range<usize>)> = Vec::new();
    for (name, span) in found {
        match merged.last_mut() {
            Some((so_far, all)) if span.start < all.end => {
                let longer = span.len() > all.len();
                if (breadth(name), Reverse(longer)) < (breadth(so_far), Reverse(false)) {
                    *so_far = name;
                }
                all.end = all.end.max(span.end);
            }
            _ => merged.push((name, span)),
        }
    }
    merged
}

fn breadth(name: &str) -> usize {
    match name {
        "generic_api_key_assignment" | "jwt_like" => 1,
        "hex_secret_32" => 2,
        "base64_24" => 3,
        _ => 0,
    }
}
