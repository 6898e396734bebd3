use crate::classify::class_at;
use crate::narrow::narrow_units;
use mcpplugins_abi::{Text, Units};
use std::cell::Cell;
use std::ops::Range;

thread_local! {
    /// The memory of the last text that was narrowed: a plugin looks at one text after the other.
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// More memory than this is given back.
const MOST_SPARE: usize = 1 << 20;

/// A text with one byte for each UTF-16 unit: an ASCII character is itself, and of other units it is not known what they are until
/// somebody asks. Few are asked for: only those that are next to something that could be a match.
#[derive(Clone, Copy)]
pub struct NarrowText<'a> {
    bytes: &'a [u8],
    text: Text<'a>,
}

impl NarrowText<'_> {
    /// Narrows a text for as long as it is used. What is in bytes is not copied.
    pub fn with<R>(text: Text<'_>, act: impl FnOnce(&NarrowText<'_>) -> R) -> R {
        let units = match text.units() {
            Units::Latin1(bytes) => return act(&NarrowText { bytes, text }),
            Units::Utf16(units) => units,
        };
        let mut bytes = SPARE.take();
        bytes.resize(units.len(), 0);
        narrow_units(units, &mut bytes);
        let result = act(&NarrowText { bytes: &bytes, text });
        if bytes.capacity() <= MOST_SPARE {
            SPARE.set(bytes);
        }
        result
    }
}

impl<'a> NarrowText<'a> {
    /// Part of the text.
    ///
    /// # Panics
    /// If the range is not inside the text.
    pub(crate) fn slice(&self, range: Range<usize>) -> NarrowText<'a> {
        NarrowText {
            bytes: &self.bytes[range.clone()],
            text: self.text.slice(range),
        }
    }

    /// All the bytes.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Whether these bytes of the text are narrow as they stand; else, see [`crate::narrow::narrow_bytes`].
    #[inline]
    pub(crate) fn are_narrow(&self, bytes: &[u8]) -> bool {
        matches!(self.text.units(), Units::Utf16(_)) || bytes.is_ascii()
    }

    /// The class byte of a unit: an ASCII character is its own class, other classes are those of [`crate::class`]. `None` at the end.
    #[inline]
    pub fn class(&self, at: usize) -> Option<u8> {
        match self.bytes.get(at) {
            Some(&byte) if byte >= 0x80 => Some(class_at(self.text, at)),
            ascii => ascii.copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class;

    fn classes(text: Text<'_>) -> Vec<u8> {
        NarrowText::with(text, |narrow| {
            (0..text.len()).map(|at| narrow.class(at).unwrap()).collect()
        })
    }

    #[test]
    fn what_is_in_bytes_is_not_copied() {
        let text = b"caf\xe9";
        NarrowText::with(Text::from_latin1(text), |narrow| {
            assert_eq!(narrow.bytes().as_ptr(), text.as_ptr());
            assert!(narrow.are_narrow(&text[..3]) && !narrow.are_narrow(&text[3..]));
        });
    }

    #[test]
    fn both_widths_have_the_same_classes() {
        let narrow: Vec<u8> = (0..=0xff).collect();
        let wide: Vec<u16> = (0..=0xff).collect();
        assert_eq!(
            classes(Text::from_latin1(&narrow)),
            classes(Text::from_utf16(&wide))
        );
    }

    #[test]
    fn behind_the_end_there_is_no_class() {
        NarrowText::with(Text::from_latin1(b"\xe9"), |narrow| {
            assert_eq!((narrow.class(0), narrow.class(1)), (Some(class::WORD), None));
        });
    }

    #[test]
    fn a_text_can_be_narrowed_while_another_one_is() {
        NarrowText::with(Text::from_utf16(&[0x4e2d, 0x61]), |outer| {
            NarrowText::with(Text::from_utf16(&[0x61, 0x62]), |inner| {
                assert_eq!(inner.bytes(), b"ab")
            });
            assert_eq!(outer.bytes(), [class::PLAIN, b'a']);
        });
    }
}
