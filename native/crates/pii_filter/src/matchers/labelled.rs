//! Numbers that are only known by the label before them.

use super::{ALPHANUMERIC, DATE_SEPARATOR, numbers};
use mcpplugins_text_scan::{ByteSet, Cursor, DIGIT, Matcher, Prefix, SPACE};
use std::ops::RangeInclusive;

/// `[:\s]`
const COLON: ByteSet = SPACE.with(b":");
/// `[:\s#]`
const COLON_HASH: ByteSet = COLON.with(b"#");
/// `[:\s#-]`
const COLON_HASH_DASH: ByteSet = COLON_HASH.with(b"-");

/// `\b(?:BSN|Citizen\s+ID|Citizen\s+Service\s+Number|Burgerservicenummer)[:\s#]*\d{9}\b`
pub const BSN: Matcher =
    Matcher::from_start(Prefix::Words(&["bsn", "citizen", "burgerservicenummer"]), |at| {
        let labels: &[&[&str]] = &[
            &["bsn"],
            &["citizen", "id"],
            &["citizen", "service", "number"],
            &["burgerservicenummer"],
        ];
        labelled(at, labels, |at| at.all(&COLON_HASH).times(&DIGIT, 9)?.boundary())
    });

/// `\b(?:My\s+)?BSN\s+(?:is\s+)?\d{9}\b`
pub const BSN_SENTENCE: Matcher = Matcher::from_start(Prefix::Words(&["my", "bsn"]), |at| {
    labelled(at, &[&["my", "bsn"], &["bsn"]], |at| {
        let at = at.some(&SPACE)?;
        at.word("is")
            .and_then(|at| at.some(&SPACE))
            .unwrap_or(at)
            .times(&DIGIT, 9)?
            .boundary()
    })
});

/// `\b(?:SSN|Social\s+Security(?:\s+Number)?)[:\s#-]*` and the nine digits of a valid number, `\b`
pub const SSN_LABELLED: Matcher = Matcher::from_start(Prefix::Words(&["ssn", "social"]), |at| {
    let labels: &[&[&str]] = &[
        &["ssn"],
        &["social", "security", "number"],
        &["social", "security"],
    ];
    labelled(at, labels, |at| {
        let area = at.all(&COLON_HASH_DASH);
        let group = numbers::ssn_area(area)?;
        let serial = numbers::ssn_group(group)?;
        numbers::ssn_serial(serial)?.boundary()
    })
});

/// `\b(?:DOB|Date of Birth|Born|Birthday)[:\s]+\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b`
pub const DATE_OF_BIRTH: Matcher = Matcher::from_start(
    Prefix::Words(&["dob", "date of birth", "born", "birthday"]),
    |at| {
        let labels: &[&[&str]] = &[&["dob"], &["date of birth"], &["born"], &["birthday"]];
        labelled(at, labels, |at| {
            at.some(&COLON)?
                .run(&DIGIT, 1..=2)?
                .one(&DATE_SEPARATOR)?
                .run(&DIGIT, 1..=2)?
                .one(&DATE_SEPARATOR)?
                .run(&DIGIT, 2..=4)?
                .boundary()
        })
    },
);

/// `\b(?:Passport\s+Number|Passport\s+No|Passport)[#:\s-]+[A-Z0-9]{6,9}\b`
pub const PASSPORT: Matcher = Matcher::from_start(Prefix::Words(&["passport"]), |at| {
    let labels: &[&[&str]] = &[&["passport", "number"], &["passport", "no"], &["passport"]];
    labelled(at, labels, |at| code(at, &COLON_HASH_DASH, 6..=9))
});

/// `\b(?:DL|License|Driver'?s? License)[#:\s]+[A-Z0-9]{5,20}\b`
pub const DRIVER_LICENSE: Matcher = Matcher::from_start(Prefix::Words(&["dl", "license", "driver"]), |at| {
    let labels: &[&[&str]] = &[
        &["dl"],
        &["license"],
        &["driver's license"],
        &["driver' license"],
        &["drivers license"],
        &["driver license"],
    ];
    labelled(at, labels, |at| code(at, &COLON_HASH, 5..=20))
});

/// `\b(?:MRN|Medical Record)[#:\s]+[A-Z0-9]{6,12}\b`
pub const MEDICAL_RECORD: Matcher = Matcher::from_start(Prefix::Words(&["mrn", "medical record"]), |at| {
    labelled(at, &[&["mrn"], &["medical record"]], |at| {
        code(at, &COLON_HASH, 6..=12)
    })
});

