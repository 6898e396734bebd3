//! The patterns, each as a matcher that finds what its regular expression would find. The expressions stand in the doc comments;
//! they use Unicode classes.

mod assigned;
mod encoded;
mod prefixed;

use mcpplugins_text_scan::ByteSet;

pub use assigned::{AWS_SECRET_ACCESS_KEY, GENERIC_API_KEY_ASSIGNMENT};
pub use encoded::{BASE64_24, BASE64_OR_PADDING, HEX_SECRET_32, JWT_LIKE};
pub use prefixed::{
    AWS_ACCESS_KEY_ID, GITHUB_TOKEN, GOOGLE_API_KEY, PRIVATE_KEY_BLOCK, SLACK_TOKEN, STRIPE_SECRET_KEY,
};

/// `[0-9]`
const DIGIT: ByteSet = ByteSet::range(b'0', b'9');
/// `[A-Z]`
const UPPER: ByteSet = ByteSet::range(b'A', b'Z');
/// `[A-Za-z0-9]`
const ALPHANUMERIC: ByteSet = ByteSet::range(b'a', b'z').or(&UPPER).or(&DIGIT);
/// `[A-Za-z0-9\-]`
const WITH_DASH: ByteSet = ALPHANUMERIC.with(b"-");
/// `[A-Za-z0-9_\-]`
const URL_SAFE: ByteSet = WITH_DASH.with(b"_");
