use crate::byte_set::{ByteSet, WORD};
use crate::class;
use crate::cursor::Cursor;
use crate::narrow_text::NarrowText;
use crate::sweep::{self, Shape, Sweep};
use mcpplugins_abi::{Text, Texts};
use std::array;
use std::ops::Range;

/// What the bytes from a candidate on can be. The scanner asks no matcher whose prefix isn't there, so that the cost of a
/// matcher depends on how much its prefix says; only the first eight bytes count.
#[derive(Clone, Copy)]
pub enum Prefix {
    /// The bytes are in these sets, one after the other. A set must hold every byte that can stand at its place in a match,
    /// second units too, and all bytes where a match can have ended before.
    Sets(&'static [&'static ByteSet]),
    /// The candidate begins one of these words, in any case. They are written in lower case.
    Words(&'static [&'static str]),
    /// The candidate begins one of these ASCII texts, exactly as they are written.
    Texts(&'static [&'static str]),
}

impl Prefix {
    /// What each word, each text or the list of sets accepts at its places.
    fn choices(self) -> Vec<[ByteSet; PLACES]> {
        let letter = |text: &str, place| text.as_bytes().get(place).map(|&letter| ByteSet::of(&[letter]));
        let choice = |set_at: &dyn Fn(usize) -> Option<ByteSet>| {
            array::from_fn(|place| set_at(place).unwrap_or(ByteSet::ANY))
        };
        match self {
            Prefix::Sets(sets) => vec![choice(&|place| sets.get(place).map(|set| **set))],
            Prefix::Words(words) => words
                .iter()
                .map(|word| choice(&|place| letter(word, place).map(ByteSet::ignoring_case)))
                .collect(),
            Prefix::Texts(texts) => texts
                .iter()
                .map(|text| choice(&|place| letter(text, place)))
                .collect(),
        }
    }
}

/// Finds what one regular expression would find, from candidates on.
#[derive(Clone, Copy)]
pub struct Matcher {
    prefix: Prefix,
    after: Option<&'static ByteSet>,
    find: Find,
}

