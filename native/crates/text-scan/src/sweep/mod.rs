//! Where in a text a match could begin: the one pass over all of it, and so the only part of a search whose cost does not depend
//! on what is found.
//!
//! It goes over narrow texts, in which what is not ASCII is one of two bytes. A position is a candidate if its first bytes, and
//! where it stands in a word, have the shape of one of up to eight groups of matchers. Vector code looks up 16, 32 or 64 positions
//! at once, portable code one at a time. Vectors of 16 and 32 look up nibbles; the others the low seven bits of a byte, which gives
//! fewer false candidates.

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
mod neon;
mod portable;
mod shape;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use shape::Shape;

use crate::byte_set::{ByteSet, WORD};
use crate::class;
use crate::narrow::narrow_bytes;
use crate::narrow_text::NarrowText;
use crate::nibbles::Nibbles;

/// How many bytes of a candidate count.
pub const PLACES: usize = 4;
/// How many positions one mask tells about.
const BLOCK: usize = 64;
/// How many bytes around the positions of a window it has too.
const BEFORE: usize = 1;
const AHEAD: usize = PLACES - 1;
/// How many masks are made before they are read: few enough to stay near, enough to forget the way there.
const STRIP: usize = 8;

/// What the candidates look like, a bit for each group of matchers.
#[derive(Clone, Debug)]
pub struct Tables {
    places: [Nibbles; PLACES],
    /// For the byte before a candidate that is inside a word, which groups take it.
    inside: Nibbles,
    /// All bits together: whether it is known to be a word character.
    word: Nibbles,
    exact: ExactTables,
}

/// The same by the low seven bits of a byte, and so with fewer false candidates.
#[derive(Clone, Debug)]
#[repr(align(64))]
struct ExactTables {
    places: [[u8; 128]; PLACES],
    /// For the byte before a candidate, which groups take it whatever it begins with.
    after: [u8; 128],
    /// For the first byte of a candidate, which groups take it whatever is before it.
    outside: [u8; 128],
}

impl Default for Tables {
    /// No group at all.
    fn default() -> Self {
        let outside = std::array::from_fn(|character| if WORD.contains(character as u8) { 0 } else { 0xff });
        Tables {
            places: [Nibbles::default(); PLACES],
            inside: Nibbles::default(),
            word: Nibbles::exact(&WORD.and(&ByteSet::range(0, 0x7f))).expect("its rows are few"),
            exact: ExactTables {
                places: [[0; 128]; PLACES],
                after: outside,
                outside,
            },
        }
    }
}

/// Marks the candidates of a window: the byte before the first position, the positions, and [`AHEAD`] bytes behind them. Bit
/// `n` of a mask is its `n`-th position.
type Mark = fn(&Tables, window: &[u8], masks: &mut [u64]);

/// Marks the candidates of one block of a text that may begin before the block or end in it; what is outside of it is plain.
type MarkEdge = fn(&Tables, text: &[u8], start: usize) -> u64;

/// A way to sweep.
struct Way {
    mark: Mark,
    /// Absent when the edges of a text have to be copied into a window.
    mark_edge: Option<MarkEdge>,
}

/// The ways that this processor knows, the quickest first.
fn ways() -> Vec<(&'static str, Way)> {
    let mut ways = Vec::new();
    #[cfg(target_arch = "x86_64")]
    ways.extend(x86::ways());
    #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
    ways.push((
        "neon",
        Way {
            mark: neon::MARK,
            mark_edge: None,
        },
    ));
    let portable = Way {
        mark: portable::mark,
        mark_edge: None,
    };
    ways.push(("portable", portable));
    ways
}

/// Finds candidates.
pub struct Sweep {
    tables: Tables,
    way: Way,
}

impl Sweep {
    /// A sweep for candidates of these shapes, on the quickest way.
    pub fn new(shapes: Vec<Shape>) -> Self {
        Sweep {
            tables: shape::tables_of(shapes),
            way: ways().swap_remove(0).1,
        }
    }