/// `\b(?:Account|Acct|Bank\s+Account|Account\s+Number|Routing\s+Account)[#:\s-]*\d{8,17}\b`
pub const BANK_ACCOUNT: Matcher =
    Matcher::from_start(Prefix::Words(&["account", "acct", "bank", "routing"]), |at| {
        let labels: &[&[&str]] = &[
            &["account"],
            &["acct"],
            &["bank", "account"],
            &["account", "number"],
            &["routing", "account"],
        ];
        labelled(at, labels, |at| {
            at.all(&COLON_HASH_DASH).run(&DIGIT, 8..=17)?.boundary()
        })
    });

/// `\b`, the first of the labels after which `rest` is found, and `rest`.
fn labelled<'a>(
    at: Cursor<'a>,
    labels: &[&[&str]],
    rest: impl Fn(Cursor<'a>) -> Option<Cursor<'a>>,
) -> Option<Cursor<'a>> {
    let at = at.boundary()?;
    labels.iter().find_map(|label| rest(at.words(label)?))
}

/// A separator and a code of letters and digits. None of a code's characters but the last is before a `\b`, so that it is
/// enough to look for one after as many as there are.
fn code<'a>(at: Cursor<'a>, separator: &ByteSet, length: RangeInclusive<usize>) -> Option<Cursor<'a>> {
    at.some(separator)?.run(&ALPHANUMERIC, length)?.boundary()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mcpplugins_text_scan::twin::matches;

    #[test]
    fn numbers_are_known_by_their_labels() {
        for (matcher, text, expected) in [
            (
                BSN,
                "b\u{17f}n: #123456789",
                &["b\u{17f}n: #123456789"] as &[&str],
            ),
            (BSN, "Citizen \t ID123456789", &["Citizen \t ID123456789"]),
            (
                BSN,
                "citizen service number 123456789",
                &["citizen service number 123456789"],
            ),
            (BSN, "BSN-123456789 BSN 12345678 BSN 1234567890", &[]),
            (BSN_SENTENCE, "my bsn is 123456789", &["my bsn is 123456789"]),
            (BSN_SENTENCE, "your BSN 123456789", &["BSN 123456789"]),
            (BSN_SENTENCE, "BSN123456789 BSN is123456789", &[]),
            (SSN_LABELLED, "SSN#-123456789", &["SSN#-123456789"]),
            (
                SSN_LABELLED,
                "social security number: 123456789",
                &["social security number: 123456789"],
            ),
            (
                SSN_LABELLED,
                "Social Security 123456789",
                &["Social Security 123456789"],
            ),
            (SSN_LABELLED, "SSN 666456789 SSN 123-45-6789", &[]),
            (
                DATE_OF_BIRTH,
                "DOB: 1/2/85, Born 01-02-1985",
                &["DOB: 1/2/85", "Born 01-02-1985"],
            ),
            (
                DATE_OF_BIRTH,
                "date of birth\n1/2/198",
                &["date of birth\n1/2/198"],
            ),
            (
                DATE_OF_BIRTH,
                "date  of birth 1/2/85 DOB1/2/85 birthday 1/2/5",
                &[],
            ),
            (PASSPORT, "passport no: AB123456", &["passport no: AB123456"]),
            (PASSPORT, "Passport Number", &["Passport Number"]),
            (PASSPORT, "passport northern", &["passport northern"]),
            (PASSPORT, "passport number 1234567890", &["passport number"]),
            (PASSPORT, "passport AB12_456 passport12345678", &[]),
            (
                DRIVER_LICENSE,
                "driver's license: D1234567",
                &["driver's license: D1234567"],
            ),
            (
                DRIVER_LICENSE,
                "drivers licen\u{17f}e#12345",
                &["drivers licen\u{17f}e#12345"],
            ),
            (DRIVER_LICENSE, "DL-12345 DL 1234 driver''s license", &[]),
            (BANK_ACCOUNT, "account-12345678", &["account-12345678"]),
            (
                BANK_ACCOUNT,
                "ban\u{212a} account 12345678",
                &["ban\u{212a} account 12345678"],
            ),
            (
                BANK_ACCOUNT,
                "Account Number: 12345678901234567",
                &["Account Number: 12345678901234567"],
            ),
            (BANK_ACCOUNT, "acct 1234567 acct 123456789012345678", &[]),
            (MEDICAL_RECORD, "MRN: abc123", &["MRN: abc123"]),
            (
                MEDICAL_RECORD,
                "medical record #123456789012",
                &["medical record #123456789012"],
            ),
            (MEDICAL_RECORD, "MRN123456 MRN-123456 MRN 12345", &[]),
        ] {
            assert_eq!(matches(matcher, text), expected, "{text}");
        }
    }
}
