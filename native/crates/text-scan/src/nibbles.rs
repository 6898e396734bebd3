use crate::byte_set::ByteSet;
use crate::class;

/// Up to eight sets of bytes, as two tables of sixteen entries, which is what a vector shuffle can look up: a byte is in set
/// number `n` if bit `n` is set both for its low and for its high nibble. A set whose rows differ is widened to that.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nibbles {
    pub low: [u8; 16],
    pub high: [u8; 16],
}

impl Nibbles {
    /// The sets that hold the byte.
    #[cfg(test)]
    pub fn get(&self, byte: u8) -> u8 {
        self.low[usize::from(byte & 0xf)] & self.high[usize::from(byte >> 4)]
    }

    /// Puts what is in the rectangle into set number `set` too.
    pub fn add(&mut self, set: usize, rectangle: Rectangle) {
        for nibble in 0..16 {
            self.low[nibble] |= ((rectangle.low >> nibble & 1) as u8) << set;
            self.high[nibble] |= ((rectangle.high >> nibble & 1) as u8) << set;
        }
    }

    /// One set without widening: all bits together answer. Rows that are alike share a bit; `None` if more than eight differ.
    pub fn exact(set: &ByteSet) -> Option<Self> {
        let rectangles = Rectangle::exactly(set);
        if rectangles.len() > 8 {
            return None;
        }
        let mut nibbles = Nibbles::default();
        for (bit, rectangle) in rectangles.iter().enumerate() {
            nibbles.add(bit, *rectangle);
        }
        Some(nibbles)
    }
}

/// The bytes whose low nibble is in one set and whose high nibble is in another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rectangle {
    low: u16,
    high: u16,
}

impl Rectangle {
    /// The smallest rectangle around a set.
    pub fn around(set: &ByteSet) -> Self {
        (0..16).fold(Rectangle::default(), |all, high| match row_of(set, high) {
            0 => all,
            row => all.or(Rectangle {
                low: row,
                high: 1 << high,
            }),
        })
    }

    /// Rectangles that together are exactly the set, as far as narrow texts go, each with the rows that are alike.
    pub fn exactly(set: &ByteSet) -> Vec<Self> {
        let mut rectangles: Vec<Self> = Vec::new();
        for high in 0..16 {
            let row = row_of(set, high);
            // A row of which narrow texts have one byte only can be wider than it is.
            let is_alone = [class::PLAIN >> 4, class::UNKNOWN >> 4].contains(&high);
            let is_like = |low: u16| low == row || (is_alone && low & row == row);
            match rectangles.iter_mut().find(|known| is_like(known.low)) {
                _ if row == 0 => {}
                Some(known) => known.high |= 1 << high,
                None => rectangles.push(Rectangle {
                    low: row,
                    high: 1 << high,
                }),
            }
        }
        rectangles
    }

    /// The smallest rectangle around both.
    pub fn or(self, other: Self) -> Self {
        Rectangle {
            low: self.low | other.low,
            high: self.high | other.high,
        }
    }

    /// The bits of all its low nibbles.
    pub fn any_low(self, bits: &[u64; 16]) -> u64 {
        any(self.low, bits)
    }

    /// The bits of all its high nibbles.
    pub fn any_high(self, bits: &[u64; 16]) -> u64 {
        any(self.high, bits)
    }

    /// Whether a byte is in it.
    pub fn contains(self, byte: u8) -> bool {
        self.low >> (byte & 0xf) & self.high >> (byte >> 4) & 1 == 1
    }
}

fn any(mut nibbles: u16, bits: &[u64; 16]) -> u64 {
    let mut any = 0;
    while nibbles != 0 {
        any |= bits[nibbles.trailing_zeros() as usize];
        nibbles &= nibbles - 1;
    }
    any
}

/// The low nibbles of the set's bytes with this high nibble.
fn row_of(set: &ByteSet, high: u8) -> u16 {
    (0..16)
        .filter(|low| set.contains(high << 4 | low))
        .fold(0, |row, low| row | 1 << low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DIGIT, SPACE, WORD};

    #[test]
    fn an_exact_set_holds_its_bytes_and_no_others() {
        for set in [DIGIT, SPACE, WORD, ByteSet::of(b"@"), ByteSet::of(b"")] {
            let set = set.narrowed();
            let nibbles = Nibbles::exact(&set).unwrap();
            for byte in (0..0x80).chain([class::PLAIN, class::UNKNOWN]) {
                assert_eq!(nibbles.get(byte) != 0, set.contains(byte), "{byte:#x}");
            }
        }
    }

    #[test]
    fn what_is_not_ascii_needs_no_rectangle_of_its_own() {
        assert_eq!(Rectangle::exactly(&DIGIT.narrowed()).len(), 1);
        assert_eq!(
            Rectangle::exactly(&ByteSet::of(b"sS").ignoring_case().narrowed()).len(),
            1
        );
    }

    #[test]
    fn a_set_of_more_than_eight_different_rows_has_no_exact_tables() {
        let stairs: Vec<u8> = (0..9u8)
            .flat_map(|high| (0..=high).map(move |low| high << 4 | low))
            .collect();
        assert!(Nibbles::exact(&ByteSet::of(&stairs)).is_none());
        assert!(Nibbles::exact(&ByteSet::of(&stairs).and(&ByteSet::range(0, 0x7f))).is_some());
    }

    #[test]
    fn a_rectangle_holds_its_set_and_what_lies_in_the_same_rows_and_columns() {
        let rectangle = Rectangle::around(&ByteSet::of(b"A2"));
        for byte in 0..=0xff {
            assert_eq!(rectangle.contains(byte), b"AB12".contains(&byte), "{byte:#x}");
        }
    }
}
