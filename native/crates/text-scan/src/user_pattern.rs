use mcpplugins_abi::{Text, Units};
use regex::{Regex, RegexBuilder};
use std::borrow::Cow;
use std::ops::Range;
use std::str;

/// A regular expression from a config, in the syntax of the `regex` crate. It ignores case and takes linear time.
#[derive(Clone, Debug)]
pub struct UserPattern(Regex);

impl UserPattern {
    /// Compiles an expression; the error is the message of the `regex` crate.
    pub fn compile(source: &str) -> Result<Self, String> {
        RegexBuilder::new(source)
            .case_insensitive(true)
            .build()
            .map(UserPattern)
            .map_err(|error| error.to_string())
    }

    /// Visits the non-overlapping matches, leftmost first, in UTF-16 offsets. Empty ones are left out.
    pub fn for_each_match(&self, text: Text<'_>, mut visit: impl FnMut(Range<usize>)) {
        let text = decode(text);
        let mut offsets = Offsets::of(&text);
        for found in self.0.find_iter(&text).filter(|found| !found.is_empty()) {
            let start = offsets.at(found.start());
            visit(start..offsets.at(found.end()));
        }
    }

    /// Whether there is a match, be it empty.
    pub fn is_match(&self, text: Text<'_>) -> bool {
        self.0.is_match(&decode(text))
    }
}

fn decode(text: Text<'_>) -> Cow<'_, str> {
    match text.units() {
        Units::Latin1(bytes) if bytes.is_ascii() => String::from_utf8_lossy(bytes),
        _ => Cow::Owned(text.to_string_lossy()),
    }
}

/// Turns ascending byte offsets of a text into UTF-16 offsets, in one pass over the text.
struct Offsets<'a> {
    text: &'a str,
    bytes: usize,
    units: usize,
}

impl<'a> Offsets<'a> {
    fn of(text: &'a str) -> Self {
        Offsets {
            text,
            bytes: 0,
            units: 0,
        }
    }

    fn at(&mut self, bytes: usize) -> usize {
        let passed = &self.text[self.bytes..bytes];
        self.units += if passed.is_ascii() {
            passed.len()
        } else {
            passed.encode_utf16().count()
        };
        self.bytes = bytes;
        self.units
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::in_each_width;

    fn matches(source: &str, text: Text<'_>) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        UserPattern::compile(source)
            .unwrap()
            .for_each_match(text, |span| found.push((span.start, span.end)));
        found
    }

    #[test]
    fn offsets_are_those_of_utf_16_in_any_width() {
        let cases: [(&str, Vec<(usize, usize)>); 4] = [
            ("emp12 EMP34", vec![(0, 5), (6, 11)]),
            ("\u{e9} emp12", vec![(2, 7)]),
            (
                "\u{1f600}emp\u{663}\u{1d7d8} \u{4e2d}emp12",
                vec![(2, 8), (10, 15)],
            ),
            ("none", vec![]),
        ];
        for (text, expected) in cases {
            let wide: Vec<u16> = text.encode_utf16().collect();
            in_each_width(&wide, |units| {
                assert_eq!(matches(r"emp\d{2}", units), expected, "{text:?}");
            });
        }
    }

    #[test]
    fn latin1_bytes_that_look_like_utf_8_are_not_taken_for_it() {
        assert_eq!(matches("\u{c3}", Text::from_latin1(b"\xc3\xa9x")), [(0, 1)]);
        assert_eq!(matches("x", Text::from_latin1(b"\xc3\xa9x")), [(2, 3)]);
    }

    #[test]
    fn a_lone_surrogate_is_the_replacement_character() {
        assert_eq!(
            matches("\u{fffd}b", Text::from_utf16(&[0x61, 0xd800, 0x62])),
            [(1, 3)]
        );
    }

    #[test]
    fn empty_matches_are_left_out_and_do_not_stop_the_search() {
        assert_eq!(matches("x*", Text::from_latin1(b"axxb")), [(1, 3)]);
    }

    #[test]
    fn an_empty_match_is_a_match() {
        assert!(
            UserPattern::compile("x*")
                .unwrap()
                .is_match(Text::from_latin1(b"abc"))
        );
    }

    #[test]
    fn a_pattern_that_the_regex_crate_refuses_is_refused_with_its_message() {
        let message = UserPattern::compile("(?=x)").unwrap_err();
        assert!(message.contains("look-around"), "{message}");
    }
}
