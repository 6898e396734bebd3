use crate::class;

/// A set of class bytes, as a table that costs one load to ask.
#[derive(Clone, Copy)]
pub struct ByteSet([bool; 256]);

/// Decimal digits, `\d`.
pub const DIGIT: ByteSet = ByteSet::range(b'0', b'9').with(&[class::DIGIT]);

/// White space, `\s`.
pub const SPACE: ByteSet = ByteSet::range(b'\t', b'\r').with(&[b' ', class::SPACE]);

/// Word characters, `\w`; the second unit of a word character too, so that one can look back at it.
pub const WORD: ByteSet = ByteSet::range(b'a', b'z')
    .or(&ByteSet::range(b'A', b'Z'))
    .or(&DIGIT)
    .with(&[
        b'_',
        class::WORD,
        class::LONG_S,
        class::KELVIN,
        class::REST_OF_WORD,
    ]);

impl ByteSet {
    /// No byte at all.
    pub const NONE: ByteSet = ByteSet([false; 256]);
    /// Every byte.
    pub const ANY: ByteSet = ByteSet::NONE.not();

    /// The bytes that are listed.
    pub const fn of(bytes: &[u8]) -> Self {
        ByteSet::NONE.with(bytes)
    }

    /// The bytes from `first` to `last`, both included.
    pub const fn range(first: u8, last: u8) -> Self {
        let mut set = [false; 256];
        let mut byte = first as usize;
        while byte <= last as usize {
            set[byte] = true;
            byte += 1;
        }
        ByteSet(set)
    }

    /// This set and the bytes that are listed.
    pub const fn with(mut self, bytes: &[u8]) -> Self {
        let mut index = 0;
        while index < bytes.len() {
            self.0[bytes[index] as usize] = true;
            index += 1;
        }
        self
    }

    /// What is in this set or in the other.
    pub const fn or(mut self, other: &ByteSet) -> Self {
        let mut byte = 0;
        while byte < 256 {
            self.0[byte] |= other.0[byte];
            byte += 1;
        }
        self
    }

    /// What is in this set and in the other.
    pub const fn and(mut self, other: &ByteSet) -> Self {
        let mut byte = 0;
        while byte < 256 {
            self.0[byte] &= other.0[byte];
            byte += 1;
        }
        self
    }

    /// What is not in this set.
    pub const fn not(mut self) -> Self {
        let mut byte = 0;
        while byte < 256 {
            self.0[byte] = !self.0[byte];
            byte += 1;
        }
        self
    }

    /// Adds, for each letter, the other characters that `(?i)` takes for it.
    pub const fn ignoring_case(mut self) -> Self {
        let mut letter = b'a';
        while letter <= b'z' {
            let upper = letter.to_ascii_uppercase();
            if self.0[letter as usize] || self.0[upper as usize] {
                self.0[letter as usize] = true;
                self.0[upper as usize] = true;
            }
            letter += 1;
        }
        self.0[class::LONG_S as usize] |= self.0[b's' as usize];
        self.0[class::KELVIN as usize] |= self.0[b'k' as usize];
        self
    }

    /// The bytes of a narrow text that are, or could be, in the set.
    pub(crate) fn narrowed(&self) -> Self {
        let mut set = self.and(&ByteSet::range(0, 0x7f));
        set.0[class::PLAIN as usize] = self.contains(class::WORD) || self.contains(class::OTHER);
        set.0[class::UNKNOWN as usize] = (0x80..=0xff).any(|class| self.contains(class));
        set
    }

    /// Whether the byte is in the set.
    #[inline]
    pub const fn contains(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ascii_of(set: &ByteSet) -> String {
        (0..0x80)
            .filter(|&byte| set.contains(byte))
            .map(char::from)
            .collect()
    }

    #[test]
    fn sets_are_built_from_lists_and_ranges() {
        assert_eq!(
            ascii_of(&ByteSet::of(b"-.").or(&ByteSet::range(b'0', b'3'))),
            "-.0123"
        );
        assert_eq!(ascii_of(&SPACE), "\t\n\x0b\x0c\r ");
        assert_eq!(ascii_of(&ByteSet::range(b'a', b'z').not().not()).len(), 26);
        assert!(ByteSet::range(0, 0xfe).not().contains(0xff));
    }

    #[test]
    fn ignoring_case_adds_the_other_case_and_the_two_characters_that_fold_to_ascii() {
        let set = ByteSet::of(b"sK-").ignoring_case();
        assert_eq!(ascii_of(&set), "-KSks");
        assert!(set.contains(class::LONG_S) && set.contains(class::KELVIN));
        assert!(!ByteSet::of(b"ab").ignoring_case().contains(class::LONG_S));
    }
}
