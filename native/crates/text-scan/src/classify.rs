use crate::{class, tables};
use mcpplugins_abi::{Text, Units};
use std::sync::LazyLock;

/// How many characters have their classes in a table: those of the first two planes, where nearly all text is.
const LISTED: usize = 0x2_0000;

/// The classes of the first characters; an ASCII character is its own class.
static CLASSES: LazyLock<Box<[u8; LISTED]>> = LazyLock::new(|| {
    let mut classes = Box::new([class::OTHER; LISTED]);
    for (ranges, class) in [
        (tables::WORD, class::WORD),
        (tables::DIGIT, class::DIGIT),
        (tables::SPACE, class::SPACE),
        (&[(0x17f, 0x17f)], class::LONG_S),
        (&[(0x212a, 0x212a)], class::KELVIN),
    ] {
        for &(first, last) in ranges {
            let end = LISTED.min(last as usize + 1);
            if let Some(run) = classes.get_mut(first as usize..end) {
                run.fill(class);
            }
        }
    }
    for ascii in 0..0x80 {
        classes[usize::from(ascii)] = ascii;
    }
    classes
});

/// The class byte of a character: itself if it is ASCII, else one of [`class`].
pub fn class_of(character: char) -> u8 {
    let code = u32::from(character);
    match CLASSES.get(code as usize) {
        Some(&class) => class,
        None if holds(tables::DIGIT, code) => class::DIGIT,
        None if holds(tables::WORD, code) => class::WORD,
        None => class::OTHER,
    }
}

fn holds(ranges: &[(u32, u32)], code: u32) -> bool {
    let next = ranges.partition_point(|&(first, _)| first <= code);
    next > 0 && code <= ranges[next - 1].1
}

/// The class byte of a unit of a text.
pub fn class_at(text: Text<'_>, at: usize) -> u8 {
    let units = match text.units() {
        Units::Latin1(bytes) => return CLASSES[usize::from(bytes[at])],
        Units::Utf16(units) => units,
    };
    let is_second = is_trail(units[at]) && at > 0 && is_lead(units[at - 1]);
    let first = if is_second { at - 1 } else { at };
    let character = char::decode_utf16(units[first..].iter().copied()).next();
    // A lone surrogate is in no class.
    let class = character.map_or(class::OTHER, |character| character.map_or(class::OTHER, class_of));
    match (is_second, class) {
        (false, class) => class,
        (true, class::OTHER) => class::REST_OF_OTHER,
        (true, _) => class::REST_OF_WORD,
    }
}

fn is_lead(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

fn is_trail(unit: u16) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex_syntax::hir::{Class, ClassUnicode, HirKind};

    fn class_escape(pattern: &str) -> ClassUnicode {
        match regex_syntax::parse(pattern).unwrap().into_kind() {
            HirKind::Class(Class::Unicode(class)) => class,
            kind => panic!("{kind:?}"),
        }
    }

    #[test]
    fn every_character_has_the_class_that_the_regex_crate_gives_it() {
        let mut expected = vec![class::OTHER; 0x11_0000];
        for (pattern, class) in [(r"\w", class::WORD), (r"\d", class::DIGIT), (r"\s", class::SPACE)] {
            for range in class_escape(pattern).iter() {
                expected[range.start() as usize..=range.end() as usize].fill(class);
            }
        }
        for (pattern, class) in [("(?i)s", class::LONG_S), ("(?i)k", class::KELVIN)] {
            for range in class_escape(pattern).iter() {
                expected[range.start() as usize..=range.end() as usize].fill(class);
            }
        }
        for character in (char::from(0x80)..=char::MAX).filter(|character| !character.is_ascii()) {
            assert_eq!(
                class_of(character),
                expected[character as usize],
                "U+{:04X}",
                u32::from(character)
            );
        }
    }

    #[test]
    fn an_ascii_character_is_its_own_class() {
        for byte in 0..0x80 {
            assert_eq!(class_of(char::from(byte)), byte);
        }
    }

    #[test]
    fn each_unit_of_a_text_has_one_class_byte() {
        use crate::class::*;
        let units: Vec<u16> = "a\u{e9}\u{663}\u{3000}\u{17f}\u{212a}\u{1d7d8}\u{10400}\u{1f600}\u{2014}"
            .encode_utf16()
            .chain([0xdc00, 0xd835, 0xd835])
            .chain("\u{1d7d8}".encode_utf16())
            .chain([0xd835])
            .collect();
        let expected = [
            b'a',
            WORD,
            DIGIT,
            SPACE,
            LONG_S,
            KELVIN,
            DIGIT,
            REST_OF_WORD,
            WORD,
            REST_OF_WORD,
            OTHER,
            REST_OF_OTHER,
            OTHER,
            OTHER,
            OTHER,
            OTHER,
            DIGIT,
            REST_OF_WORD,
            OTHER,
        ];
        let text = Text::from_utf16(&units);
        let classes: Vec<u8> = (0..units.len()).map(|at| class_at(text, at)).collect();
        assert_eq!(classes, expected);
    }
}
