//! Vectors of bytes on x86-64. All other code for them is safe: it runs in functions that have the processor's feature, and only
//! their first caller must make sure of it.

use crate::nibbles::Nibbles;
use std::arch::x86_64::*;

/// Generates the look-up of nibbles for one width of vectors.
macro_rules! lookup {
    ($lookup:ident, $feature:literal, $vector:ty, $broadcast:ident, $set:ident, $and:ident, $shift:ident, $shuffle:ident) => {
        /// [`Nibbles`], ready to be looked up for a whole vector.
        #[derive(Clone, Copy)]
        pub struct $lookup {
            low: $vector,
            high: $vector,
        }

        impl $lookup {
            #[target_feature(enable = $feature)]
            #[inline]
            pub fn new(nibbles: &Nibbles) -> Self {
                $lookup {
                    low: $broadcast(&nibbles.low),
                    high: $broadcast(&nibbles.high),
                }
            }

            /// The bits of each byte.
            #[target_feature(enable = $feature)]
            #[inline]
            pub fn get(self, bytes: $vector) -> $vector {
                let nibble = $set(0xf);
                let low = $and(bytes, nibble);
                let high = $and($shift::<4>(bytes), nibble);
                $and($shuffle(self.low, low), $shuffle(self.high, high))
            }
        }
    };
}

#[rustfmt::skip]
lookup!(Lookup32, "avx2", __m256i, broadcast_32, _mm256_set1_epi8, _mm256_and_si256, _mm256_srli_epi16, _mm256_shuffle_epi8);
#[rustfmt::skip]
lookup!(Lookup16, "ssse3", __m128i, load_16, _mm_set1_epi8, _mm_and_si128, _mm_srli_epi16, _mm_shuffle_epi8);

#[target_feature(enable = "avx2")]
#[inline]
pub fn load_32(bytes: &[u8; 32]) -> __m256i {
    // SAFETY: it reads exactly the array, and needs no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[target_feature(enable = "ssse3")]
#[inline]
pub fn load_16(bytes: &[u8; 16]) -> __m128i {
    // SAFETY: it reads exactly the array, and needs no alignment.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

#[target_feature(enable = "avx2")]
#[inline]
fn broadcast_32(table: &[u8; 16]) -> __m256i {
    _mm256_broadcastsi128_si256(load_16(table))
}