    /// Visits the candidates in ascending order. They are all the positions with one of the shapes, and some others.
    #[inline]
    pub fn for_each(&self, text: &NarrowText<'_>, mut visit: impl FnMut(usize)) {
        let mut masks = [0; STRIP];
        let mut start = 0;
        while start < text.bytes().len() {
            for &mask in self.mark_strip(text, start, &mut masks) {
                let mut mask = mask;
                while mask != 0 {
                    visit(start + mask.trailing_zeros() as usize);
                    mask &= mask - 1;
                }
                start += BLOCK;
            }
        }
    }

    /// How many candidates there are, without a look at one.
    #[cfg(any(test, feature = "twin"))]
    pub fn count(&self, text: &NarrowText<'_>) -> u32 {
        let mut masks = [0; STRIP];
        let (mut start, mut count) = (0, 0);
        while start < text.bytes().len() {
            let marked = self.mark_strip(text, start, &mut masks);
            count += marked.iter().map(|mask| mask.count_ones()).sum::<u32>();
            start += marked.len() * BLOCK;
        }
        count
    }

    /// Marks some blocks from a position on.
    fn mark_strip<'m>(&self, text: &NarrowText<'_>, start: usize, masks: &'m mut [u64; STRIP]) -> &'m [u64] {
        let bytes = text.bytes();
        let rest = bytes.len() - start;
        let whole = if start < BEFORE {
            0
        } else {
            (rest.saturating_sub(AHEAD) / BLOCK).min(STRIP)
        };
        if whole == 0 {
            masks[0] = self.mark_edge(text, start);
            return &masks[..1];
        }
        let window = &bytes[start - BEFORE..start + whole * BLOCK + AHEAD];
        let masks = &mut masks[..whole];
        if text.are_narrow(window) {
            (self.way.mark)(&self.tables, window, masks);
        } else {
            self.mark_narrowed(window, masks);
        }
        masks
    }

    /// Marks a block that begins or ends with the text, or nearly.
    fn mark_edge(&self, text: &NarrowText<'_>, start: usize) -> u64 {
        let bytes = text.bytes();
        let first = start.saturating_sub(BEFORE);
        let around = &bytes[first..bytes.len().min(start + BLOCK + AHEAD)];
        let are_narrow = text.are_narrow(around);
        let mask = match self.way.mark_edge {
            Some(mark_edge) if are_narrow => mark_edge(&self.tables, bytes, start),
            _ => {
                let mut window = [class::PLAIN; BEFORE + BLOCK + AHEAD];
                let part = &mut window[BEFORE - (start - first)..][..around.len()];
                if are_narrow {
                    part.copy_from_slice(around);
                } else {
                    narrow_bytes(around, part);
                }
                let mut mask = [0];
                (self.way.mark)(&self.tables, &window, &mut mask);
                mask[0]
            }
        };
        // Nothing begins behind the end.
        match bytes.len() - start {
            rest @ 0..BLOCK => mask & ((1 << rest) - 1),
            _ => mask,
        }
    }

