use crate::{class, tables};
use mcpplugins_abi::{Text, Units};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The classes of the characters below U+10000; an ASCII character is its own class.
static BMP: LazyLock<Box<[u8]>> = LazyLock::new(|| {
    let mut classes = vec![class::OTHER; 0x1_0000];
    for (ranges, class) in [
        (tables::WORD, class::WORD),
        (tables::DIGIT, class::DIGIT),
        (tables::SPACE, class::SPACE),
        (&[(0x17f, 0x17f)], class::LONG_S),
        (&[(0x212a, 0x212a)], class::KELVIN),
    ] {
        for &(first, last) in ranges {
            if let Some(run) = classes.get_mut(first as usize..=last as usize) {
                run.fill(class);
            }
        }
    }
    for ascii in 0..0x80 {
        classes[usize::from(ascii)] = ascii;
    }
    classes.into()
});

/// The class byte of a character: itself if it is ASCII, else one of [`class`].
pub fn class_of(character: char) -> u8 {
    let code = u32::from(character);
    match BMP.get(code as usize) {
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
pub fn class_bytes(text: Text<'_>) -> Cow<'_, [u8]> {
    match text.units() {
        Units::Latin1(bytes) if bytes.is_ascii() => Cow::Borrowed(bytes),
        Units::Latin1(bytes) => {
            let classes = &BMP[..0x100];
            Cow::Owned(bytes.iter().map(|&byte| classes[usize::from(byte)]).collect())
        }
        Units::Utf16(units) => Cow::Owned(classify(units)),
    }
}

fn classify(units: &[u16]) -> Vec<u8> {
    let classes = &**BMP;
    let mut bytes: Vec<u8> = units.iter().map(|&unit| classes[usize::from(unit)]).collect();
    let mut at = 0;
    while let Some(skipped) = units[at..].iter().position(|unit| is_lead(*unit)) {
        at += skipped;
        if let Some(Ok(character)) = char::decode_utf16(units[at..].iter().copied()).next() {
            let class = class_of(character);
            bytes[at] = class;
            bytes[at + 1] = if class == class::OTHER {
                class::REST_OF_OTHER
            } else {
                class::REST_OF_WORD
            };
        }
        at += 1;
    }
    bytes
}

fn is_lead(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
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
            Cow::Borrowed(b"plain")
        ));
    }

    #[test]
    fn both_widths_have_the_same_classes() {
        let narrow: Vec<u8> = (0..=0xff).collect();
        let wide: Vec<u16> = (0..=0xff).collect();
        assert_eq!(
            class_bytes(Text::from_latin1(&narrow)),
            class_bytes(Text::from_utf16(&wide))
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
        assert_eq!(class_bytes(Text::from_utf16(&units)), expected.as_slice());
    }
}
