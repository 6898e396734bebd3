//! What a class byte from 0x80 up stands for. The classes are those of the `regex` crate's Unicode mode.

/// A character that is in no other class; also a lone surrogate.
pub const OTHER: u8 = 0x8f;
/// A word character (`\w`) that is not a digit.
pub const WORD: u8 = 0x90;
/// U+017F, a word character that `(?i)s` matches.
pub const LONG_S: u8 = 0xa3;
/// U+212A, a word character that `(?i)k` matches.
pub const KELVIN: u8 = 0xbb;
/// A decimal digit (`\d`), a word character too.
pub const DIGIT: u8 = 0xc0;
/// White space (`\s`).
pub const SPACE: u8 = 0xd0;
/// The second unit of a character whose first unit is [`OTHER`].
pub const REST_OF_OTHER: u8 = 0xef;
/// The second unit of a character whose first unit is [`WORD`] or [`DIGIT`].
pub const REST_OF_WORD: u8 = 0xf0;
/// In a narrow text, a unit of [`WORD`] or [`OTHER`], which few patterns begin with: nobody has asked which. Its low seven bits are
/// those of a character that hardly any text has, see [`crate::sweep`].
pub(crate) const PLAIN: u8 = 0xff;
/// In a narrow text, any other unit that is not ASCII: nobody has asked which class it is of. Its low seven bits are those of such
/// a character too, and its low nibble is that of `s` and `S`, beside which it stands in most sets.
pub(crate) const UNKNOWN: u8 = 0x83;
