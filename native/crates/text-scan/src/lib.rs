//! The pattern engine of the native text plugins.
//!
//! A text becomes [`class_bytes`]: one byte a UTF-16 unit, so that positions are offsets and every matcher is written once,
//! for bytes. A [`Scanner`] goes over them once for all [`Matcher`]s, which are written by hand with a [`Cursor`] and find what
//! their regular expression would find. [`UserPattern`] is for expressions that come from a config.

mod byte_set;
pub mod class;
mod classify;
mod cursor;
mod scanner;
mod tables;
#[cfg(any(test, feature = "twin"))]
pub mod twin;
mod user_pattern;

pub use byte_set::{ByteSet, DIGIT, SPACE, WORD};
pub use classify::{class_bytes, class_of};
pub use cursor::Cursor;
pub use scanner::{Matcher, Prefix, Scanner};
pub use user_pattern::UserPattern;
