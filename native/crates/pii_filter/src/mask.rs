use crate::config::Strategy;
use crate::kind::Kind;
use mcpplugins_abi::Text;
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::fmt::Write;

/// Writes what stands in the place of a matched text.
pub struct Masker {
    redaction_text: String,
    salt: String,
    /// How many tokens were made. A token comes from the salt and this number, so that instances with one salt agree.
    tokens: Cell<u64>,
}

impl Masker {
    pub fn new(redaction_text: String, salt: String) -> Self {
        Masker {
            redaction_text,
            salt,
            tokens: Cell::new(0),
        }
    }

    /// Appends the replacement of a matched text.
    pub fn write(&self, kind: Kind, strategy: Strategy, matched: Text<'_>, out: &mut String) {
        match strategy {
            Strategy::Redact => out.push_str(&self.redaction_text),
            Strategy::Partial => out.push_str(&partial(kind, &matched.to_string_lossy())),
            Strategy::Hash => {
                out.push_str("[HASH:");
                write_hash(&format!("{}:{}", self.salt, matched.to_string_lossy()), 8, out);
                out.push(']');
            }
            Strategy::Tokenize => {
                let number = self.tokens.replace(self.tokens.get() + 1);
                out.push_str("[TOKEN:");
                write_hash(&format!("{}:token:{number}", self.salt), 4, out);
                out.push(']');
            }
            Strategy::Remove => {}
        }
    }
}

/// Appends the first bytes of a text's SHA-256 in hexadecimal.
fn write_hash(text: &str, bytes: usize, out: &mut String) {
    for byte in &Sha256::digest(text)[..bytes] {
        write!(out, "{byte:02x}").expect("a String can always be written to");
    }
}

/// Leaves enough of a value to recognise it. Values are cut between characters, whatever they are made of.
fn partial(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Ssn => format!("***-**-{}", last(value, 4)),
        Kind::Bsn => format!("*****{}", last(value, 4)),
        Kind::CreditCard => format!("****-****-****-{}", last_digits(value)),
        Kind::Phone => format!("***-***-{}", last_digits(value)),
        Kind::Email => partial_email(value),
        Kind::BankAccount => partial_account(value),
        _ => partial_other(value),
    }
}

fn partial_email(value: &str) -> String {
    let Some((local, domain)) = value.split_once('@') else {
        return REDACTED.to_owned();
    };
    match ends(local) {
        Some((first, last, 3..)) => format!("{first}***{last}@{domain}"),
        _ => format!("***@{domain}"),
    }
}

fn partial_account(value: &str) -> String {
    let length = value.chars().count();
    if length < 6 || !value.contains(|character: char| character.is_ascii_alphabetic()) {
        return REDACTED.to_owned();
    }
    let first: String = value.chars().take(2).collect();
    format!("{first}{}{}", "*".repeat(length - 6), last(value, 4))
}

fn partial_other(value: &str) -> String {
    match ends(value) {
        Some((first, last, length @ 3..)) => format!("{first}{}{last}", "*".repeat(length - 2)),
        Some((first, _, 2)) => format!("{first}*"),
        _ => "*".to_owned(),
    }
}

const REDACTED: &str = "[REDACTED]";

/// The last four ASCII digits, or stars if there are fewer.
fn last_digits(value: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 4 {
        return "****".to_owned();
    }
    digits[digits.len() - 4..].to_owned()
}

/// The last characters.
fn last(value: &str, count: usize) -> &str {
    let start = value.char_indices().rev().take(count).last();
    start.map_or("", |(start, _)| &value[start..])
}

/// The first and the last character, and how many there are.
fn ends(value: &str) -> Option<(char, char, usize)> {
    Some((
        value.chars().next()?,
        value.chars().next_back()?,
        value.chars().count(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_mask_leaves_what_its_kind_can_show() {
        for (kind, value, expected) in [
            (Kind::Ssn, "123-45-6789", "***-**-6789"),
            (Kind::Ssn, "SSN: 123456789", "***-**-6789"),
            (Kind::Bsn, "BSN 123456789", "*****6789"),
            (
                Kind::Bsn,
                "BSN \u{967}\u{968}\u{969}\u{96a}\u{96b}\u{96c}\u{96d}\u{96e}\u{96f}",
                "*****\u{96c}\u{96d}\u{96e}\u{96f}",
            ),
            (Kind::CreditCard, "4111 1111-1111 1234", "****-****-****-1234"),
            (Kind::Phone, "(555) 123-4567", "***-***-4567"),
            (Kind::Phone, "+1\u{663}\u{663}\u{663}\u{663}", "***-***-****"),
            (Kind::Email, "john.doe@example.com", "j***e@example.com"),
            (Kind::Email, "jd@example.com", "***@example.com"),
            (Kind::Email, "\u{17f}xyz@example.com", "\u{17f}***z@example.com"),
            (Kind::Email, "\u{17f}x@example.com", "***@example.com"),
            (
                Kind::BankAccount,
                "GB82WEST12345698765432",
                "GB****************5432",
            ),
            (Kind::BankAccount, "Acct 12345678", "Ac*******5678"),
            (
                Kind::BankAccount,
                "\u{212a}\u{212a}82WEST1234569",
                "\u{212a}\u{212a}*********4569",
            ),
            (Kind::BankAccount, "12345678", "[REDACTED]"),
            (Kind::BankAccount, "ab345", "[REDACTED]"),
            (Kind::IpAddress, "10.0.0.1", "1******1"),
            (Kind::Custom, "Jos\u{e9}", "J**\u{e9}"),
            (Kind::Custom, "\u{1f600}x", "\u{1f600}*"),
            (Kind::Custom, "x", "*"),
        ] {
            assert_eq!(partial(kind, value), expected, "{kind:?} {value}");
        }
    }

    fn replacements(strategy: Strategy, texts: &[Text<'_>]) -> Vec<String> {
        let masker = Masker::new("[GONE]".to_owned(), "salt".to_owned());
        texts
            .iter()
            .map(|&matched| {
                let mut out = String::new();
                masker.write(Kind::Ssn, strategy, matched, &mut out);
                out
            })
            .collect()
    }

    #[test]
    fn each_strategy_has_its_own_replacement() {
        let ssn = Text::from_latin1(b"123-45-6789");
        for (strategy, expected) in [
            (Strategy::Redact, ["[GONE]", "[GONE]"]),
            (Strategy::Partial, ["***-**-6789", "***-**-6789"]),
            (
                Strategy::Hash,
                ["[HASH:348470a6fe4d09fd]", "[HASH:348470a6fe4d09fd]"],
            ),
            (Strategy::Tokenize, ["[TOKEN:925db13b]", "[TOKEN:6c38d707]"]),
            (Strategy::Remove, ["", ""]),
        ] {
            assert_eq!(replacements(strategy, &[ssn, ssn]), expected);
        }
    }

    #[test]
    fn a_lone_surrogate_is_hashed_as_the_replacement_character() {
        let lone = Text::from_utf16(&[0xd800]);
        assert_eq!(replacements(Strategy::Hash, &[lone]), ["[HASH:d832a77acb94da88]"]);
    }
}
