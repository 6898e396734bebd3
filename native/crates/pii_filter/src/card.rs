use mcpplugins_abi::Text;
use std::ops::RangeInclusive;

/// Whether the ASCII digits of a text are a card number: as long as one, with a good check digit, from a known issuer.
pub fn is_card(text: Text<'_>) -> bool {
    let digits: Vec<u8> = (0..text.len())
        .filter_map(|at| u8::try_from(text.unit(at)).ok())
        .filter(u8::is_ascii_digit)
        .map(|digit| digit - b'0')
        .collect();
    (13..=19).contains(&digits.len()) && has_check_digit(&digits) && has_known_issuer(&digits)
}

/// The formula of Luhn: from the right, every second digit counts twice.
fn has_check_digit(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, &digit)| match (index % 2, digit) {
            (0, _) => u32::from(digit),
            (_, 0..=4) => u32::from(digit) * 2,
            _ => u32::from(digit) * 2 - 9,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// How the numbers of an issuer begin, compared as numbers of so many digits, and how long they are.
struct Issuer {
    first: RangeInclusive<u32>,
    digits: usize,
    lengths: &'static [usize],
}

const ISSUERS: [Issuer; 13] = [
    issuer(4..=4, 1, &[13, 16, 19]),
    issuer(34..=34, 2, &[15]),
    issuer(37..=37, 2, &[15]),
    issuer(6011..=6011, 4, &[16, 19]),
    issuer(65..=65, 2, &[16, 19]),
    issuer(62..=62, 2, &[16, 17, 18, 19]),
    issuer(67..=67, 2, &[13, 14, 15, 16, 17, 18, 19]),
    issuer(36..=36, 2, &[14]),
    issuer(38..=39, 2, &[14]),
    issuer(300..=305, 3, &[14]),
    issuer(51..=55, 2, &[16]),
    issuer(2221..=2720, 4, &[16]),
    issuer(3528..=3589, 4, &[16]),
];

const fn issuer(first: RangeInclusive<u32>, digits: usize, lengths: &'static [usize]) -> Issuer {
    Issuer {
        first,
        digits,
        lengths,
    }
}

fn has_known_issuer(digits: &[u8]) -> bool {
    ISSUERS.iter().any(|issuer| {
        let first = digits[..issuer.digits]
            .iter()
            .fold(0, |number, &digit| number * 10 + u32::from(digit));
        issuer.first.contains(&first) && issuer.lengths.contains(&digits.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &[u8]) -> bool {
        is_card(Text::from_latin1(text))
    }

    /// A number of this length with a good check digit.
    fn number(first: &str, length: usize) -> String {
        let filled = format!("{first:0<width$}", width = length - 1);
        (0..10)
            .map(|check| format!("{filled}{check}"))
            .find(|number| has_check_digit(&number.bytes().map(|byte| byte - b'0').collect::<Vec<_>>()))
            .expect("one of ten digits is the check digit")
    }

    #[test]
    fn the_known_issuers_are_accepted_at_their_lengths_only() {
        let cases: [(&str, &[usize]); 24] = [
            ("4", &[13, 16, 19]),
            ("34", &[15]),
            ("37", &[15]),
            ("35", &[]),
            ("6011", &[16, 19]),
            ("6012", &[]),
            ("65", &[16, 19]),
            ("62", &[16, 17, 18, 19]),
            ("67", &[13, 14, 15, 16, 17, 18, 19]),
            ("36", &[14]),
            ("38", &[14]),
            ("39", &[14]),
            ("300", &[14]),
            ("305", &[14]),
            ("306", &[]),
            ("50", &[]),
            ("51", &[16]),
            ("55", &[16]),
            ("2220", &[]),
            ("2221", &[16]),
            ("2720", &[16]),
            ("3527", &[]),
            ("3528", &[16]),
            ("3589", &[16]),
        ];
        for (first, lengths) in cases {
            let accepted: Vec<usize> = (10..=22)
                .filter(|&length| is(number(first, length).as_bytes()))
                .collect();
            assert_eq!(accepted, lengths, "{first}");
        }
    }

    #[test]
    fn a_wrong_check_digit_is_refused() {
        assert!(is(b"4111111111111111"));
        assert!(!is(b"4111111111111112"));
    }

    #[test]
    fn only_ascii_digits_count() {
        assert!(is(b"4111 1111-1111 1111"));
        assert!(!is(b"4111 1111-1111 111\xb2"));
    }
}
