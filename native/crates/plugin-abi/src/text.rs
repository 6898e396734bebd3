use std::borrow::Cow;
use std::ops::Range;

/// The code units of a text, in the width in which JavaScript holds them.
#[derive(Clone, Copy, Debug)]
pub enum Units<'a> {
    /// Every unit is below U+0100.
    Latin1(&'a [u8]),
    /// UTF-16, perhaps with lone surrogates.
    Utf16(&'a [u16]),
}

/// One string of a payload. All offsets are UTF-16 code units, whatever the width inside.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    units: Units<'a>,
}

impl<'a> Text<'a> {
    /// A text whose units are all below U+0100, one byte each.
    pub fn from_latin1(bytes: &'a [u8]) -> Self {
        Text {
            units: Units::Latin1(bytes),
        }
    }

    /// A text in UTF-16.
    pub fn from_utf16(units: &'a [u16]) -> Self {
        Text {
            units: Units::Utf16(units),
        }
    }

    /// The units, for code that is written for both widths.
    pub fn units(self) -> Units<'a> {
        self.units
    }

    /// The length in UTF-16 code units.
    pub fn len(self) -> usize {
        match self.units {
            Units::Latin1(bytes) => bytes.len(),
            Units::Utf16(units) => units.len(),
        }
    }

    /// Whether there is no unit at all.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// One code unit.
    ///
    /// # Panics
    /// If `index` is not below [`Text::len`].
    pub fn unit(self, index: usize) -> u16 {
        match self.units {
            Units::Latin1(bytes) => u16::from(bytes[index]),
            Units::Utf16(units) => units[index],
        }
    }

    /// Part of the text.
    ///
    /// # Panics
    /// If the range is not inside the text.
    #[inline]
    pub fn slice(self, range: Range<usize>) -> Text<'a> {
        match self.units {
            Units::Latin1(bytes) => Text::from_latin1(&bytes[range]),
            Units::Utf16(units) => Text::from_utf16(&units[range]),
        }
    }

    /// The text as bytes of the same length, for byte-wise matchers such as `regex::bytes` with `(?-u)`: an ASCII unit is
    /// itself, and any other unit is some byte from 0x80 up whose value means nothing. Offsets stay UTF-16 offsets.
    pub fn narrow(self) -> Cow<'a, [u8]> {
        match self.units {
            Units::Latin1(bytes) => Cow::Borrowed(bytes),
            Units::Utf16(units) => Cow::Owned(
                units
                    .iter()
                    .map(|&unit| if unit < 0x80 { unit as u8 } else { 0x80 })
                    .collect(),
            ),
        }
    }

    /// The text as a Rust string; a lone surrogate becomes U+FFFD.
    pub fn to_string_lossy(self) -> String {
        match self.units {
            Units::Latin1(bytes) => bytes.iter().map(|&byte| char::from(byte)).collect(),
            Units::Utf16(units) => String::from_utf16_lossy(units),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_widths_agree_on_what_they_hold() {
        let wide: Vec<u16> = "caf\u{e9}".encode_utf16().collect();
        let (narrow, wide) = (Text::from_latin1(b"caf\xe9"), Text::from_utf16(&wide));
        assert_eq!(narrow.len(), wide.len());
        assert_eq!(narrow.unit(3), wide.unit(3));
        assert_eq!(narrow.to_string_lossy(), wide.slice(0..4).to_string_lossy());
        assert!(narrow.narrow()[3] >= 0x80 && wide.narrow()[3] >= 0x80);
    }

    #[test]
    fn a_lone_surrogate_becomes_the_replacement_character() {
        assert_eq!(Text::from_utf16(&[0x61, 0xd800]).to_string_lossy(), "a\u{fffd}");
    }
}
