use crate::class::{OTHER, PLAIN, UNKNOWN, WORD};
use crate::classify::class_of;
#[cfg(target_arch = "x86_64")]
use crate::x86;
use std::sync::LazyLock;

/// How many units a page has. What is known of a unit is known of its page.
const PAGE: usize = 64;
const PAGES: usize = 0x1_0000 / PAGE;

/// What stands for the units of each page that are not ASCII.
static NARROW: LazyLock<[u8; PAGES]> = LazyLock::new(|| {
    std::array::from_fn(|page| {
        let is_plain = |unit| {
            char::from_u32(unit).is_some_and(|unit| matches!(class_of(unit), WORD | OTHER) || unit.is_ascii())
        };
        let first = (page * PAGE) as u32;
        if (first..first + PAGE as u32).all(is_plain) {
            PLAIN
        } else {
            UNKNOWN
        }
    })
});

/// A bit for each page, set if it is not plain.
#[cfg(target_arch = "x86_64")]
static UNKNOWN_PAGES: LazyLock<[u8; PAGES / 8]> = LazyLock::new(|| {
    std::array::from_fn(|byte| {
        let bits = NARROW[byte * 8..][..8].iter().enumerate();
        bits.fold(0, |bits, (bit, &narrow)| {
            bits | u8::from(narrow == UNKNOWN) << bit
        })
    })
});

/// Writes a byte for each unit of a text: an ASCII character itself, [`PLAIN`] or [`UNKNOWN`].
pub fn narrow_units(units: &[u16], into: &mut [u8]) {
    let done = narrow_vectors(units, into);
    for (into, &unit) in into[done..].iter_mut().zip(&units[done..]) {
        *into = narrow_unit(unit);
    }
}

/// Narrows units at the beginning as far as there is vector code for it, and returns how many.
#[cfg(target_arch = "x86_64")]
fn narrow_vectors(units: &[u16], into: &mut [u8]) -> usize {
    if !is_x86_feature_detected!("avx512vbmi") || !is_x86_feature_detected!("avx512bw") {
        return 0;
    }
    // SAFETY: the processor has just been asked.
    unsafe { x86::narrow_vbmi(units, &UNKNOWN_PAGES, PLAIN, UNKNOWN, into) }
}

#[cfg(not(target_arch = "x86_64"))]
fn narrow_vectors(_units: &[u16], _into: &mut [u8]) -> usize {
    0
}

/// The same of a text that is in bytes, as units below U+0100 are.
pub fn narrow_bytes(bytes: &[u8], into: &mut [u8]) {
    for (into, &byte) in into.iter_mut().zip(bytes) {
        *into = match byte {
            0..0x80 => byte,
            // Among them are spaces.
            0x80..0xc0 => UNKNOWN,
            0xc0.. => PLAIN,
        };
    }
}

fn narrow_unit(unit: u16) -> u8 {
    if unit < 0x80 {
        unit as u8
    } else {
        NARROW[usize::from(unit) / PAGE]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::{DIGIT, KELVIN, LONG_S, SPACE};
    use crate::classify::class_at;
    use mcpplugins_abi::Text;

    #[test]
    fn every_unit_is_told_as_it_is() {
        let units: Vec<u16> = (0..=0xffff).collect();
        let mut narrowed = vec![0; units.len()];
        narrow_units(&units, &mut narrowed);
        for (&unit, &byte) in units.iter().zip(&narrowed) {
            assert_eq!(byte, narrow_unit(unit), "{unit:#x}");
            match class_at(Text::from_utf16(&[unit]), 0) {
                ascii @ 0..0x80 => assert_eq!(byte, ascii),
                DIGIT | SPACE | LONG_S | KELVIN => assert_eq!(byte, UNKNOWN, "{unit:#x}"),
                _ => assert!(matches!(byte, PLAIN | UNKNOWN), "{unit:#x}"),
            }
        }
        assert!((0xd800..0xe000).all(|surrogate| narrowed[surrogate] == UNKNOWN));
        assert!(narrowed[0x4e00..0x9fff].iter().all(|&byte| byte == PLAIN));
    }

    #[test]
    fn both_widths_are_narrowed_alike() {
        let bytes: Vec<u8> = (0..=0xff).collect();
        let units: Vec<u16> = (0..=0xff).collect();
        let (mut some, mut others) = ([0; 256], [0; 256]);
        narrow_bytes(&bytes, &mut some);
        narrow_units(&units, &mut others);
        assert_eq!(some, others);
    }

    #[test]
    fn every_length_is_narrowed_to_its_end() {
        let units: Vec<u16> = (0..300).map(|at| 0x4e + at * 0x35).collect();
        for length in 0..units.len() {
            let mut narrowed = vec![0; length];
            narrow_units(&units[..length], &mut narrowed);
            let expected: Vec<u8> = units[..length].iter().map(|&unit| narrow_unit(unit)).collect();
            assert_eq!(narrowed, expected, "{length}");
        }
    }
}
