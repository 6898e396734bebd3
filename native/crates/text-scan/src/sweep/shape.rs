use super::{PLACES, Tables};
use crate::byte_set::{ByteSet, WORD};
use crate::nibbles::Rectangle;

/// The most shapes that one pass can tell apart: they are the bits of a byte.
const GROUPS: usize = 8;

/// What a candidate of a matcher looks like to the sweep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// What its first bytes can be.
    places: [Bytes; PLACES],
    /// After which bytes of a word it can be inside that word; none for most.
    inside: Bytes,
}

/// A set of bytes of a narrow text: in a rectangle around it, which nibbles tell, and exactly, a bit for the low seven bits of
/// each: what is not ASCII shares its bits with two control characters.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bytes {
    rectangle: Rectangle,
    exact: u128,
}

impl Bytes {
    /// The bytes of a set that are in a rectangle.
    fn of(set: &ByteSet, rectangle: Rectangle) -> Self {
        let exact = (0..=0xffu8)
            .filter(|&byte| set.contains(byte) && rectangle.contains(byte))
            .fold(0, |exact, byte| exact | 1 << (byte & 0x7f));
        Bytes { rectangle, exact }
    }

    fn around(set: &ByteSet) -> Self {
        Bytes::of(set, Rectangle::around(set))
    }

    fn or(self, other: Self) -> Self {
        Bytes {
            rectangle: self.rectangle.or(other.rectangle),
            exact: self.exact | other.exact,
        }
    }
}

impl Shape {
    /// The shapes of these sets of bytes, one for each place, and of the bytes after which they may be inside a word. There are
    /// several where one would have bytes at the first place that are not in its set.
    pub fn of(places: &[ByteSet; PLACES], inside: &ByteSet) -> impl Iterator<Item = Self> + use<> {
        let places = places.each_ref().map(ByteSet::narrowed);
        let around = places.each_ref().map(Bytes::around);
        let inside = Bytes::around(&inside.and(&WORD).narrowed());
        let first = places[0];
        Rectangle::exactly(&first).into_iter().map(move |rectangle| {
            let mut places = around;
            places[0] = Bytes::of(&first, rectangle);
            Shape { places, inside }
        })
    }

    fn or(&self, other: &Shape) -> Shape {
        Shape {
            places: std::array::from_fn(|place| self.places[place].or(other.places[place])),
            inside: self.inside.or(other.inside),
        }
    }

    /// About how many positions of a text have this shape, as a share.
    fn share(&self) -> f64 {
        let places: f64 = self
            .places
            .iter()
            .map(|place| share_of(place.rectangle))
            .product();
        places * (WORD_STARTS + share_of(self.inside.rectangle))
    }
}

/// How many positions of a text are not inside a word, about.
const WORD_STARTS: f64 = 0.3;
/// Bytes as they are mixed in what plugins read.
const TYPICAL: &[u8] = b"         eeettaaooiinnsshrrddllccuummpfgbEATSC00112345_-.,:/\"=";

/// For each low and each high nibble, which of the typical bytes have it.
static WITH_NIBBLE: ([u64; 16], [u64; 16]) = {
    let (mut low, mut high) = ([0; 16], [0; 16]);
    let mut index = 0;
    while index < TYPICAL.len() {
        low[TYPICAL[index] as usize & 0xf] |= 1 << index;
        high[TYPICAL[index] as usize >> 4] |= 1 << index;
        index += 1;
    }
    (low, high)
};

fn share_of(rectangle: Rectangle) -> f64 {
    let (low, high) = &WITH_NIBBLE;
    let count = (rectangle.any_low(low) & rectangle.any_high(high)).count_ones();
    // What is not among the typical bytes is rare, but not free.
    (f64::from(count) + 0.05) / TYPICAL.len() as f64
}

/// The tables that find all the shapes. Where there are too many, those that cost the fewest false candidates become one.
pub fn tables_of(shapes: Vec<Shape>) -> Tables {
    let mut distinct: Vec<Shape> = Vec::new();
    for shape in shapes {
        if !distinct.contains(&shape) {
            distinct.push(shape);
        }
    }
    let mut tables = Tables::default();
    for (group, Shape { places, inside }) in grouped(distinct).into_iter().enumerate() {
        for (place, bytes) in places.into_iter().enumerate() {
            tables.places[place].add(group, bytes.rectangle);
            mark(&mut tables.exact.places[place], group, bytes.exact);
        }
        tables.inside.add(group, inside.rectangle);
        mark(&mut tables.exact.after, group, inside.exact);
    }
    tables
}

/// Adds a group to what the characters of a set say.
fn mark(table: &mut [u8; 128], group: usize, exact: u128) {
    for (character, bits) in table.iter_mut().enumerate() {
        *bits |= ((exact >> character & 1) as u8) << group;
    }
}

fn grouped(mut shapes: Vec<Shape>) -> Vec<Shape> {
    let mut shares: Vec<f64> = shapes.iter().map(Shape::share).collect();
    // What each shape costs more together with one before it.
    let mut costs: Vec<Vec<f64>> = Vec::new();
    for (index, shape) in shapes.iter().enumerate() {
        let with = |one: usize| shapes[one].or(shape).share() - shares[one] - shares[index];
        costs.push((0..index).map(with).collect());
    }
    while shapes.len() > GROUPS {
        let pairs = (1..shapes.len()).flat_map(|other| (0..other).map(move |one| (one, other)));
        let (one, other) = pairs
            .min_by(|a, b| costs[a.1][a.0].total_cmp(&costs[b.1][b.0]))
            .expect("there are several shapes");
        shapes[one] = shapes[one].or(&shapes[other]);
        shares[one] = shapes[one].share();
        shapes.remove(other);
        shares.remove(other);
        costs.remove(other);
        for row in &mut costs[other..] {
            row.remove(other);
        }
        for index in (0..shapes.len()).filter(|&index| index != one) {
            let together = shapes[one].or(&shapes[index]).share();
            costs[one.max(index)][one.min(index)] = together - shares[one] - shares[index];
        }
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str) -> Shape {
        let letters = word.as_bytes();
        let places = std::array::from_fn(|place| ByteSet::of(&letters[place..=place]));
        Shape::of(&places, &ByteSet::NONE).next().unwrap()
    }

    fn groups(tables: &Tables, text: &str) -> u8 {
        tables
            .places
            .iter()
            .zip(text.bytes())
            .fold(0xff, |groups, (place, byte)| groups & place.get(byte))
    }

    #[test]
    fn eight_shapes_are_told_apart() {
        let words = ["abcd", "efgh", "ijkl", "mnop", "qrst", "uvwx", "0123", "4567"];
        let tables = tables_of(words.map(word).to_vec());
        for (index, text) in words.into_iter().enumerate() {
            assert_eq!(groups(&tables, text), 1 << index);
        }
        for text in ["abcc", "bbcd", "efgd", "0127"] {
            assert_eq!(groups(&tables, text), 0, "{text}");
        }
    }

    #[test]
    fn of_more_shapes_those_that_are_alike_share_a_group() {
        let words = [
            "aaaa", "bbbb", "cccc", "dddd", "0000", "1111", "2222", "----", "-_--",
        ];
        let tables = tables_of(words.map(word).to_vec());
        for text in words {
            assert_eq!(groups(&tables, text).count_ones(), 1, "{text}");
        }
        assert_eq!(groups(&tables, "----"), groups(&tables, "-_--"));
    }
}
