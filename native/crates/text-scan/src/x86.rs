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

/// Eight bits for each ASCII character, ready to be looked up for 64 of them at once.
#[derive(Clone, Copy)]
pub struct Lookup64 {
    low: __m512i,
    high: __m512i,
}

impl Lookup64 {
    #[target_feature(enable = "avx512bw,avx512vbmi")]
    #[inline]
    pub fn new(bits: &[u8; 128]) -> Self {
        let half = |from: usize| load_64(bits[from..].first_chunk().expect("it is inside the table"));
        Lookup64 {
            low: half(0),
            high: half(64),
        }
    }

    /// The bits of each character; of a byte from 0x80 up, those of the character 0x80 below.
    #[target_feature(enable = "avx512bw,avx512vbmi")]
    #[inline]
    pub fn get(self, ascii: __m512i) -> __m512i {
        _mm512_permutex2var_epi8(self.low, ascii, self.high)
    }
}

/// Whether both vectors hold nothing but ASCII characters.
#[target_feature(enable = "avx512bw")]
#[inline]
pub fn are_ascii(some: __m512i, others: __m512i) -> bool {
    _mm512_movepi8_mask(_mm512_or_si512(some, others)) == 0
}

#[target_feature(enable = "avx512bw")]
#[inline]
pub fn load_64(bytes: &[u8; 64]) -> __m512i {
    // SAFETY: it reads exactly the array, and needs no alignment.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

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
