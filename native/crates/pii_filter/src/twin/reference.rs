use crate::built_in::BUILT_IN;
use regex::{Regex, RegexBuilder};
use std::cmp::Reverse;
use std::ops::Range;

const SSN_AREA: &str =
    "(?:00[1-9]|0[1-9][0-9]|[1-5][0-9]{2}|6(?:[0-5][0-9]|6[0-57-9]|[7-9][0-9])|[7-8][0-9]{2})";
const SSN_GROUP: &str = "(?:0[1-9]|[1-9][0-9])";
const SSN_SERIAL: &str = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";

/// The expressions of the built-in patterns, in their order.
pub fn expressions() -> [String; BUILT_IN.len()] {
    [
        r"\b(?:BSN|Citizen\s+ID|Citizen\s+Service\s+Number|Burgerservicenummer)[:\s#]*\d{9}\b".to_owned(),
        r"\b(?:My\s+)?BSN\s+(?:is\s+)?\d{9}\b".to_owned(),
        format!(r"\b{SSN_AREA}-{SSN_GROUP}-{SSN_SERIAL}\b"),
        format!(r"\b(?:SSN|Social\s+Security(?:\s+Number)?)[:\s#-]*{SSN_AREA}{SSN_GROUP}{SSN_SERIAL}\b"),
        r"\b(?:\d[-\s]?){12,18}\d\b".to_owned(),
        r"\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,}\b".to_owned(),
        r"\b(?:\+?1[-.\s]?)?\(?\d{3}\)?[-.\s]?\d{3}[-.\s]?\d{4}\b".to_owned(),
        r"\+[1-9]\d{9,14}\b".to_owned(),
        r"\b(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\b"
            .to_owned(),
        r"\b(?:[A-Fa-f0-9]{1,4}:){7}[A-Fa-f0-9]{1,4}\b".to_owned(),
        r"\b(?:DOB|Date of Birth|Born|Birthday)[:\s]+\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b".to_owned(),
        r"\b(?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])[-/](?:19|20)\d{2}\b".to_owned(),
        r"\b(?:Passport\s+Number|Passport\s+No|Passport)[#:\s-]+[A-Z0-9]{6,9}\b".to_owned(),
        r"\b(?:DL|License|Driver'?s? License)[#:\s]+[A-Z0-9]{5,20}\b".to_owned(),
        r"\b(?:Account|Acct|Bank\s+Account|Account\s+Number|Routing\s+Account)[#:\s-]*\d{8,17}\b".to_owned(),
        r"\b[A-Z]{2}\d{2}[A-Z0-9]{4}\d{7}(?:\d{3})?\b".to_owned(),
        r"\b(?:MRN|Medical Record)[#:\s]+[A-Z0-9]{6,12}\b".to_owned(),
    ]
}

/// The numbers of the known issuers, without regard to the check digit.
const ISSUERS: &str = "^(?:4(?:.{12}|.{15}|.{18})|3[47].{13}|(?:6011|65..)(?:.{12}|.{15})|62.{14,17}|67.{11,17}|3[689].{12}\
    |30[0-5].{11}|5[1-5].{14}|(?:222[1-9]|22[3-9].|2[3-6]..|27[01].|2720|352[89]|35[3-8].).{12})$";

/// Which pattern, and where in UTF-16 code units.
pub type Match = (usize, Range<usize>);

/// What the expressions find.
pub struct Reference {
    patterns: Vec<Regex>,
    issuers: Regex,
}

impl Reference {
    pub fn new() -> Self {
        let compile = |expression: &str| {
            RegexBuilder::new(expression)
                .case_insensitive(true)
                .build()
                .expect("the expression is valid")
        };
        Reference {
            patterns: expressions()
                .iter()
                .map(|expression| compile(expression))
                .collect(),
            issuers: compile(ISSUERS),
        }
    }

    /// The matches of every expression, by pattern and start.
    pub fn matches(&self, units: &[u16]) -> Vec<Match> {
        self.find(units)
            .map(|(pattern, span, _)| (pattern, span))
            .collect()
    }

    /// The valid matches that remain when overlaps are resolved: the name of the kind, and where.
    pub fn detections(&self, units: &[u16]) -> Vec<(&'static str, Range<usize>)> {
        let mut candidates: Vec<_> = self
            .find(units)
            .map(|(pattern, span, value)| (BUILT_IN[pattern].kind.name(), span, pattern, value))
            .filter(|(kind, _, _, value)| self.is_valid(kind, value))
            .collect();
        candidates.sort_by_key(|(kind, span, pattern, _)| (span.start, Reverse(span.end), *kind, *pattern));
        let mut free = 0;
        candidates.retain(|(_, span, ..)| {
            span.start >= free && {
                free = span.end;
                true
            }
        });
        candidates
            .into_iter()
            .map(|(kind, span, ..)| (kind, span))
            .collect()
    }

    fn find(&self, units: &[u16]) -> impl Iterator<Item = (usize, Range<usize>, String)> {
        let text = String::from_utf16_lossy(units);
        let mut offsets = vec![0; text.len() + 1];
        let mut offset = 0;
        for (index, character) in text.char_indices() {
            offsets[index] = offset;
            offset += character.len_utf16();
        }
        offsets[text.len()] = offset;
        self.patterns
            .iter()
            .enumerate()
            .flat_map(move |(pattern, expression)| {
                expression
                    .find_iter(&text)
                    .map(|found| {
                        (
                            pattern,
                            offsets[found.start()]..offsets[found.end()],
                            found.as_str().to_owned(),
                        )
                    })
                    .collect::<Vec<_>>()
            })
    }

    fn is_valid(&self, kind: &str, value: &str) -> bool {
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
            "credit_card" => {
                (13..=19).contains(&digits.len()) && luhn(&digits) && self.issuers.is_match(&digits)
            }
            _ => true,
        }
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