#[derive(Clone, Copy)]
enum Find {
    From(fn(Cursor<'_>) -> Option<Cursor<'_>>),
    Around(fn(Cursor<'_>, usize) -> Option<Range<usize>>),
}

impl Matcher {
    /// Every match begins with the prefix; `end` answers where the match that begins at a candidate ends.
    pub const fn from_start(prefix: Prefix, end: fn(Cursor<'_>) -> Option<Cursor<'_>>) -> Self {
        Matcher {
            prefix,
            after: None,
            find: Find::From(end),
        }
    }

    /// Every match has the prefix somewhere inside; `span` answers the first match with its prefix at a candidate that does not
    /// begin before an offset, that of the last match's end. Candidates in ascending order must give matches in ascending order.
    /// The span may be a part of the match, such as a group, if no other match could begin between its end and the match's.
    pub const fn around(prefix: Prefix, span: fn(Cursor<'_>, usize) -> Option<Range<usize>>) -> Self {
        Matcher {
            prefix,
            after: None,
            find: Find::Around(span),
        }
    }

    /// Takes candidates after these bytes and no others, inside a word too. The edge of the text counts as
    /// [`class::OTHER`]. Without it, a matcher takes no candidates inside a word.
    pub const fn after(mut self, bytes: &'static ByteSet) -> Self {
        self.after = Some(bytes);
        self
    }
}

/// The most matchers that one scanner can hold: they are the bits of a number.
const MATCHERS: usize = 32;
/// How many bytes of a prefix count.
const PLACES: usize = 8;

/// Runs matchers over a text, all of them in one pass.
pub struct Scanner {
    matchers: Vec<Find>,
    candidates: Sweep,
    /// For each byte of a prefix and each of its values, the matchers that accept it.
    accepting: Box<[[u32; 256]; PLACES]>,
    /// For each byte before a candidate, the matchers that take a candidate after it: where a word can begin, and inside one.
    after: Box<[[u32; 256]; 2]>,
}

impl Scanner {
    /// A scanner for these matchers, which it numbers from 0.
    ///
    /// # Panics
    /// If there are more than 32.
    pub fn new<'a>(matchers: impl IntoIterator<Item = &'a Matcher>) -> Self {
        let mut finds = Vec::new();
        let mut shapes = Vec::new();
        let mut accepting = Box::new([[0; 256]; PLACES]);
        let mut after = Box::new([[0; 256]; 2]);
        for (index, matcher) in matchers.into_iter().enumerate() {
            assert!(index < MATCHERS, "a scanner holds at most {MATCHERS} matchers");
            finds.push(matcher.find);
            let outside = matcher.after.copied().unwrap_or(ByteSet::ANY);
            let inside = matcher.after.copied().unwrap_or(ByteSet::NONE);
            mark(&mut after[0], index, &outside);
            mark(&mut after[1], index, &inside);
            for choice in matcher.prefix.choices() {
                for (accepting, set) in accepting.iter_mut().zip(&choice) {
                    mark(accepting, index, set);
                }
                let first: &[ByteSet; sweep::PLACES] =
                    choice.first_chunk().expect("a sweep looks at fewer places");
                shapes.extend(Shape::of(first, &inside));
            }
        }
        Scanner {
            matchers: finds,
            candidates: Sweep::new(shapes),
            accepting,
            after,
        }
    }

    /// Visits every matcher's non-overlapping matches, leftmost first, as `find_iter` of its expression would: which matcher, and
    /// where. A word character that follows another one is a candidate only for matchers that say after what they begin, see
    /// [`Matcher::after`]. Different matchers' matches may overlap.
    pub fn scan(&self, text: Text<'_>, visit: impl FnMut(usize, Range<usize>)) {
        NarrowText::with(text, |text| self.scan_narrow(text, visit));
    }

    /// Takes away the marks of the texts in which a scan would ask no matcher, for there is nothing in them. One pass over many
    /// short texts is quicker than a scan of each.
    ///
    /// # Panics
    /// If there are fewer marks than texts.
    pub fn sift(&self, texts: Texts<'_>, marks: &mut [bool]) {
        NarrowText::with(texts.whole(), |whole| {
            let is_candidate = |index: usize, at: usize| {
                let range = texts.range(index);
                let place = at - range.start;
                self.wanted(&whole.slice(range), place) != 0
            };
            // What the sweep takes for the inside of a word may be where a text begins.
            for (index, mark) in marks[..texts.count()].iter_mut().enumerate() {
                let range = texts.range(index);
                *mark = !range.is_empty() && is_candidate(index, range.start);
            }
            let mut index = 0;
            self.candidates.for_each(whole, |at| {
                while texts.range(index).end <= at {
                    index += 1;
                }
                if !marks[index] {
                    marks[index] = is_candidate(index, at);
                }
            });
        });
    }

    /// How many candidates the sweep has, which no matcher is asked about: the bare cost of going over a text.
    #[cfg(any(test, feature = "twin"))]
    pub(crate) fn count_candidates(&self, text: Text<'_>) -> u32 {
        NarrowText::with(text, |text| self.candidates.count(text))
    }

    fn scan_narrow(&self, text: &NarrowText<'_>, mut visit: impl FnMut(usize, Range<usize>)) {
        let mut free_from = [0; MATCHERS];
        self.candidates.for_each(text, |at| {
            let mut wanted = self.wanted(text, at);
            while wanted != 0 {
                let index = wanted.trailing_zeros() as usize;
                wanted &= wanted - 1;
                let free = free_from[index];
                if at < free {
                    continue;
                }
                if let Some(span) = self.matchers[index].span(Cursor::new(text, at), free) {
                    free_from[index] = span.end;
                    visit(index, span);
                }
            }
        });
    }

    /// The matchers whose prefix is at a position. Most candidates turn out to be none here, so that it has no branch which would
    /// be hard to foresee.
    #[inline]
    fn wanted(&self, text: &NarrowText<'_>, at: usize) -> u32 {
        let bytes = text.bytes();
        let (is_known, before) = match at.checked_sub(1) {
            Some(before) => (bytes[before].is_ascii(), bytes[before]),
            None => (true, class::OTHER),
        };
        let ahead = &bytes[at..];
        let (are_known, prefix) = match ahead.first_chunk::<PLACES>() {
            Some(prefix) => (prefix.is_ascii(), *prefix),
            None => {
                let mut padded = [class::OTHER; PLACES];
                padded[..ahead.len()].copy_from_slice(ahead);
                (ahead.is_ascii(), padded)
            }
        };
        if !(is_known && are_known) {
            return self.wanted_by_class(text, at);
        }
        self.accepting
            .iter()
            .zip(prefix)
            .fold(self.after(before, prefix[0]), |wanted, (accepting, byte)| {
                wanted & accepting[usize::from(byte)]
            })
    }

    /// The same, where classes have to be asked for.
    fn wanted_by_class(&self, text: &NarrowText<'_>, at: usize) -> u32 {
        let class = |at: usize| text.class(at).unwrap_or(class::OTHER);
        let before = at.checked_sub(1).map_or(class::OTHER, class);
        let mut wanted = self.after(before, class(at));
        for (place, accepting) in self.accepting.iter().enumerate() {
            if wanted == 0 {
                break;
            }
            wanted &= accepting[usize::from(class(at + place))];
        }
        wanted
    }

    /// The matchers that take a candidate by the byte before it and its first one.
    #[inline]
    fn after(&self, before: u8, first: u8) -> u32 {
        let is_inside = WORD.contains(before) & WORD.contains(first);
        self.after[usize::from(is_inside)][usize::from(before)]
    }
}

/// Enters a matcher in the row of each byte of a set.
fn mark(rows: &mut [u32; 256], index: usize, set: &ByteSet) {
    for byte in (0..=0xff).filter(|&byte| set.contains(byte)) {
        rows[usize::from(byte)] |= 1 << index;
    }
}

impl Find {
    fn span(self, candidate: Cursor<'_>, free: usize) -> Option<Range<usize>> {
        match self {
            Find::From(end) => end(candidate).map(|end| candidate.at()..end.at()),
            Find::Around(span) => span(candidate, free),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DIGIT;

    fn scan(matchers: &[Matcher], text: &[u8]) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        Scanner::new(matchers).scan(Text::from_latin1(text), |index, span| found.push((index, span)));
        found
    }

    const AT: ByteSet = ByteSet::of(b"@");
    const PAIR: Matcher = Matcher::from_start(Prefix::Sets(&[&DIGIT]), |at| {
        at.one(&DIGIT)?.one(&ByteSet::of(b"-"))?.one(&DIGIT)
    });
    const TICKET: Matcher = Matcher::from_start(Prefix::Words(&["ticket", "id"]), |at| {
        at.word("ticket")
            .or_else(|| at.word("id"))?
            .word(" ")?
            .some(&DIGIT)
    });

    #[test]
    fn matches_of_one_matcher_do_not_overlap() {
        assert_eq!(scan(&[PAIR], b"1-2-3-4"), [(0, 0..3), (0, 4..7)]);
    }

    #[test]
    fn matches_of_different_matchers_may_overlap() {
        assert_eq!(scan(&[PAIR, TICKET], b"ID 1-2"), [(1, 0..4), (0, 3..6)]);
    }

    #[test]
    fn nothing_begins_inside_a_word() {
        assert_eq!(scan(&[PAIR, TICKET], b"x1-2 paid 3"), []);
    }

    #[test]
    fn a_matcher_that_says_after_what_begins_there_and_nowhere_else() {
        const DASH_OR_EDGE: ByteSet = ByteSet::of(b"-_").with(&[class::OTHER]);
        let pair = PAIR.after(&DASH_OR_EDGE);
        assert_eq!(scan(&[pair], b"1-2_3-4 5-6"), [(0, 0..3), (0, 4..7)]);
        assert_eq!(scan(&[pair, PAIR], b"x_3-4 5-6"), [(0, 2..5), (1, 6..9)]);
    }

    #[test]
    fn a_text_is_found_as_it_is_written() {
        let exact = Matcher::from_start(Prefix::Texts(&["Id", "no:"]), |at| {
            at.text("Id").or_else(|| at.text("no:"))
        });
        assert_eq!(scan(&[exact], b"Id id no: No:"), [(0, 0..2), (0, 6..9)]);
    }

    #[test]
    fn after_a_short_word_a_prefix_accepts_anything() {
        assert_eq!(scan(&[TICKET], b"id 7, Ticket 8"), [(0, 0..4), (0, 6..14)]);
    }

    #[test]
    fn a_matcher_can_look_back_from_its_candidate_but_not_before_its_last_match() {
        let around = Matcher::around(Prefix::Sets(&[&AT]), |at, free| {
            let start = at.back_over(&DIGIT, free).at();
            (start < at.at()).then(|| start..at.at() + 2)
        });
        assert_eq!(scan(&[around], b"12@4@6"), [(0, 0..4)]);
    }

    #[test]
    fn characters_that_are_not_ascii_are_told_apart_where_a_match_could_be() {
        let scan = |text: &str| {
            let units: Vec<u16> = text.encode_utf16().collect();
            let mut found = Vec::new();
            Scanner::new(&[TICKET]).scan(Text::from_utf16(&units), |_, span| found.push(span));
            found
        };
        for text in [
            "caf\u{e9} au lait",
            "t\u{e9}cket 7",
            "tic\u{4e2d}et 7",
            "\u{e9}id 7",
            "\u{10400}id 7",
        ] {
            assert!(scan(text).is_empty(), "{text}");
        }
        assert_eq!(scan("caf\u{e9}, id \u{667}"), std::slice::from_ref(&(6..10)));
        assert_eq!(
            scan("\u{1f600}tic\u{212a}et \u{1d7d8}"),
            std::slice::from_ref(&(2..11))
        );
    }

    #[test]
    fn texts_in_which_no_match_begins_are_sifted_out() {
        let sift = |texts: &[&str]| {
            let units: Vec<u16> = texts.concat().encode_utf16().collect();
            let mut end = 0;
            let ends = texts.iter().map(|text| {
                end += text.encode_utf16().count() as u32;
                end
            });
            let ends: Vec<u32> = ends.collect();
            let mut marks = vec![true; texts.len()];
            let texts = Texts::new(Text::from_utf16(&units), &ends);
            Scanner::new(&[PAIR, TICKET]).sift(texts, &mut marks);
            marks
        };
        assert!(sift(&[]).is_empty());
        assert_eq!(
            sift(&["", "words", "", "id 7", ""]),
            [false, false, false, true, false]
        );
        // Its neighbours make no word of it, and give it no word.
        assert_eq!(sift(&["paid", "ticket 3", "x"]), [false, true, false]);
        assert_eq!(sift(&["pa", "id"]), [false, true]);
        assert_eq!(sift(&["i", "d"]), [false, false]);
        assert_eq!(sift(&["\u{e9}", "id\u{667}", "\u{1f600}x"]), [false, true, false]);
    }

    #[test]
    #[should_panic(expected = "at most 32 matchers")]
    fn more_matchers_than_it_can_hold_are_refused() {
        Scanner::new(&[PAIR; 33]);
    }
}
