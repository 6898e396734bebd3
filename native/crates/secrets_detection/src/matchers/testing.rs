use mcpplugins_abi::Text;
use mcpplugins_text_scan::{Matcher, Scanner, class_bytes};

/// What a matcher finds in a text.
pub fn matches(matcher: Matcher, text: &str) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let text = Text::from_utf16(&units);
    let mut found = Vec::new();
    Scanner::new(&[matcher]).scan(&class_bytes(text), |_, span| {
        found.push(text.slice(span).to_string_lossy())
    });
    found
}
