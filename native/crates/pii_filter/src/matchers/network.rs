//! Addresses of the Internet Protocol.

use super::ASCII_DIGIT;
use mcpplugins_text_scan::{ByteSet, Cursor, Matcher, Prefix};

const DOT: ByteSet = ByteSet::of(b".");
const COLON: ByteSet = ByteSet::of(b":");
/// `[A-Fa-f0-9]`
const HEX: ByteSet = ByteSet::range(b'a', b'f').ignoring_case().or(&ASCII_DIGIT);

/// `\b(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\b`
pub const IPV4: Matcher = {
    const REST: ByteSet = ASCII_DIGIT.or(&DOT);
    Matcher::from_start(
        Prefix::Sets(&[&ASCII_DIGIT, &REST, &REST, &REST, &REST, &REST, &REST]),
        |at| {
            let mut at = octet(at.boundary()?)?;
            for _ in 0..3 {
                at = octet(at.one(&DOT)?)?;
            }
            at.boundary()
        },
    )
};

/// `25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?` before what can't be a digit: up to three digits, at most 255
fn octet(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let end = at.run(&ASCII_DIGIT, 1..=3)?;
    let digits = end.since(at);
    (digits.len() < 3 || digits <= b"255".as_slice()).then_some(end)
}

/// `\b(?:[A-Fa-f0-9]{1,4}:){7}[A-Fa-f0-9]{1,4}\b`
pub const IPV6: Matcher = {
    const REST: ByteSet = HEX.or(&COLON);
    Matcher::from_start(
        Prefix::Sets(&[&HEX, &REST, &REST, &REST, &REST, &REST, &REST, &REST]),
        |at| {
            let mut at = at.boundary()?.run(&HEX, 1..=4)?;
            for _ in 0..7 {
                at = at.one(&COLON)?.run(&HEX, 1..=4)?;
            }
            at.boundary()
        },
    )
};

#[cfg(test)]
mod tests {
    use super::*;
    use mcpplugins_text_scan::twin::matches;

    #[test]
    fn an_address_of_version_4_has_four_numbers_up_to_255() {
        for (text, expected) in [
            ("from 10.0.0.1:80", &["10.0.0.1"] as &[&str]),
            ("255.249.199.001", &["255.249.199.001"]),
            ("256.1.1.1", &[]),
            ("1.1.1.256", &[]),
            ("1.1.1.1000", &[]),
            ("1.1.1", &[]),
            ("1.2.3.4.5.6.7.8.9", &["1.2.3.4", "5.6.7.8"]),
            ("999.1.2.3.4", &["1.2.3.4"]),
            ("v1.2.3.4", &[]),
            ("1.2.3.4\u{663}", &[]),
        ] {
            assert_eq!(matches(IPV4, text), expected, "{text}");
        }
    }

    #[test]
    fn an_address_of_version_6_has_eight_groups() {
        for (text, expected) in [
            (
                "[2001:db8:0:0:0:FF00:42:8329]",
                &["2001:db8:0:0:0:FF00:42:8329"] as &[&str],
            ),
            ("1:2:3:4:5:6:7", &[]),
            ("1:2:3:4:5:6:7:12345", &[]),
            ("12345:2:3:4:5:6:7:8:9", &["2:3:4:5:6:7:8:9"]),
            ("1:2:3:4:5:6:7:g", &[]),
            ("2001:db8::8329", &[]),
        ] {
            assert_eq!(matches(IPV6, text), expected, "{text}");
        }
    }
}
