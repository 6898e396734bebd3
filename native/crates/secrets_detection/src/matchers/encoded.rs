//! Secrets that are known by the characters they are written in.

use super::prefixed::last_boundary;
use super::{ALPHANUMERIC, DIGIT, URL_SAFE};
use mcpplugins_text_scan::{ByteSet, Cursor, Matcher, Prefix};

/// `(?i)[a-f0-9]`
const HEX: ByteSet = ByteSet::range(b'a', b'f').ignoring_case().or(&DIGIT);
/// `[A-Za-z0-9+/]`
const BASE64: ByteSet = ALPHANUMERIC.with(b"+/");
/// `[^A-Za-z0-9+/]`
const NOT_BASE64: ByteSet = BASE64.not();
const PADDING: ByteSet = ByteSet::of(b"=");
/// `[A-Za-z0-9+/=]`
pub const BASE64_OR_PADDING: ByteSet = BASE64.or(&PADDING);

/// `\beyJ[a-zA-Z0-9_\-]{10,}\.eyJ[a-zA-Z0-9_\-]{10,}\.[a-zA-Z0-9_\-]{10,}\b`, from its first dot
///
/// No part can hold a dot, so that each dot has its own stretch of text on either side, and a text is gone over a few times at
/// most, however many `eyJ` it has.
pub const JWT_LIKE: Matcher = Matcher::around(Prefix::Texts(&[".eyJ"]), |dot, free| {
    let start = header(dot, free)?;
    let payload = dot.text(".eyJ")?.times(&URL_SAFE, 10)?.all(&URL_SAFE);
    let signature = payload.text(".")?;
    let end = last_boundary(signature.times(&URL_SAFE, 10)?, signature.all(&URL_SAFE))?;
    Some(start..end.at())
});

/// Where the header begins: at the first `\beyJ` before the dot that has ten characters more behind it.
fn header(dot: Cursor<'_>, free: usize) -> Option<usize> {
    let mut start = dot.back_over(&URL_SAFE, free);
    while start.at() + "eyJ".len() + 10 <= dot.at() {
        if start.text("eyJ").and(start.boundary()).is_some() {
            return Some(start.at());
        }
        start = start.next();
    }
    None
}

/// `(?i)\b[a-f0-9]{32,}\b`
pub const HEX_SECRET_32: Matcher = Matcher::from_start(
    Prefix::Sets(&[&HEX, &HEX, &HEX, &HEX, &HEX, &HEX, &HEX, &HEX]),
    |at| at.boundary()?.times(&HEX, 32)?.all(&HEX).boundary(),
);

/// `(?:^|[^A-Za-z0-9+/])((?:[A-Za-z0-9+/]{24,}={0,2}|[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{23}=))`, the group
///
/// The character before a secret belongs to the match: it must not be the last one of the match before.
pub const BASE64_24: Matcher = {
    let prefix = Prefix::Sets(&[
        &BASE64, &BASE64, &BASE64, &BASE64, &BASE64, &BASE64, &BASE64, &BASE64,
    ]);
    Matcher::around(prefix, |at, free| {
        if at.at() == free && free > 0 {
            return None;
        }
        let digits = at.all(&BASE64);
        let end = match digits.at() - at.at() {
            0..22 => return None,
            22 => digits.times(&PADDING, 2)?,
            23 => digits.one(&PADDING)?,
            _ => digits.maybe(&PADDING).maybe(&PADDING),
        };
        Some(at.at()..end.at())
    })
    .after(&NOT_BASE64)
};

#[cfg(test)]
mod tests {
    use super::*;
    use mcpplugins_text_scan::twin::matches;

    #[test]
    fn a_token_has_three_parts_of_ten_characters() {
        for (text, expected) in [
            (
                "(eyJ0123456789.eyJ0123456789.0123456789)",
                "eyJ0123456789.eyJ0123456789.0123456789",
            ),
            ("eyJ012345678.eyJ0123456789.0123456789", ""),
            ("eyJ0123456789.eyJ012345678.0123456789", ""),
            ("eyJ0123456789.eyJ0123456789.012345678", ""),
            ("eyJ0123456789.eYJ0123456789.0123456789", ""),
            ("xeyJ0123456789.eyJ0123456789.0123456789", ""),
            (
                "eyJ-eyJ-eyJ012.eyJ_-_-_-_-_-_.---------x-.",
                "eyJ-eyJ-eyJ012.eyJ_-_-_-_-_-_.---------x",
            ),
            (
                "eyJ-0-eyJ0123456789.eyJ0123456789.0123456789",
                "eyJ-0-eyJ0123456789.eyJ0123456789.0123456789",
            ),
            (
                "eyJ0.eyJ0123456789.eyJ0123456789.eyJ0123456789.eyJ0123456789.0",
                "eyJ0123456789.eyJ0123456789.eyJ0123456789",
            ),
            (
                "eyJ0123456789.eyJ0123456789.0123456789-abc\u{e9}",
                "eyJ0123456789.eyJ0123456789.0123456789-",
            ),
            ("eyJ0123456789.eyJ0123456789.0123456789\u{e9}", ""),
        ] {
            let expected = if expected.is_empty() {
                vec![]
            } else {
                vec![expected]
            };
            assert_eq!(matches(JWT_LIKE, text), expected, "{text}");
        }
    }

    #[test]
    fn hex_has_thirty_two_digits_and_a_boundary_at_both_ends() {
        let hex = "0123456789abcdef0123456789ABCDEF";
        assert_eq!(
            matches(HEX_SECRET_32, &format!("{hex}-{hex}0")),
            [hex, &format!("{hex}0")]
        );
        for text in [
            &hex[1..],
            &format!("{hex}g"),
            &format!("_{hex}"),
            &format!("{hex}\u{663}"),
        ] {
            assert!(matches(HEX_SECRET_32, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn base64_has_twenty_four_characters_or_padding() {
        let run = "Ab3+/x".repeat(4);
        for (text, expected) in [
            (format!("_{run}_"), run.as_str()),
            (format!("\u{e9}{run}\u{e9}"), &run),
            (format!("\u{1f600}{run}=\u{1f600}"), &format!("{run}=")),
            (format!("={run}==="), &format!("{run}==")),
            (format!("x={}==", &run[..22]), &format!("{}==", &run[..22])),
            (format!("x={}=", &run[..23]), &format!("{}=", &run[..23])),
            (format!("{}==", &run[..21]), ""),
            (format!("{}=", &run[..22]), ""),
            (run[..23].to_owned(), ""),
        ] {
            let expected = if expected.is_empty() {
                vec![]
            } else {
                vec![expected]
            };
            assert_eq!(matches(BASE64_24, &text), expected, "{text}");
        }
    }

    #[test]
    fn base64_needs_a_character_before_it_that_no_other_match_has() {
        let run = "x".repeat(24);
        assert_eq!(matches(BASE64_24, &format!("{run}=={run}")), [format!("{run}==")]);
        assert_eq!(matches(BASE64_24, &format!("{run}={run}")), [format!("{run}=")]);
        assert_eq!(matches(BASE64_24, &format!("{run}==={run}")).len(), 2);
    }
}
