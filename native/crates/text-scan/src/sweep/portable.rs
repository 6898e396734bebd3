//! The sweep of a processor without vectors, or without vector code of ours.

use super::{AHEAD, BEFORE, BLOCK, Tables};

/// See [`super::Mark`].
pub fn mark(tables: &Tables, window: &[u8], masks: &mut [u64]) {
    let mut in_word_before = tables.word.get(window[0]) != 0;
    for (block, mask) in masks.iter_mut().enumerate() {
        *mask = 0;
        let positions = &window[block * BLOCK..][..BEFORE + BLOCK + AHEAD];
        for (position, bytes) in positions.windows(BEFORE + 1 + AHEAD).enumerate() {
            let is_word = tables.word.get(bytes[1]) != 0;
            let is_inside = is_word && in_word_before;
            in_word_before = is_word;
            let mut groups = tables.places[0].get(bytes[1]) & tables.places[1].get(bytes[2]);
            if groups == 0 {
                continue;
            }
            groups &= tables.places[2].get(bytes[3]) & tables.places[3].get(bytes[4]);
            if is_inside {
                groups &= tables.inside.get(bytes[0]);
            }
            *mask |= u64::from(groups != 0) << position;
        }
    }
}
