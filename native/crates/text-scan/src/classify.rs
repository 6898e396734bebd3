use crate::class_bytes::ClassBytes;
use crate::{class, tables};
use mcpplugins_abi::{Text, Units};
use memchr::memchr;
use std::sync::LazyLock;

/// How many characters have their classes in a table: those of the first two planes, where nearly all text is.
const LISTED: usize = 0x2_0000;

/// What stands in for the class of a unit that should be followed by another one, until that has been looked at.
const LEAD: u8 = 0xff;

/// The classes of the first characters; an ASCII character is its own class, and a lead surrogate has [`LEAD`].
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
    classes[0xd800..0xdc00].fill(LEAD);
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

/// A text with one class byte for each UTF-16 unit. ASCII text is not copied.
pub fn class_bytes(text: Text<'_>) -> ClassBytes<'_> {
    match text.units() {
        Units::Latin1(bytes) if bytes.is_ascii() => ClassBytes::Ascii(bytes),
        Units::Latin1(bytes) => ClassBytes::made(bytes.len(), |into| latin1(bytes, into)),
        Units::Utf16(units) => ClassBytes::made(units.len(), |into| utf16(units, into)),
    }
}

/// A text as [`class_bytes`], with [`class::UNKNOWN`] for all characters that are not ASCII.
pub fn narrow_bytes(text: Text<'_>) -> ClassBytes<'_> {
    match text.units() {
        Units::Latin1(bytes) if bytes.is_ascii() => ClassBytes::Ascii(bytes),
        Units::Latin1(bytes) => ClassBytes::made(bytes.len(), |into| {
            for (into, &byte) in into.iter_mut().zip(bytes) {
                *into = if byte < 0x80 { byte } else { class::UNKNOWN };
            }
        }),
        Units::Utf16(units) => ClassBytes::made(units.len(), |into| {
            for (into, &unit) in into.iter_mut().zip(units) {
                *into = if unit < 0x80 { unit as u8 } else { class::UNKNOWN };
            }
        }),
    }
}

fn latin1(bytes: &[u8], into: &mut [u8]) {
    let classes = &**CLASSES;
    for (into, &byte) in into.iter_mut().zip(bytes) {
        *into = classes[usize::from(byte)];
    }
}

/// How many units are looked at together: in many texts, they are all ASCII.
const TOGETHER: usize = 32;

fn utf16(units: &[u16], into: &mut [u8]) {
    let classes = &**CLASSES;
    for (units, into) in units.chunks(TOGETHER).zip(into.chunks_mut(TOGETHER)) {
        let is_ascii = units.iter().fold(0, |all, unit| all | unit) < 0x80;
        for (into, &unit) in into.iter_mut().zip(units) {
            *into = if is_ascii {
                unit as u8
            } else {
                classes[usize::from(unit)]
            };
        }
    }
    let mut from = 0;
    while let Some(skipped) = memchr(LEAD, &into[from..]) {
        let at = from + skipped;
        resolve_lead(&units[at..], &mut into[at..]);
        from = at + 1;
    }
}

/// Writes the classes of a character of two units, or that of a lone surrogate.
fn resolve_lead(units: &[u16], bytes: &mut [u8]) {
    bytes[0] = class::OTHER;
    if let Some(Ok(character)) = char::decode_utf16(units.iter().copied()).next() {
        bytes[0] = class_of(character);
        bytes[1] = if bytes[0] == class::OTHER {
            class::REST_OF_OTHER
        } else {
            class::REST_OF_WORD
        };
    }
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
    fn ascii_text_is_not_copied() {
        assert!(matches!(
            class_bytes(Text::from_latin1(b"plain")),
            ClassBytes::Ascii(b"plain")
        ));
    }

    #[test]
    fn both_widths_have_the_same_classes() {
        let narrow: Vec<u8> = (0..=0xff).collect();
        let wide: Vec<u16> = (0..=0xff).collect();
        assert_eq!(
            *class_bytes(Text::from_latin1(&narrow)),
            *class_bytes(Text::from_utf16(&wide))
        );
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
        assert_eq!(*class_bytes(Text::from_utf16(&units)), expected);
    }
}
