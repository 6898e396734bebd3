//! For the tests that prove that a hand-written matcher finds what its regular expression finds.

mod campaign;
mod corpus;
mod random;
mod speed;
mod texts;

pub use campaign::{Campaign, run_campaign};
pub use speed::run_speed;

use crate::{Matcher, Scanner};
use mcpplugins_abi::{Text, Texts};
use regex::Regex;
use regex_syntax::hir::Hir;
use std::fmt::Debug;
use std::ops::Range;
use texts::MadeTexts;

/// On how many texts each matcher is compared with its expression.
const TEXTS: usize = 30_000;
/// How often each expression must match, in ASCII texts and in other ones, for the comparison to say something.
const ENOUGH: usize = 50;

/// Which expression, and where in UTF-16 code units.
pub type Match = (usize, Range<usize>);

/// What a plugin reports: the name, and where.
pub type Report = Vec<(&'static str, Range<usize>)>;

/// A plugin's matchers, and what must find the same.
pub struct Twin<'a> {
    /// The expressions, in the syntax of the `regex` crate and in the order of the matchers. What counts in a match is group 1 if
    /// there is one.
    pub expressions: Vec<String>,
    /// The matchers.
    pub matchers: Vec<&'a Matcher>,
    /// What remains of the matches of all expressions, which come by expression and start.
    pub resolve: fn(&[u16], Vec<Match>) -> Report,
    /// What the plugin finds.
    pub find: Box<dyn Fn(Text<'_>) -> Report>,
    /// Words that the expressions know or nearly know.
    pub words: &'static [&'static str],
    /// Texts on which something was wrong once, or which are unlike all others: a line each, as [`Campaign`] writes them.
    pub corpus: &'static str,
}

impl Twin<'_> {
    /// Asserts that matchers and plugin find what they must, on generated texts and on those of the corpus.
    ///
    /// # Panics
    /// If something differs, or if an expression matched too rarely.
    pub fn assert_same(&self) {
        let comparison = Comparison::new(self);
        for units in corpus::parse(self.corpus) {
            comparison.assert_same(&units);
        }
        let mut found = vec![(0, 0); self.expressions.len()];
        for units in comparison.texts(1).take(TEXTS) {
            let is_ascii = units.iter().all(|&unit| unit < 0x80);
            for (pattern, _) in comparison.assert_same(&units) {
                found[pattern].0 += usize::from(is_ascii);
                found[pattern].1 += usize::from(!is_ascii);
            }
        }
        for (pattern, (in_ascii, in_other)) in found.into_iter().enumerate() {
            assert!(
                in_ascii > ENOUGH && in_other > ENOUGH,
                "pattern {pattern} was found {in_ascii} times in ASCII and {in_other} times in other texts"
            );
        }
    }
}

/// A twin, ready to be compared.
struct Comparison<'a> {
    twin: &'a Twin<'a>,
    scanner: Scanner,
    compiled: Vec<Regex>,
    parsed: Vec<Hir>,
}

impl<'a> Comparison<'a> {
    fn new(twin: &'a Twin<'a>) -> Self {
        let parse = |expression: &String| regex_syntax::parse(expression).expect("the expression is valid");
        let compile = |expression: &String| Regex::new(expression).expect("the expression is valid");
        Comparison {
            twin,
            scanner: Scanner::new(twin.matchers.iter().copied()),
            compiled: twin.expressions.iter().map(compile).collect(),
            parsed: twin.expressions.iter().map(parse).collect(),
        }
    }

    /// The matches of the expressions in a text.
    fn assert_same(&self, units: &[u16]) -> Vec<Match> {
        let expected = self.matches(units);
        if let Some(difference) = self.difference(units, &expected) {
            panic!("{difference}\nin {}", corpus::line(units));
        }
        expected
    }

    /// How matchers or plugin differ from what they must find.
    fn difference(&self, units: &[u16], expected: &[Match]) -> Option<String> {
        let reported = (self.twin.resolve)(units, expected.to_vec());
        let mut difference = None;
        in_each_width(units, |text| {
            let mut actual: Vec<Match> = Vec::new();
            self.scanner
                .scan(text, |pattern, span| actual.push((pattern, span)));
            actual.sort_by_key(|(pattern, span)| (*pattern, span.start));
            let said = unlike("matches", &*actual, expected)
                .or_else(|| unlike("findings", &*(self.twin.find)(text), &*reported));
            difference = difference.take().or(said);
        });
        if !expected.is_empty() && !self.is_kept(units) {
            difference = difference.or_else(|| Some("sifted out".to_owned()));
        }
        difference
    }

    /// Whether a text goes through the sieve between two others that its words could seem to go on in.
    fn is_kept(&self, units: &[u16]) -> bool {
        let whole = [&[u16::from(b'x')], units, &[u16::from(b'7')]].concat();
        let ends = [1, 1 + units.len() as u32, 2 + units.len() as u32];
        let mut is_kept = true;
        in_each_width(&whole, |whole| {
            let mut marks = [true; 3];
            self.scanner.sift(Texts::new(whole, &ends), &mut marks);
            is_kept &= marks[1];
        });
        is_kept
    }

    fn texts(&self, seed: u64) -> MadeTexts<'_> {
        MadeTexts::new(seed, &self.parsed, self.twin.words)
    }

    fn matches(&self, units: &[u16]) -> Vec<Match> {
        let text = String::from_utf16_lossy(units);
        let offset = |bytes: usize| text[..bytes].encode_utf16().count();
        let mut found = Vec::new();
        for (pattern, expression) in self.compiled.iter().enumerate() {
            for groups in expression.captures_iter(&text) {
                let span = groups.get(1).or_else(|| groups.get(0)).expect("there is a match");
                found.push((pattern, offset(span.start())..offset(span.end())));
            }
        }
        found
    }
}

fn unlike<T: Debug + PartialEq + ?Sized>(what: &str, actual: &T, expected: &T) -> Option<String> {
    (actual != expected).then(|| format!("{what}: found {actual:?}, expected {expected:?}"))
}

/// Calls the check with both widths of a text, if it has both.
pub fn in_each_width(units: &[u16], mut check: impl FnMut(Text<'_>)) {
    check(Text::from_utf16(units));
    if let Ok(bytes) = units
        .iter()
        .map(|&unit| u8::try_from(unit))
        .collect::<Result<Vec<_>, _>>()
    {
        check(Text::from_latin1(&bytes));
    }
}

/// What a matcher finds in a text.
pub fn matches(matcher: Matcher, text: &str) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let text = Text::from_utf16(&units);
    let mut found = Vec::new();
    Scanner::new(&[matcher]).scan(text, |_, span| found.push(text.slice(span).to_string_lossy()));
    found
}
