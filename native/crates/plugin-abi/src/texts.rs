use crate::Text;
use std::ops::Range;

/// All strings of one payload, end to end.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    whole: Text<'a>,
    ends: &'a [u32],
}

impl<'a> Texts<'a> {
    /// The texts that end at these offsets.
    ///
    /// # Panics
    /// If the offsets decrease, or if the last one is not the length of the whole.
    pub fn new(whole: Text<'a>, ends: &'a [u32]) -> Self {
        assert!(ends.is_sorted(), "the texts' ends must not decrease");
        let end = ends.last().copied().unwrap_or(0);
        assert_eq!(end as usize, whole.len(), "the last text must end with the whole");
        Texts { whole, ends }
    }

    /// All of them as one.
    #[inline]
    pub fn whole(self) -> Text<'a> {
        self.whole
    }

    /// Where each ends in the whole.
    pub fn ends(self) -> &'a [u32] {
        self.ends
    }

    /// How many there are.
    #[inline]
    pub fn count(self) -> usize {
        self.ends.len()
    }

    /// Where one of them is in the whole.
    ///
    /// # Panics
    /// If there are not so many.
    #[inline]
    pub fn range(self, index: usize) -> Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[index] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_begins_where_the_one_before_ends() {
        let texts = Texts::new(Text::from_latin1(b"onetwo"), &[3, 3, 6]);
        let ranges: Vec<_> = (0..texts.count()).map(|index| texts.range(index)).collect();
        assert_eq!(ranges, [0..3, 3..3, 3..6]);
        assert_eq!(Texts::new(Text::from_latin1(b""), &[]).count(), 0);
    }

    #[test]
    #[should_panic(expected = "must not decrease")]
    fn ends_that_decrease_are_refused() {
        Texts::new(Text::from_latin1(b"one"), &[4, 3]);
    }

    #[test]
    #[should_panic(expected = "must end with the whole")]
    fn a_whole_that_goes_on_after_the_last_text_is_refused() {
        Texts::new(Text::from_latin1(b"one"), &[2]);
    }
}
