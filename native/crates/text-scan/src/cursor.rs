use crate::byte_set::{ByteSet, SPACE, WORD};
use crate::class;
use crate::narrow_text::NarrowText;
use std::ops::RangeInclusive;

/// A position in a text. Each step answers the position after what it took, or `None` if it isn't there, so that an
/// anchored matcher is a chain of steps.
///
/// Steps are greedy and never give back what they took. That is what a backtracking expression would do, too, wherever
/// the next step can't begin with a byte of the set; a matcher that needs more tries its choices one after the other.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    text: &'a NarrowText<'a>,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// A position, at most that of the end.
    pub fn new(text: &'a NarrowText<'a>, at: usize) -> Self {
        Cursor { text, at }
    }

    /// The offset in the text.
    pub fn at(self) -> usize {
        self.at
    }

    /// The class byte here; at the end, [`class::OTHER`].
    #[inline]
    pub fn peek(self) -> u8 {
        self.text.class(self.at).unwrap_or(class::OTHER)
    }

    /// Stays where a word begins or ends, `\b`.
    #[inline]
    pub fn boundary(self) -> Option<Self> {
        let before = self.before().is_some_and(|before| WORD.contains(before));
        (before != WORD.contains(self.peek())).then_some(self)
    }

    /// Takes one character of the set.
    #[inline]
    pub fn one(self, set: &ByteSet) -> Option<Self> {
        let class = self.text.class(self.at)?;
        set.contains(class).then(|| self.next())
    }

    /// Takes one character of the set if it is there, `[..]?`.
    #[inline]
    pub fn maybe(self, set: &ByteSet) -> Self {
        self.one(set).unwrap_or(self)
    }

    /// Takes all characters of the set that follow, `[..]*`.
    #[inline]
    pub fn all(mut self, set: &ByteSet) -> Self {
        while let Some(next) = self.one(set) {
            self = next;
        }
        self
    }

    /// Takes at least one character of the set, and all that follow, `[..]+`.
    #[inline]
    pub fn some(self, set: &ByteSet) -> Option<Self> {
        Some(self.one(set)?.all(set))
    }

    /// Takes so many characters of the set, `[..]{count}`.
    #[inline]
    pub fn times(self, set: &ByteSet, count: usize) -> Option<Self> {
        self.run(set, count..=count)
    }

    /// Takes at least and at most so many characters of the set, `[..]{least,most}`.
    #[inline]
    pub fn run(mut self, set: &ByteSet, count: RangeInclusive<usize>) -> Option<Self> {
        for taken in 0..*count.end() {
            match self.one(set) {
                Some(next) => self = next,
                None if taken < *count.start() => return None,
                None => return Some(self),
            }
        }
        Some(self)
    }

    /// Takes a word, or other ASCII text, in any case. `word` is written in lower case.
    #[inline]
    pub fn word(mut self, word: &str) -> Option<Self> {
        for letter in word.bytes() {
            if !is_letter(self.peek(), letter) {
                return None;
            }
            self.at += 1;
        }
        Some(self)
    }

    /// Takes ASCII text as it is written.
    #[inline]
    pub fn text(mut self, text: &str) -> Option<Self> {
        self.text.bytes()[self.at..]
            .starts_with(text.as_bytes())
            .then(|| {
                self.at += text.len();
                self
            })
    }

    /// Takes words with white space between them, `one\s+two`.
    pub fn words(self, words: &[&str]) -> Option<Self> {
        let (first, others) = words.split_first()?;
        others
            .iter()
            .try_fold(self.word(first)?, |at, word| at.some(&SPACE)?.word(word))
    }

    /// The ASCII characters from an earlier position to this one; the bytes of others say nothing.
    ///
    /// # Panics
    /// If `start` is not an earlier position in the same text.
    #[inline]
    pub fn since(self, start: Self) -> &'a [u8] {
        &self.text.bytes()[start.at..self.at]
    }

    /// Goes back over the characters of the set that end here, at most to `from`. The set may hold only characters of one unit.
    pub fn back_over(mut self, set: &ByteSet, from: usize) -> Self {
        while self.at > from && self.before().is_some_and(|before| set.contains(before)) {
            self.at -= 1;
        }
        self
    }

    /// The class byte of the unit before; `None` at the start.
    #[inline]
    fn before(self) -> Option<u8> {
        self.text.class(self.at.checked_sub(1)?)
    }

    /// The position one unit before.
    ///
    /// # Panics
    /// At the start.
    #[inline]
    pub fn back(mut self) -> Self {
        self.at -= 1;
        self
    }

    /// The position after the character here.
    ///
    /// # Panics
    /// At the end.
    #[inline]
    pub fn next(mut self) -> Self {
        let is_first_of_two = self.text.bytes()[self.at] >= 0x80
            && matches!(
                self.text.class(self.at + 1),
                Some(class::REST_OF_OTHER | class::REST_OF_WORD)
            );
        self.at += 1 + usize::from(is_first_of_two);
        self
    }
}

