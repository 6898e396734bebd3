//! The sweep with the byte shuffles of x86-64, which look up 64 bytes, or 32 or 16 nibbles at once.

use super::{AHEAD, BEFORE, BLOCK, ExactTables, Mark, MarkEdge, PLACES, Tables, Way};
use crate::class::PLAIN;
use crate::x86::{Lookup16, Lookup32, Lookup64, load_16, load_32, load_64, load_part};
use std::arch::x86_64::*;

/// The ways that this processor knows, the quickest first.
pub fn ways() -> impl Iterator<Item = (&'static str, Way)> {
    let vbmi: Mark = |tables, window, masks| {
        // SAFETY: this way is only handed out where the processor has these parts of AVX-512.
        unsafe { mark_vbmi(tables, window, masks) }
    };
    let edge_vbmi: MarkEdge = |tables, text, start| {
        // SAFETY: as above.
        unsafe { mark_edge_vbmi(tables, text, start) }
    };
    let avx2: Mark = |tables, window, masks| {
        // SAFETY: this way is only handed out where the processor has AVX2.
        unsafe { mark_avx2(tables, window, masks) }
    };
    let ssse3: Mark = |tables, window, masks| {
        // SAFETY: this way is only handed out where the processor has SSSE3.
        unsafe { mark_ssse3(tables, window, masks) }
    };
    // Processors that know VBMI do not slow down for the wide vectors, as older ones with AVX-512 do.
    let knows_vbmi = is_x86_feature_detected!("avx512vbmi") && is_x86_feature_detected!("avx512bw");
    [
        ("vbmi", vbmi, Some(edge_vbmi), knows_vbmi),
        ("avx2", avx2, None, is_x86_feature_detected!("avx2")),
        ("ssse3", ssse3, None, is_x86_feature_detected!("ssse3")),
    ]
    .into_iter()
    .filter_map(|(name, mark, mark_edge, is_known)| is_known.then_some((name, Way { mark, mark_edge })))
}

/// [`ExactTables`], ready to be looked up for a whole vector. By the low seven bits of bytes it takes half the work that it
/// takes by nibbles.
struct Exact {
    places: [Lookup64; PLACES],
    after: Lookup64,
    outside: Lookup64,
}

impl Exact {
    #[target_feature(enable = "avx512bw,avx512vbmi")]
    #[inline]
    fn new(tables: &ExactTables) -> Self {
        Exact {
            places: tables.places.each_ref().map(|place| Lookup64::new(place)),
            after: Lookup64::new(&tables.after),
            outside: Lookup64::new(&tables.outside),
        }
    }

    /// The candidates among 64 positions, by the bytes before them, their own, and those after them.
    #[target_feature(enable = "avx512bw,avx512vbmi")]
    #[inline]
    fn mask(&self, [before, bytes @ ..]: [__m512i; BEFORE + PLACES]) -> u64 {
        let mut groups = _mm512_or_si512(self.after.get(before), self.outside.get(bytes[0]));
        for (place, bytes) in self.places.iter().zip(bytes) {
            groups = _mm512_and_si512(groups, place.get(bytes));
        }
        _mm512_test_epi8_mask(groups, groups)
    }
}

/// See [`Mark`].
#[target_feature(enable = "avx512bw,avx512vbmi")]
fn mark_vbmi(tables: &Tables, window: &[u8], masks: &mut [u64]) {
    let exact = Exact::new(&tables.exact);
    for (block, mask) in masks.iter_mut().enumerate() {
        let positions: &[u8; BEFORE + BLOCK + AHEAD] = window[block * BLOCK..]
            .first_chunk()
            .expect("a window has all its blocks");
        let at = |place: usize| load_64(positions[place..].first_chunk().expect("it is inside the block"));
        *mask = exact.mask([at(0), at(1), at(2), at(3), at(4)]);
    }
}

/// See [`MarkEdge`].
#[target_feature(enable = "avx512bw,avx512vbmi")]
fn mark_edge_vbmi(tables: &Tables, text: &[u8], start: usize) -> u64 {
    let first = start as isize - BEFORE as isize;
    let at = |place: isize| load_part(text, first + place, PLAIN);
    Exact::new(&tables.exact).mask([at(0), at(1), at(2), at(3), at(4)])
}

/// Generates the sweep for one width of vectors.
macro_rules! sweep {
    ($mark:ident, $feature:literal, $width:literal, $lookup:ident, $load:ident, $set:ident, $and:ident, $or:ident, $equal:ident, $bits:ident) => {
        /// See [`Mark`].
        #[target_feature(enable = $feature)]
        fn $mark(tables: &Tables, window: &[u8], masks: &mut [u64]) {
            let places = tables.places.each_ref().map(|place| $lookup::new(place));
            let inside = $lookup::new(&tables.inside);
            let word = $lookup::new(&tables.word);
            let zero = $set(0);
            for (block, mask) in masks.iter_mut().enumerate() {
                *mask = 0;
                let positions: &[u8; BEFORE + BLOCK + AHEAD] = window[block * BLOCK..]
                    .first_chunk()
                    .expect("a window has all its blocks");
                for part in (0..BLOCK).step_by($width) {
                    let at = |place: usize| {
                        $load(
                            positions[part + place..]
                                .first_chunk()
                                .expect("it is inside the block"),
                        )
                    };
                    let (before, first) = (at(0), at(BEFORE));
                    let mut groups = places[0].get(first);
                    for (place, lookup) in places.iter().enumerate().skip(1) {
                        groups = $and(groups, lookup.get(at(BEFORE + place)));
                    }
                    // Where one of the two is no word character, a position is not inside a word.
                    let outside = $or(
                        $equal(word.get(before), zero),
                        $equal(word.get(first), zero),
                    );
                    groups = $and(groups, $or(outside, inside.get(before)));
                    let none = $bits($equal(groups, zero)) as u32;
                    *mask |= u64::from(!none & (u32::MAX >> (32 - $width))) << part;
                }
            }
        }
    };
}

#[rustfmt::skip]
sweep!(mark_avx2, "avx2", 32, Lookup32, load_32, _mm256_set1_epi8, _mm256_and_si256, _mm256_or_si256, _mm256_cmpeq_epi8, _mm256_movemask_epi8);
#[rustfmt::skip]
sweep!(mark_ssse3, "ssse3", 16, Lookup16, load_16, _mm_set1_epi8, _mm_and_si128, _mm_or_si128, _mm_cmpeq_epi8, _mm_movemask_epi8);
