//! The sweep with the byte look-up of AArch64, which takes 16 nibbles at once.

use super::{AHEAD, BEFORE, BLOCK, Mark, PLACES, Tables};
use crate::nibbles::Nibbles;
use std::arch::aarch64::*;
use std::array;

const WIDTH: usize = 16;
const PARTS: usize = BLOCK / WIDTH;

/// See [`Mark`]. All processors that this is compiled for know it.
pub const MARK: Mark = |tables, window, masks| {
    // SAFETY: the target has NEON, or this module would not be there.
    unsafe { mark(tables, window, masks) }
};

#[target_feature(enable = "neon")]
fn mark(tables: &Tables, window: &[u8], masks: &mut [u64]) {
    let places: [Lookup; PLACES] = tables.places.each_ref().map(|place| Lookup::new(place));
    let inside = Lookup::new(&tables.inside);
    let word = Lookup::new(&tables.word);
    for (block, mask) in masks.iter_mut().enumerate() {
        let positions: &[u8; BEFORE + BLOCK + AHEAD] = window[block * BLOCK..]
            .first_chunk()
            .expect("a window has all its blocks");
        *mask = bits(array::from_fn(|part| {
            let at = |place: usize| {
                load(
                    positions[part * WIDTH + place..]
                        .first_chunk()
                        .expect("it is inside the block"),
                )
            };
            let (before, first) = (at(0), at(BEFORE));
            let mut groups = places[0].get(first);
            for (place, lookup) in places.iter().enumerate().skip(1) {
                groups = vandq_u8(groups, lookup.get(at(BEFORE + place)));
            }
            // Where one of the two is no word character, a position is not inside a word.
            let outside = vorrq_u8(vceqzq_u8(word.get(before)), vceqzq_u8(word.get(first)));
            vandq_u8(groups, vorrq_u8(outside, inside.get(before)))
        }));
    }
}

/// [`Nibbles`], ready to be looked up for a whole vector.
#[derive(Clone, Copy)]
struct Lookup {
    low: uint8x16_t,
    high: uint8x16_t,
}

impl Lookup {
    #[target_feature(enable = "neon")]
    #[inline]
    fn new(nibbles: &Nibbles) -> Self {
        Lookup {
            low: load(&nibbles.low),
            high: load(&nibbles.high),
        }
    }

    /// The bits of each byte.
    #[target_feature(enable = "neon")]
    #[inline]
    fn get(self, bytes: uint8x16_t) -> uint8x16_t {
        let low = vqtbl1q_u8(self.low, vandq_u8(bytes, vdupq_n_u8(0xf)));
        vandq_u8(low, vqtbl1q_u8(self.high, vshrq_n_u8::<4>(bytes)))
    }
}

/// A bit for each byte, set if the byte is not zero. There is no such instruction: neighbours are added until a bit of each is
/// left of eight.
#[target_feature(enable = "neon")]
#[inline]
fn bits(parts: [uint8x16_t; PARTS]) -> u64 {
    let weights = load(&array::from_fn(|at| 1 << (at % 8)));
    let [a, b, c, d] = parts.map(|bytes| vandq_u8(vtstq_u8(bytes, bytes), weights));
    let quarters = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
    vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(quarters, quarters)))
}

#[target_feature(enable = "neon")]
#[inline]
fn load(bytes: &[u8; WIDTH]) -> uint8x16_t {
    // SAFETY: it reads exactly the array, and needs no alignment.
    unsafe { vld1q_u8(bytes.as_ptr()) }
}
