//! Numbers that are known by their form.

use super::{ALPHANUMERIC, ASCII_DIGIT, DATE_SEPARATOR, LETTER, REST_OF_DIGITS};
use mcpplugins_text_scan::{ByteSet, Cursor, DIGIT, Matcher, Prefix, SPACE};

const DASH: ByteSet = ByteSet::of(b"-");
/// `[-\s]`
const CARD_SEPARATOR: ByteSet = SPACE.with(b"-");
/// `[-.\s]`
const PHONE_SEPARATOR: ByteSet = SPACE.with(b"-.");
/// `[1-9]`
const NOT_ZERO: ByteSet = ByteSet::range(b'1', b'9');
const PLUS: ByteSet = ByteSet::of(b"+");
const OPENING: ByteSet = ByteSet::of(b"(");
const CLOSING: ByteSet = ByteSet::of(b")");
const ZERO_OR_ONE: ByteSet = ByteSet::of(b"01");
const ZERO_TO_TWO: ByteSet = ByteSet::of(b"012");
const ONE_OR_TWO: ByteSet = ByteSet::of(b"12");

/// `\b` and the area, group and serial of a valid number with dashes between them, `\b`
pub const SSN_DASHED: Matcher = Matcher::from_start(
    Prefix::Sets(&[&ASCII_DIGIT, &ASCII_DIGIT, &ASCII_DIGIT, &DASH, &ASCII_DIGIT]),
    |at| {
        let group = ssn_area(at.boundary()?)?.one(&DASH)?;
        let serial = ssn_group(group)?.one(&DASH)?;
        ssn_serial(serial)?.boundary()
    },
);

/// Three digits, 001 to 899 without 666
pub fn ssn_area(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let end = at.times(&ASCII_DIGIT, 3)?;
    let area = end.since(at);
    (area != b"000" && area != b"666" && area < b"900".as_slice()).then_some(end)
}

/// Two digits, 01 to 99
pub fn ssn_group(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.times(&ASCII_DIGIT, 2).filter(|end| end.since(at) != b"00")
}

/// Four digits, 0001 to 9999
pub fn ssn_serial(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.times(&ASCII_DIGIT, 4).filter(|end| end.since(at) != b"0000")
}

/// `\b(?:\d[-\s]?){12,18}\d\b`
pub const CREDIT_CARD: Matcher = {
    const REST: ByteSet = CARD_SEPARATOR.or(&REST_OF_DIGITS);
    Matcher::from_start(
        Prefix::Sets(&[&DIGIT, &REST, &REST, &REST, &REST, &REST, &REST, &REST]),
        |at| {
            let mut at = at.boundary()?.one(&DIGIT)?;
            let mut end = None;
            for digits in 2..=19 {
                let Some(next) = at.maybe(&CARD_SEPARATOR).one(&DIGIT) else {
                    break;
                };
                at = next;
                if digits >= 13 {
                    end = at.boundary().or(end);
                }
            }
            end
        },
    )
};

/// `\b(?:\+?1[-.\s]?)?\(?\d{3}\)?[-.\s]?\d{3}[-.\s]?\d{4}\b`
pub const PHONE: Matcher = {
    const FIRST: ByteSet = DIGIT.with(b"+(");
    const REST: ByteSet = PHONE_SEPARATOR.or(&REST_OF_DIGITS).with(b"()");
    Matcher::from_start(
        Prefix::Sets(&[&FIRST, &REST, &REST, &REST, &REST, &REST, &REST, &REST]),
        |at| {
            let at = at.boundary()?;
            at.word("+")
                .unwrap_or(at)
                .word("1")
                .and_then(|at| local_phone(at.maybe(&PHONE_SEPARATOR)))
                .or_else(|| local_phone(at))
        },
    )
};

/// `\(?\d{3}\)?[-.\s]?\d{3}[-.\s]?\d{4}\b`
fn local_phone(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.maybe(&OPENING)
        .times(&DIGIT, 3)?
        .maybe(&CLOSING)
        .maybe(&PHONE_SEPARATOR)
        .times(&DIGIT, 3)?
        .maybe(&PHONE_SEPARATOR)
        .times(&DIGIT, 4)?
        .boundary()
}

/// `\+[1-9]\d{9,14}\b`
pub const PHONE_INTERNATIONAL: Matcher =
    Matcher::from_start(Prefix::Sets(&[&PLUS, &NOT_ZERO, &DIGIT]), |at| {
        at.word("+")?.one(&NOT_ZERO)?.run(&DIGIT, 9..=14)?.boundary()
    });

