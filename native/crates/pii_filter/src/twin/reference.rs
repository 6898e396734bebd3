use crate::built_in::BUILT_IN;
use mcpplugins_text_scan::twin::Match;
use regex::Regex;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

const SSN_AREA: &str =
    "(?:00[1-9]|0[1-9][0-9]|[1-5][0-9]{2}|6(?:[0-5][0-9]|6[0-57-9]|[7-9][0-9])|[7-8][0-9]{2})";
const SSN_GROUP: &str = "(?:0[1-9]|[1-9][0-9])";
const SSN_SERIAL: &str = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";

/// The expressions of the built-in patterns, in their order.
pub fn expressions() -> [String; BUILT_IN.len()] {
    [
        r"(?i)\b(?:BSN|Citizen\s+ID|Citizen\s+Service\s+Number|Burgerservicenummer)[:\s#]*\d{9}\b".to_owned(),
        r"(?i)\b(?:My\s+)?BSN\s+(?:is\s+)?\d{9}\b".to_owned(),
        format!(r"(?i)\b{SSN_AREA}-{SSN_GROUP}-{SSN_SERIAL}\b"),
        format!(r"(?i)\b(?:SSN|Social\s+Security(?:\s+Number)?)[:\s#-]*{SSN_AREA}{SSN_GROUP}{SSN_SERIAL}\b"),
        r"(?i)\b(?:\d[-\s]?){12,18}\d\b".to_owned(),
        r"(?i)\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,}\b".to_owned(),
        r"(?i)\b(?:\+?1[-.\s]?)?\(?\d{3}\)?[-.\s]?\d{3}[-.\s]?\d{4}\b".to_owned(),
        r"(?i)\+[1-9]\d{9,14}\b".to_owned(),
        r"(?i)\b(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\b"
            .to_owned(),
        r"(?i)\b(?:[A-Fa-f0-9]{1,4}:){7}[A-Fa-f0-9]{1,4}\b".to_owned(),
        r"(?i)\b(?:DOB|Date of Birth|Born|Birthday)[:\s]+\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b".to_owned(),
        r"(?i)\b(?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])[-/](?:19|20)\d{2}\b".to_owned(),
        r"(?i)\b(?:Passport\s+Number|Passport\s+No|Passport)[#:\s-]+[A-Z0-9]{6,9}\b".to_owned(),
        r"(?i)\b(?:DL|License|Driver'?s? License)[#:\s]+[A-Z0-9]{5,20}\b".to_owned(),
        r"(?i)\b(?:Account|Acct|Bank\s+Account|Account\s+Number|Routing\s+Account)[#:\s-]*\d{8,17}\b"
            .to_owned(),
        r"(?i)\b[A-Z]{2}\d{2}[A-Z0-9]{4}\d{7}(?:\d{3})?\b".to_owned(),
        r"(?i)\b(?:MRN|Medical Record)[#:\s]+[A-Z0-9]{6,12}\b".to_owned(),
    ]
}

/// The numbers of the known issuers, without regard to the check digit.
static ISSUERS: LazyLock<Regex> = LazyLock::new(|| {
    let numbers = "^(?:4(?:.{12}|.{15}|.{18})|3[47].{13}|(?:6011|65..)(?:.{12}|.{15})|62.{14,17}|67.{11,17}|3[689].{12}\
        |30[0-5].{11}|5[1-5].{14}|(?:222[1-9]|22[3-9].|2[3-6]..|27[01].|2720|352[89]|35[3-8].).{12})$";
    Regex::new(numbers).expect("the expression is valid")
});

/// The valid matches that remain when overlaps are resolved: the name of the kind, and where.
pub fn detections(units: &[u16], matches: Vec<Match>) -> Vec<(&'static str, Range<usize>)> {
    let mut candidates: Vec<_> = matches
        .into_iter()
        .map(|(pattern, span)| (BUILT_IN[pattern].kind.name(), span, pattern))
        .filter(|(kind, span, _)| is_valid(kind, &String::from_utf16_lossy(&units[span.clone()])))
        .collect();
    candidates.sort_by_key(|(kind, span, pattern)| (span.start, Reverse(span.end), *kind, *pattern));
    let mut free = 0;
    candidates.retain(|(_, span, _)| {
        span.start >= free && {
            free = span.end;
            true
        }
    });
    candidates
        .into_iter()
        .map(|(kind, span, _)| (kind, span))
        .collect()
}

fn is_valid(kind: &str, value: &str) -> bool {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    match kind {
        "ssn" => {
            digits.len() == 9
                && &digits[..3] != "000"
                && &digits[..3] != "666"
                && &digits[..3] < "900"
                && &digits[3..5] != "00"
                && &digits[5..] != "0000"
        }
        "credit_card" => (13..=19).contains(&digits.len()) && luhn(&digits) && ISSUERS.is_match(&digits),
        _ => true,
    }
}

fn luhn(digits: &str) -> bool {
    let parity = digits.len() % 2;
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(index, digit)| {
            let doubled = u32::from(digit - b'0') * if index % 2 == parity { 2 } else { 1 };
            doubled / 10 + doubled % 10
        })
        .sum();
    sum.is_multiple_of(10)
}
