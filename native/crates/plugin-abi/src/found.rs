use std::ops::Range;

/// One match in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found, such as `email`.
    pub kind: &'static str,
    /// Which of the payload's texts it lies in, counted from 0 in walking order.
    pub text: u32,
    /// Where it starts, in UTF-16 code units.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Where its replacement stands in the arena of [`Found`], in bytes.
    replacement: Range<u32>,
}

/// Collects the findings of one hook call; overlaps are resolved text by text.
#[derive(Debug, Default)]
pub struct Found {
    findings: Vec<Finding>,
    replacements: String,
    text: u32,
    length: usize,
    first_of_text: usize,
}

impl Found {
    /// Records a match in the text at hand, with what stands in its place if the plugin decides to mask.
    ///
    /// # Panics
    /// If the span is empty or not inside the text; the caller sees a plugin error.
    pub fn add(&mut self, kind: &'static str, span: Range<usize>, replacement: &str) {
        self.add_with(kind, span, |out| out.push_str(replacement));
    }

    /// Like [`Found::add`], with the replacement written in place.
    pub fn add_with(&mut self, kind: &'static str, span: Range<usize>, write: impl FnOnce(&mut String)) {
        assert!(
            span.start < span.end && span.end <= self.length,
            "finding '{kind}' has the span {}..{}, which is not inside a text of length {}",
            span.start,
            span.end,
            self.length
        );
        let from = self.replacements.len() as u32;
        write(&mut self.replacements);
        let to = self.replacements.len() as u32;
        let (start, end) = (span.start as u32, span.end as u32);
        self.findings.push(Finding {
            kind,
            text: self.text,
            start,
            end,
            replacement: from..to,
        });
    }

    /// The findings in order of text and start.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings there are, over all texts.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The findings of the first text that has any.
    pub fn of_first_text(&self) -> &[Finding] {
        let Some(first) = self.findings.first() else {
            return &[];
        };
        let end = self
            .findings
            .partition_point(|finding| finding.text == first.text);
        &self.findings[..end]
    }

    /// What stands in a finding's place.
    pub fn replacement(&self, finding: &Finding) -> &str {
        &self.replacements[finding.replacement.start as usize..finding.replacement.end as usize]
    }

    /// Forgets everything, and keeps the memory.
    #[doc(hidden)]
    pub fn clear(&mut self) {
        self.findings.clear();
        self.replacements.clear();
    }

    /// The findings that follow belong to this text.
    #[doc(hidden)]
    pub fn open(&mut self, text: u32, length: usize) {
        self.text = text;
        self.length = length;
        self.first_of_text = self.findings.len();
    }

    /// Keeps, of overlapping findings, the leftmost, then the longest, then the first kind by name, then the first added.
    #[doc(hidden)]
    pub fn close(&mut self) {
        let first = self.first_of_text;
        if self.findings.len() - first < 2 {
            return;
        }
        self.findings[first..].sort_by(|a, b| {
            a.start
                .cmp(&b.start)
                .then(b.end.cmp(&a.end))
                .then_with(|| a.kind.cmp(b.kind))
        });
        let mut end = 0;
        let mut kept = first;
        for index in first..self.findings.len() {
            if self.findings[index].start >= end {
                end = self.findings[index].end;
                self.findings.swap(kept, index);
                kept += 1;
            }
        }
        self.findings.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(found: &Found) -> Vec<(&'static str, u32, u32)> {
        found
            .findings()
            .iter()
            .map(|finding| (finding.kind, finding.start, finding.end))
            .collect()
    }

    #[test]
    fn overlaps_keep_the_leftmost_then_the_longest_then_the_first_by_name() {
        let mut found = Found::default();
        found.open(0, 20);
        found.add("phone", 4..12, "");
        found.add("card", 2..9, "");
        found.add("bsn", 2..9, "");
        found.add("email", 12..14, "");
        found.close();
        assert_eq!(spans(&found), [("bsn", 2, 9), ("email", 12, 14)]);
    }

    #[test]
    fn texts_do_not_overlap_each_other() {
        let mut found = Found::default();
        for text in 0..2 {
            found.open(text, 5);
            found.add("word", 1..4, "w");
            found.close();
        }
        assert_eq!(found.len(), 2);
        assert_eq!(found.of_first_text().len(), 1);
    }

    #[test]
    #[should_panic(expected = "which is not inside a text of length 3")]
    fn a_span_outside_the_text_is_refused() {
        let mut found = Found::default();
        found.open(0, 3);
        found.add("word", 1..4, "");
    }
}
