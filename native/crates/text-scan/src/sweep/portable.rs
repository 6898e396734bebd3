//! The sweep of a processor without vectors, or without vector code of ours.

use super::{AHEAD, BEFORE, BLOCK, Tables};

/// See [`super::Mark`].
pub fn mark(tables: &Tables, window: &[u8], masks: &mut [u64]) {
    let exact = &tables.exact;
    let groups_of = |table: &[u8; 128], byte: u8| table[usize::from(byte & 0x7f)];
    for (block, mask) in masks.iter_mut().enumerate() {
        *mask = 0;
        let positions = &window[block * BLOCK..][..BEFORE + BLOCK + AHEAD];
        for (position, bytes) in positions.windows(BEFORE + 1 + AHEAD).enumerate() {
            let [before, first, second, third, fourth] = *bytes else {
                unreachable!("a window has a byte for each place");
            };
            let mut groups = groups_of(&exact.places[0], first) & groups_of(&exact.places[1], second);
            if groups == 0 {
                continue;
            }
            groups &= groups_of(&exact.places[2], third) & groups_of(&exact.places[3], fourth);
            groups &= groups_of(&exact.after, before) | groups_of(&exact.outside, first);
            *mask |= u64::from(groups != 0) << position;
        }
    }
}