/// `\b(?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])[-/](?:19|20)\d{2}\b`
pub const DATE: Matcher = Matcher::from_start(
    Prefix::Sets(&[&ZERO_OR_ONE, &ASCII_DIGIT, &DATE_SEPARATOR, &ASCII_DIGIT]),
    |at| {
        let month = at.boundary()?;
        let day = after_zero(month)
            .or_else(|| month.word("1")?.one(&ZERO_TO_TWO))?
            .one(&DATE_SEPARATOR)?;
        let year = after_zero(day)
            .or_else(|| day.one(&ONE_OR_TWO)?.one(&DIGIT))
            .or_else(|| day.word("3")?.one(&ZERO_OR_ONE))?
            .one(&DATE_SEPARATOR)?;
        year.word("19")
            .or_else(|| year.word("20"))?
            .times(&DIGIT, 2)?
            .boundary()
    },
);

/// `0[1-9]`
fn after_zero(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.word("0")?.one(&NOT_ZERO)
}

/// `\b[A-Z]{2}\d{2}[A-Z0-9]{4}\d{7}(?:\d{3})?\b`
pub const IBAN: Matcher = Matcher::from_start(Prefix::Sets(&[&LETTER, &LETTER, &DIGIT]), |at| {
    let short = at
        .boundary()?
        .times(&LETTER, 2)?
        .times(&DIGIT, 2)?
        .times(&ALPHANUMERIC, 4)?
        .times(&DIGIT, 7)?;
    short.times(&DIGIT, 3).unwrap_or(short).boundary()
});

#[cfg(test)]
mod tests {
    use super::*;
    use mcpplugins_text_scan::twin::matches;

    #[test]
    fn numbers_are_known_by_their_form() {
        for (matcher, text, expected) in [
            (SSN_DASHED, "id 123-45-6789.", &["123-45-6789"] as &[&str]),
            (
                SSN_DASHED,
                "899-99-9999 001-01-0001",
                &["899-99-9999", "001-01-0001"],
            ),
            (SSN_DASHED, "000-45-6789 666-45-6789 900-45-6789", &[]),
            (SSN_DASHED, "123-00-6789 123-45-0000", &[]),
            (SSN_DASHED, "1123-45-6789 123-45-67890 123-45-6789\u{e9}", &[]),
            (SSN_DASHED, "12\u{663}-45-6789", &[]),
            (CREDIT_CARD, "4111-1111 1111-1111", &["4111-1111 1111-1111"]),
            (CREDIT_CARD, "123456789012", &[]),
            (CREDIT_CARD, "12345678901234567890", &[]),
            (CREDIT_CARD, "1234567890123-4567890123", &["1234567890123"]),
            (
                CREDIT_CARD,
                "1234567890123 45 67 8 9",
                &["1234567890123 45 67 8 9"],
            ),
            (CREDIT_CARD, "4111--1111 1111-1111", &[]),
            (PHONE, "(555) 123-4567", &["555) 123-4567"]),
            (PHONE, "x(555) 123-4567", &["(555) 123-4567"]),
            (PHONE, "1-555-123-4567", &["1-555-123-4567"]),
            (PHONE, "+1 (555) 123-4567", &["1 (555) 123-4567"]),
            (PHONE, "x+1 (555) 123-4567", &["+1 (555) 123-4567"]),
            (PHONE, "1551234567", &["1551234567"]),
            (PHONE, "555.123.45678", &[]),
            (PHONE, "5551234567 \u{1d7d8}51234567", &["5551234567"]),
            (PHONE, "\u{1d7d8}551234567", &["\u{1d7d8}551234567"]),
            (PHONE_INTERNATIONAL, "x+31612345678", &["+31612345678"]),
            (
                PHONE_INTERNATIONAL,
                "+0123456789 +123456789 +1234567890123456",
                &[],
            ),
            (PHONE_INTERNATIONAL, "+3161234567\u{663}", &["+3161234567\u{663}"]),
            (DATE, "12/31/1999 01-01-2024", &["12/31/1999", "01-01-2024"]),
            (DATE, "13/01/1999 00/01/1999 12/32/1999 12/31/2199", &[]),
            (
                DATE,
                "02/1\u{663}/20\u{663}\u{663}",
                &["02/1\u{663}/20\u{663}\u{663}"],
            ),
            (IBAN, "nl91ABNA0417164", &["nl91ABNA0417164"]),
            (IBAN, "GB82WEST1234569876", &["GB82WEST1234569876"]),
            (IBAN, "GB82WEST12345698 GB82WEST12345698765", &[]),
            (
                IBAN,
                "\u{212a}\u{17f}82WEST1234569",
                &["\u{212a}\u{17f}82WEST1234569"],
            ),
        ] {
            assert_eq!(matches(matcher, text), expected, "{text}");
        }
    }
}
