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

/// Eight bits for each number of seven bits, ready to be looked up for 64 of them at once.
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

    /// The bits of each byte, by its low seven bits.
    #[target_feature(enable = "avx512bw,avx512vbmi")]
    #[inline]
    pub fn get(self, bytes: __m512i) -> __m512i {
        _mm512_permutex2var_epi8(self.low, bytes, self.high)
    }
}

/// Narrows units, 64 at once, and returns how many: an ASCII unit to itself, any other to `unknown` if the bit of its page of 64
/// is set in `unknown_pages`, or else to `plain`.
#[target_feature(enable = "avx512bw,avx512vbmi")]
pub fn narrow_vbmi(
    units: &[u16],
    unknown_pages: &[u8; 128],
    plain: u8,
    unknown: u8,
    into: &mut [u8],
) -> usize {
    let pages = Lookup64::new(unknown_pages);
    let bits = _mm512_set1_epi64(i64::from_le_bytes([1, 2, 4, 8, 16, 32, 64, 128]));
    let (plain, unknown) = (_mm512_set1_epi8(plain as i8), _mm512_set1_epi8(unknown as i8));
    let low_bytes = load_64(&LOW_BYTES);
    let high_bytes = _mm512_or_si512(low_bytes, _mm512_set1_epi8(1));
    let chunks = units.as_chunks::<64>().0.iter().zip(into.as_chunks_mut::<64>().0);
    let mut done = 0;
    for (units, into) in chunks {
        let (halves, _) = units.as_chunks::<32>();
        let [first, second] = [load_units(&halves[0]), load_units(&halves[1])];
        let low = _mm512_permutex2var_epi8(first, low_bytes, second);
        let high = _mm512_permutex2var_epi8(first, high_bytes, second);
        let is_other = _mm512_movepi8_mask(low) | _mm512_test_epi8_mask(high, high);
        let narrowed = if is_other == 0 {
            low
        } else {
            // Of the ten bits of a page, seven tell the byte, and three the bit in it. There are no shifts of bytes: what comes
            // over from a neighbour is not looked at, or masked.
            let byte = pages.get(_mm512_srli_epi16::<1>(high));
            let upper = _mm512_and_si512(_mm512_slli_epi16::<2>(high), _mm512_set1_epi8(4));
            let lower = _mm512_and_si512(_mm512_srli_epi16::<6>(low), _mm512_set1_epi8(3));
            let bit = _mm512_shuffle_epi8(bits, _mm512_or_si512(upper, lower));
            let other = _mm512_mask_blend_epi8(_mm512_test_epi8_mask(byte, bit), plain, unknown);
            _mm512_mask_blend_epi8(is_other, low, other)
        };
        store_64(into, narrowed);
        done += 64;
    }
    done
}

/// The places of the low bytes of units.
const LOW_BYTES: [u8; 64] = {
    let mut places = [0; 64];
    let mut unit = 0;
    while unit < 64 {
        places[unit] = 2 * unit as u8;
        unit += 1;
    }
    places
};

#[target_feature(enable = "avx512bw")]
#[inline]
fn load_units(units: &[u16; 32]) -> __m512i {
    // SAFETY: it reads exactly the array, and needs no alignment.
    unsafe { _mm512_loadu_si512(units.as_ptr().cast()) }
}

#[target_feature(enable = "avx512bw")]
#[inline]
fn store_64(into: &mut [u8; 64], bytes: __m512i) {
    // SAFETY: it writes exactly the array, and needs no alignment.
    unsafe { _mm512_storeu_si512(into.as_mut_ptr().cast(), bytes) }
}

#[target_feature(enable = "avx512bw")]
#[inline]
pub fn load_64(bytes: &[u8; 64]) -> __m512i {
    // SAFETY: it reads exactly the array, and needs no alignment.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

/// Loads 64 bytes from a place on, which may be before the bytes; what is outside of them is `outside`.
#[target_feature(enable = "avx512bw")]
#[inline]
pub fn load_part(bytes: &[u8], from: isize, outside: u8) -> __m512i {
    let first = from.min(0).unsigned_abs().min(64);
    let behind = (bytes.len() as isize - from).clamp(0, 64) as usize;
    let lanes = |count: usize| if count == 64 { u64::MAX } else { (1 << count) - 1 };
    let inside = lanes(behind) & !lanes(first);
    let outside = _mm512_set1_epi8(outside as i8);
    // SAFETY: it reads only the bytes of lanes that are inside, and needs no alignment.
    unsafe { _mm512_mask_loadu_epi8(outside, inside, bytes.as_ptr().wrapping_offset(from).cast()) }
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