    #[cold]
    fn mark_narrowed(&self, window: &[u8], masks: &mut [u64]) {
        let mut room = [0; BEFORE + STRIP * BLOCK + AHEAD];
        let room = &mut room[..window.len()];
        narrow_bytes(window, room);
        (self.way.mark)(&self.tables, room, masks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::byte_set::{ByteSet, DIGIT};
    use mcpplugins_abi::Text;

    /// Words, numbers, and base64 after `_`, which may be inside a word.
    fn shapes() -> Vec<Shape> {
        let letter = |byte: u8| ByteSet::of(&[byte]).ignoring_case();
        let mut shapes: Vec<Shape> = [
            b"ssn ", b"bank", b"akia", b"dob:", b"mrn#", b"aws_", b"key=", b"sk_l", b"xoxb",
        ]
        .into_iter()
        .flat_map(|word| Shape::of(&word.map(letter), &ByteSet::NONE))
        .collect();
        shapes.extend(Shape::of(
            &[DIGIT, DIGIT, DIGIT.with(b"- "), ByteSet::ANY],
            &ByteSet::NONE,
        ));
        shapes.extend(Shape::of(
            &[WORD, WORD, ByteSet::of(b"+/"), ByteSet::ANY],
            &ByteSet::of(b"_-"),
        ));
        shapes
    }

    /// A text of so many bytes, most of which are in some shape.
    fn text(length: usize, seed: &mut u64) -> Vec<u8> {
        const BYTES: &[u8] = b"ssnbank dob:012-45_+/AKIA@xoxb\x83\x83\xff\xff\n\0\x03\x7f";
        (0..length)
            .map(|_| {
                *seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                BYTES[(*seed >> 33) as usize % BYTES.len()]
            })
            .collect()
    }

    /// The candidates by definition: by their nibbles, or exactly.
    fn expected(tables: &Tables, bytes: &[u8], by_nibbles: bool) -> Vec<usize> {
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(class::PLAIN);
        let bits = |nibbles: &Nibbles, exact: &[u8; 128], byte: u8| {
            if by_nibbles {
                nibbles.get(byte)
            } else {
                exact[usize::from(byte & 0x7f)]
            }
        };
        (0..bytes.len())
            .filter(|&at| {
                let before = if at == 0 { class::PLAIN } else { bytes[at - 1] };
                let is_inside = WORD.contains(before) && WORD.contains(bytes[at]);
                let groups = if is_inside {
                    bits(&tables.inside, &tables.exact.after, before)
                } else {
                    0xff
                };
                (0..PLACES).fold(groups, |groups, place| {
                    groups
                        & bits(
                            &tables.places[place],
                            &tables.exact.places[place],
                            byte(at + place),
                        )
                }) != 0
            })
            .collect()
    }

    #[test]
    fn every_way_finds_the_candidates_at_every_length_and_alignment() {
        let mut seed = 1;
        for (name, way) in ways() {
            let mut found = 0;
            let sweep = Sweep {
                way,
                ..Sweep::new(shapes())
            };
            for length in (0..300).chain([STRIP * BLOCK, STRIP * BLOCK + 200, 5_000]) {
                let bytes = text(length + 7, &mut seed);
                for start in 0..7 {
                    let bytes = &bytes[start..start + length];
                    let mut candidates = Vec::new();
                    NarrowText::with(Text::from_latin1(bytes), |text| {
                        sweep.for_each(text, |at| candidates.push(at));
                    });
                    let by_nibbles = !matches!(name, "vbmi" | "portable");
                    let expected = expected(&sweep.tables, bytes, by_nibbles);
                    assert_eq!(candidates, expected, "{name}, {length}, {start}");
                    found += candidates.len();
                }
            }
            assert!(found > 5_000, "{name}: {found}");
        }
    }

    #[test]
    fn whole_bytes_tell_more_than_nibbles() {
        let tables = Sweep::new(shapes()).tables;
        // But for those that share their seven bits with others.
        let text = text(5_000, &mut 7)
            .into_iter()
            .filter(|&byte| byte != 3 && byte != 0x7f)
            .collect::<Vec<_>>();
        let exact = expected(&tables, &text, false);
        let all = expected(&tables, &text, true);
        assert!(exact.iter().all(|at| all.contains(at)));
        assert!(exact.len() < all.len(), "{} of {}", exact.len(), all.len());
    }

    #[test]
    fn the_quickest_way_comes_first_and_the_portable_one_last() {
        let names: Vec<_> = ways().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names.last(), Some(&"portable"));
        #[cfg(target_arch = "x86_64")]
        assert_eq!(names.contains(&"avx2"), is_x86_feature_detected!("avx2"));
    }
}
