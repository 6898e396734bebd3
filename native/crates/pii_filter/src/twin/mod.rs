//! Proves that the matchers find what their regular expressions find, on texts made from these very expressions.

mod reference;
mod texts;

use crate::built_in::BUILT_IN;
use crate::config::Config;
use crate::detector::Detector;
use mcpplugins_abi::Text;
use mcpplugins_text_scan::{Scanner, class_bytes};
use reference::{Match, Reference};
use texts::Texts;

const TEXTS: usize = 60_000;

/// Calls the check with both widths of a text, if it has both.
fn in_each_width(units: &[u16], mut check: impl FnMut(Text<'_>)) {
    check(Text::from_utf16(units));
    if let Ok(bytes) = units
        .iter()
        .map(|&unit| u8::try_from(unit))
        .collect::<Result<Vec<_>, _>>()
    {
        check(Text::from_latin1(&bytes));
    }
}

#[test]
fn matchers_find_what_their_expressions_find() {
    let reference = Reference::new();
    let scanner = Scanner::new(BUILT_IN.iter().map(|built_in| &built_in.matcher));
    let mut found = [(0, 0); BUILT_IN.len()];
    for units in Texts::new(1).take(TEXTS) {
        let expected = reference.matches(&units);
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
            in_ascii > 100 && in_other > 100,
            "pattern {pattern} was found {in_ascii} times in ASCII and {in_other} times in other texts"
        );
    }
}

#[test]
fn detections_are_the_valid_matches_without_overlaps() {
    let reference = Reference::new();
    let detector = Detector::new(&Config::default()).unwrap();
    for units in Texts::new(2).take(TEXTS / 4) {
        let expected = reference.detections(&units);
        in_each_width(&units, |text| {
            let actual: Vec<_> = detector
                .detect(text)
                .into_iter()
                .map(|detection| (detection.kind.name(), detection.span))
                .collect();
            assert_eq!(actual, expected, "{:?}", text.to_string_lossy());
        });
    }
}
