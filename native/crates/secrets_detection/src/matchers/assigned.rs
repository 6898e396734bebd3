//! Secrets that are known by the name they are assigned to. Only the secret itself is found; the expressions, which ignore
//! case, have it in a group.

use super::{ALPHANUMERIC, URL_SAFE};
use mcpplugins_text_scan::{ByteSet, Cursor, Matcher, Prefix, SPACE};
use std::ops::Range;

const ANY: ByteSet = ByteSet::range(0, 0xff);
/// `.`
const NOT_NEWLINE: ByteSet = ByteSet::of(b"\n").not();
/// `[:=]`
const SIGN: ByteSet = ByteSet::of(b":=");
/// `["']`
const QUOTE: ByteSet = ByteSet::of(b"\"'");
/// `[-_]`
const SEPARATOR: ByteSet = ByteSet::of(b"-_");
/// `[A-Za-z0-9/+=]`
const AWS_VALUE: ByteSet = ALPHANUMERIC.with(b"/+=").ignoring_case();
/// `[A-Za-z0-9_\-]`
const VALUE: ByteSet = URL_SAFE.ignoring_case();

/// `(?i)aws.{0,20}(?:secret|access).{0,20}[:=]\s*["']?([A-Za-z0-9/+=]{40})["']?`
pub const AWS_SECRET_ACCESS_KEY: Matcher = Matcher::around(Prefix::Words(&["aws"]), |at, _| {
    furthest(at.word("aws")?, 20, &|at| {
        let name = at.word("secret").or_else(|| at.word("access"))?;
        furthest(name, 20, &|at| {
            let value = assigned(at)?;
            Some(value.at()..value.times(&AWS_VALUE, 40)?.at())
        })
    })
})
.after(&ANY);

/// `(?ix)\b(?:(?:x[-_])?api[-_]?key|apikey|api[_-]?token|access[_-]?token|bearer[_-]?token|auth[_-]?token)\b\s*[:=]\s*['"]?`
/// and `([A-Za-z0-9_\-]{20,})['"]?`
///
/// The `\b` behind the label says nothing that the sign doesn't.
pub const GENERIC_API_KEY_ASSIGNMENT: Matcher = {
    let prefix = Prefix::Words(&["x-api", "x_api", "api", "access", "bearer", "auth"]);
    Matcher::around(prefix, |at, _| {
        let value = assigned(label(at.boundary()?)?.all(&SPACE))?;
        Some(value.at()..value.times(&VALUE, 20)?.all(&VALUE).at())
    })
};

/// `(?:x[-_])?api[-_]?key`, or `token` behind one of its names
fn label(at: Cursor<'_>) -> Option<Cursor<'_>> {
    if let Some(at) = at.word("x") {
        return joined(at.one(&SEPARATOR)?, "api", "key");
    }
    ["api", "access", "bearer", "auth"]
        .iter()
        .find_map(|first| joined(at, first, "token"))
        .or_else(|| joined(at, "api", "key"))
}

/// Two words, perhaps with a separator between them
fn joined<'a>(at: Cursor<'a>, first: &str, second: &str) -> Option<Cursor<'a>> {
    at.word(first)?.maybe(&SEPARATOR).word(second)
}

/// `[:=]\s*["']?`, behind which a value begins
fn assigned(at: Cursor<'_>) -> Option<Cursor<'_>> {
    Some(at.one(&SIGN)?.all(&SPACE).maybe(&QUOTE))
}

/// `.{0,most}` and what `rest` finds after it, with as many characters before it as can be
fn furthest<'a>(
    at: Cursor<'a>,
    most: usize,
    rest: &impl Fn(Cursor<'a>) -> Option<Range<usize>>,
) -> Option<Range<usize>> {
    let next = if most == 0 { None } else { at.one(&NOT_NEWLINE) };
    next.and_then(|next| furthest(next, most - 1, rest))
        .or_else(|| rest(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mcpplugins_text_scan::twin::matches;

    /// Checks that `$`, so many characters of a secret, is found so many times.
    fn check(matcher: Matcher, value: &str, cases: &[(&str, usize)]) {
        for (text, count) in cases {
            let found = matches(matcher, &text.replace('$', value));
            assert_eq!(found, vec![value.to_owned(); *count], "{text}");
        }
    }

    #[test]
    fn an_aws_secret_is_the_value_behind_its_name() {
        check(
            AWS_SECRET_ACCESS_KEY,
            &"k/+7".repeat(10),
            &[
                ("AWS_SECRET_ACCESS_KEY=$", 1),
                ("myaws_secret: '$'", 1),
                ("aw\u{17f} acce\u{17f}\u{17f} =\u{3000}\t\"$", 1),
                ("aws_secret=$ aws_secret=$", 2),
                ("aws_secret==$", 1),
                ("aws_secret = = $", 1),
                ("aws_secret=\n$", 1),
                ("aws_secret='' $", 0),
                ("aws_secret='\"$", 0),
                ("aws_secret $", 0),
                ("aws\nsecret=$", 0),
                ("aws_key=$", 0),
                ("aws12345678901234567890secret12345678901234567890=$", 1),
                ("aws123456789012345678901secret=$", 0),
                ("aws secret123456789012345678901=$", 0),
                ("aws\u{1f600}2345678901234567890secret=$", 1),
            ],
        );
    }

    #[test]
    fn forty_characters_of_a_longer_value_are_found() {
        let found = matches(AWS_SECRET_ACCESS_KEY, &format!("aws access:{}", "x".repeat(41)));
        assert_eq!(found, ["x".repeat(40)]);
        assert!(matches(AWS_SECRET_ACCESS_KEY, &format!("aws access:{}", "x".repeat(39))).is_empty());
    }

    #[test]
    fn the_furthest_sign_behind_the_furthest_name_counts() {
        let (one, two) = ("a".repeat(40), "b".repeat(40));
        let found = matches(AWS_SECRET_ACCESS_KEY, &format!("aws secret={one} access={two}"));
        assert_eq!(found, [one]);
        assert_eq!(
            matches(AWS_SECRET_ACCESS_KEY, &format!("aws secret access x = y:{two}")),
            [two]
        );
    }

    #[test]
    fn an_assigned_key_is_the_value_behind_its_label() {
        check(
            GENERIC_API_KEY_ASSIGNMENT,
            "abcdef-ghij_0123456789",
            &[
                ("api_key=$", 1),
                ("\"api-key\": \"$\"", 0),
                ("X-API-Key: $", 1),
                ("x_apikey = '$'", 1),
                ("xapi_key=$", 0),
                ("x-api-token=$", 1),
                ("api_to\u{212a}en:$", 1),
                ("acce\u{17f}\u{17f}Token\u{85}=\u{a0}\"$\"", 1),
                ("bearer_token:$ auth-token:$", 2),
                ("bearer token:$ auth--token:$", 0),
                ("api_keys=$ my_api_key=$ api_key=='$", 0),
            ],
        );
        check(
            GENERIC_API_KEY_ASSIGNMENT,
            &"\u{17f}".repeat(20),
            &[("apikey:$", 1)],
        );
        check(GENERIC_API_KEY_ASSIGNMENT, &"x".repeat(19), &[("apikey:$", 0)]);
    }
}