/// Whether a class byte is a letter, or other ASCII character, in any case. `letter` is in lower case.
pub fn is_letter(byte: u8, letter: u8) -> bool {
    byte.to_ascii_lowercase() == letter
        || (byte == class::LONG_S && letter == b's')
        || (byte == class::KELVIN && letter == b'k')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DIGIT;
    use mcpplugins_abi::Text;

    fn on<T>(text: &str, check: impl Fn(Cursor<'_>) -> T) -> T {
        let units: Vec<u16> = text.encode_utf16().collect();
        NarrowText::with(Text::from_utf16(&units), |text| check(Cursor::new(text, 0)))
    }

    fn end(cursor: Option<Cursor<'_>>) -> Option<usize> {
        cursor.map(Cursor::at)
    }

    #[test]
    fn a_run_takes_as_many_as_it_may() {
        for (text, expected) in [
            ("", None),
            ("1", None),
            ("12", Some(2)),
            ("123x", Some(3)),
            ("12345", Some(4)),
        ] {
            assert_eq!(on(text, |at| end(at.run(&DIGIT, 2..=4))), expected, "{text}");
        }
    }

    #[test]
    fn a_character_of_two_units_is_one_step() {
        assert_eq!(on("\u{1d7d8}\u{663}7", |at| end(at.times(&DIGIT, 3))), Some(4));
        assert_eq!(on("\u{1d7d8}x", |at| end(at.one(&DIGIT)?.word("x"))), Some(3));
    }

    #[test]
    fn a_word_is_found_in_any_case_with_the_characters_that_fold_to_ascii() {
        for text in ["bank", "BaNK", "ban\u{212a}"] {
            assert_eq!(on(text, |at| end(at.word("bank"))), Some(4), "{text}");
        }
        assert_eq!(on("\u{17f}\u{17f}n", |at| end(at.word("ssn"))), Some(3));
        assert_eq!(on("ban", |at| end(at.word("bank"))), None);
        assert_eq!(on("\u{17f}ank", |at| end(at.word("bank"))), None);
    }

    #[test]
    fn text_is_taken_as_it_is_written() {
        assert_eq!(on("AKIA", |at| end(at.text("AK"))), Some(2));
        for text in ["aKIA", "A\u{212a}", "A", ""] {
            assert_eq!(on(text, |at| end(at.text("AK"))), None, "{text}");
        }
    }

    #[test]
    fn words_have_white_space_between_them() {
        let both = |at: Cursor<'_>| end(at.words(&["my", "bsn"]));
        assert_eq!(on("My \t\u{3000}BSN", both), Some(8));
        assert_eq!(on("MyBSN", both), None);
        assert_eq!(on("My-BSN", both), None);
    }

    #[test]
    fn a_boundary_lies_between_a_word_character_and_any_other() {
        for (text, boundaries) in [
            ("", vec![]),
            ("a-b", vec![0, 1, 2, 3]),
            ("\u{e9}a ", vec![0, 2]),
            ("\u{10400}-", vec![0, 2]),
            ("\u{1f600}a", vec![2, 3]),
            ("a\u{301}", vec![0, 2]),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            NarrowText::with(Text::from_utf16(&units), |narrow| {
                let found: Vec<usize> = (0..=units.len())
                    .filter(|&at| {
                        !matches!(narrow.class(at), Some(class::REST_OF_OTHER | class::REST_OF_WORD))
                    })
                    .filter(|&at| Cursor::new(narrow, at).boundary().is_some())
                    .collect();
                assert_eq!(found, boundaries, "{text:?}");
            });
        }
    }

    #[test]
    fn going_back_stops_at_the_limit() {
        NarrowText::with(Text::from_latin1(b"x12345"), |text| {
            assert_eq!(Cursor::new(text, 6).back_over(&DIGIT, 0).at(), 1);
            assert_eq!(Cursor::new(text, 6).back_over(&DIGIT, 3).at(), 3);
        });
    }
}
