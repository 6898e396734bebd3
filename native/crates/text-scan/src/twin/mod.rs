//! For the tests that prove that a hand-written matcher finds what its regular expression finds.

mod texts;

use crate::{Matcher, Scanner, class_bytes};
use mcpplugins_abi::Text;
use regex::Regex;
use regex_syntax::hir::Hir;
use std::fmt::Debug;
use std::ops::Range;
use texts::Texts;

/// On how many texts each matcher is compared with its expression.
const TEXTS: usize = 60_000;
/// How often each expression must match, in ASCII texts and in other ones, for the comparison to say something.
const ENOUGH: usize = 100;

/// Which expression, and where in UTF-16 code units.
pub type Match = (usize, Range<usize>);

/// The regular expressions of a plugin, with texts on which they and hand-written matchers could disagree.
pub struct Expressions {
    compiled: Vec<Regex>,
    parsed: Vec<Hir>,
    words: &'static [&'static str],
}

impl Expressions {
    /// Expressions in the syntax of the `regex` crate, and words that they know or nearly know. What counts in a match is
    /// group 1 if there is one.
    ///
    /// # Panics
    /// If an expression is not valid.
    pub fn new(expressions: impl IntoIterator<Item: AsRef<str>>, words: &'static [&'static str]) -> Self {
        let (compiled, parsed) = expressions
            .into_iter()
            .map(|expression| {
                let compiled = Regex::new(expression.as_ref()).expect("the expression is valid");
                let parsed = regex_syntax::parse(compiled.as_str()).expect("the expression is valid");
                (compiled, parsed)
            })
            .unzip();
        Expressions {
            compiled,
            parsed,
            words,
        }
    }

    /// Asserts that the matchers find what the expressions find, which stand in the same order.
    ///
    /// # Panics
    /// If a matcher and its expression disagree, or if an expression matched too rarely.
    pub fn assert_found_by<'a>(&self, matchers: impl IntoIterator<Item = &'a Matcher>) {
        let scanner = Scanner::new(matchers);
        let mut found = vec![(0, 0); self.compiled.len()];
        for units in self.texts(1).take(TEXTS) {
            let expected = self.matches(&units);
            in_each_width(&units, |text| {
                let mut actual: Vec<Match> = Vec::new();
                scanner.scan(&class_bytes(text), |pattern, span| actual.push((pattern, span)));
                actual.sort_by_key(|(pattern, span)| (*pattern, span.start));
                assert_eq!(actual, expected, "{:?}", text.to_string_lossy());
            });
            let is_ascii = units.iter().all(|&unit| unit < 0x80);
            for (pattern, _) in expected {
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

    /// Asserts that a plugin finds in a text what remains of the matches of all expressions, which come by expression and
    /// start.
    ///
    /// # Panics
    /// If they disagree.
    pub fn assert_resolved<T: Debug + PartialEq>(
        &self,
        resolve: impl Fn(&[u16], Vec<Match>) -> T,
        find: impl Fn(Text<'_>) -> T,
    ) {
        for units in self.texts(2).take(TEXTS / 4) {
            let expected = resolve(&units, self.matches(&units));
            in_each_width(&units, |text| {
                assert_eq!(find(text), expected, "{:?}", text.to_string_lossy());
            });
        }
    }

    fn texts(&self, seed: u64) -> Texts<'_> {
        Texts::new(seed, &self.parsed, self.words)
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
    Scanner::new(&[matcher]).scan(&class_bytes(text), |_, span| {
        found.push(text.slice(span).to_string_lossy())
    });
    found
}
