//! The built-in patterns, each as a matcher that finds what its regular expression would find. The expressions stand in the
//! doc comments; all ignore case and use Unicode classes.

mod email;
mod labelled;
mod network;
mod numbers;

use mcpplugins_text_scan::{ByteSet, DIGIT, class};

pub use email::EMAIL;
pub use labelled::{
    BANK_ACCOUNT, BSN, BSN_SENTENCE, DATE_OF_BIRTH, DRIVER_LICENSE, MEDICAL_RECORD, PASSPORT, SSN_LABELLED,
};
pub use network::{IPV4, IPV6};
pub use numbers::{CREDIT_CARD, DATE, IBAN, PHONE, PHONE_INTERNATIONAL, SSN_DASHED};

/// `[0-9]`
const ASCII_DIGIT: ByteSet = ByteSet::range(b'0', b'9');
/// `[A-Z]`, in any case
const LETTER: ByteSet = ByteSet::range(b'a', b'z').ignoring_case();
/// `[A-Z0-9]`, in any case
const ALPHANUMERIC: ByteSet = LETTER.or(&ASCII_DIGIT);
/// `[-/]`
const DATE_SEPARATOR: ByteSet = ByteSet::of(b"-/");
/// What can follow the first byte of a digit in a run of digits.
const REST_OF_DIGITS: ByteSet = DIGIT.with(&[class::REST_OF_WORD]);
