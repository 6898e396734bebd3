use super::{ALPHANUMERIC, LETTER};
use mcpplugins_text_scan::{ByteSet, Cursor, Matcher, Prefix};

const AT: ByteSet = ByteSet::of(b"@");
const DOT: ByteSet = ByteSet::of(b".");
/// `[A-Za-z0-9._%+-]`
const LOCAL: ByteSet = ALPHANUMERIC.with(b"._%+-");
/// `[A-Za-z0-9.-]`
const DOMAIN: ByteSet = ALPHANUMERIC.with(b".-");
/// `[A-Z|a-z]`
const TOP_LEVEL: ByteSet = LETTER.with(b"|");

/// `\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,}\b`, from its `@`
///
/// Neither part can hold an `@`, so that each one has its own stretch of text, and a text is gone over once.
pub const EMAIL: Matcher = Matcher::around(Prefix::Sets(&[&AT, &DOMAIN, &DOMAIN]), |at, free| {
    let start = local_part(at, free)?;
    Some(start..domain(at.one(&AT)?)?)
});

/// Where the local part begins: at the first `\b` of the characters before the `@`.
fn local_part(at: Cursor<'_>, free: usize) -> Option<usize> {
    let mut start = at.back_over(&LOCAL, free);
    while start.at() < at.at() {
        if start.boundary().is_some() {
            return Some(start.at());
        }
        start = start.next();
    }
    None
}

/// Where the domain ends: it is cut at the last dot after which a top level follows.
fn domain(start: Cursor<'_>) -> Option<usize> {
    let mut dot = start.all(&DOMAIN);
    while dot.at() > start.at() + 1 {
        dot = dot.back();
        if let Some(end) = dot.one(&DOT).and_then(top_level) {
            return Some(end);
        }
    }
    None
}

/// `[A-Z|a-z]{2,}\b`, as long as it can be.
fn top_level(start: Cursor<'_>) -> Option<usize> {
    let mut end = start.all(&TOP_LEVEL);
    while end.at() >= start.at() + 2 {
        if end.boundary().is_some() {
            return Some(end.at());
        }
        end = end.back();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use mcpplugins_text_scan::twin::matches;

    #[test]
    fn an_email_address_begins_at_a_word_boundary_and_ends_in_a_top_level() {
        for (text, expected) in [
            (
                "to: jane.doe+x@mail.example.com.",
                &["jane.doe+x@mail.example.com"] as &[&str],
            ),
            ("a@b.c", &[]),
            ("a@b", &[]),
            ("a@.com", &[]),
            ("@example.com", &[]),
            ("a@b.com1", &[]),
            ("a@b.co.x9", &["a@b.co"]),
            ("a@b.com|c", &["a@b.com|c"]),
            ("a@b.com|", &["a@b.com"]),
            ("a@b.com@c.org", &["a@b.com"]),
            ("a@b@c.org", &["b@c.org"]),
            ("%+x@c.org", &["x@c.org"]),
            ("\u{e9}x@c.org", &[]),
            ("\u{e9}x.y@c.org", &[".y@c.org"]),
            ("\u{17f}\u{212a}@c.or\u{212a}", &["\u{17f}\u{212a}@c.or\u{212a}"]),
        ] {
            assert_eq!(matches(EMAIL, text), expected, "{text}");
        }
    }
}
