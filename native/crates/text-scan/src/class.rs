//! What a class byte from 0x80 up stands for. The classes are those of the `regex` crate's Unicode mode.

/// A character that is in no other class; also a lone surrogate.
pub const OTHER: u8 = 0x80;
/// A word character (`\w`) that is not a digit.
pub const WORD: u8 = 0x81;
/// A decimal digit (`\d`), a word character too.
pub const DIGIT: u8 = 0x82;
/// White space (`\s`).
pub const SPACE: u8 = 0x83;
/// U+017F, a word character that `(?i)s` matches.
pub const LONG_S: u8 = 0x84;
/// U+212A, a word character that `(?i)k` matches.
pub const KELVIN: u8 = 0x85;
/// The second unit of a character whose first unit is [`OTHER`].
pub const REST_OF_OTHER: u8 = 0x86;
/// The second unit of a character whose first unit is [`WORD`] or [`DIGIT`].
pub const REST_OF_WORD: u8 = 0x87;
