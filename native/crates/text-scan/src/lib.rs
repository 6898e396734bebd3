//! The pattern engine of the native text plugins.
//!
//! A text becomes a [`NarrowText`]: one byte a UTF-16 unit, so that positions are offsets and every matcher is written once,
//! for bytes. A [`Scanner`] sweeps over them once, with vector code where the processor has it, for the places at which one of its
//! [`Matcher`]s could find something. These are written by hand with a [`Cursor`] and find what their regular expression would
//! find. [`UserPattern`] is for expressions that come from a config.

mod byte_set;
pub mod class;
mod classify;
mod cursor;
mod narrow;
mod narrow_text;
mod nibbles;
mod scanner;
mod sweep;
mod tables;
#[cfg(any(test, feature = "twin"))]
pub mod twin;
mod user_pattern;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use byte_set::{ByteSet, DIGIT, SPACE, WORD};
pub use classify::class_of;
pub use cursor::Cursor;
pub use narrow_text::NarrowText;
pub use scanner::{Matcher, Prefix, Scanner};
pub use user_pattern::UserPattern;
