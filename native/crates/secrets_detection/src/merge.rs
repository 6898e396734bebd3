use crate::patterns::Pattern;
use std::cmp::Reverse;
use std::ops::Range;

/// Something in a text that looks like a secret.
#[derive(Clone)]
pub struct Secret {
    pub pattern: &'static Pattern,
    /// Where it is, in UTF-16 code units.
    pub span: Range<usize>,
}

/// Makes one secret of those that overlap, so that nothing of either stays in the text. It has the type of the narrowest
/// pattern; of equally narrow ones, that of the one that is longer than all before it together.
pub fn merge(mut secrets: Vec<Secret>) -> Vec<Secret> {
    secrets.sort_unstable_by_key(|Secret { pattern, span }| {
        (span.start, pattern.breadth, Reverse(span.end), pattern.name)
    });
    secrets.dedup_by(|next, merged| {
        let overlaps = next.span.start < merged.span.end;
        if overlaps {
            let (breadth, so_far) = (next.pattern.breadth, merged.pattern.breadth);
            if breadth < so_far || (breadth == so_far && next.span.len() > merged.span.len()) {
                merged.pattern = next.pattern;
            }
            merged.span.end = merged.span.end.max(next.span.end);
        }
        overlaps
    });
    secrets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::PATTERNS;

    fn merged(secrets: &[(&str, Range<usize>)]) -> Vec<(&'static str, Range<usize>)> {
        let secrets = secrets.iter().map(|(name, span)| Secret {
            pattern: PATTERNS.iter().find(|pattern| pattern.name == *name).unwrap(),
            span: span.clone(),
        });
        merge(secrets.collect())
            .into_iter()
            .map(|secret| (secret.pattern.name, secret.span))
            .collect()
    }

    /// Secrets, and what becomes of them.
    type Case = (
        &'static [(&'static str, Range<usize>)],
        (&'static str, Range<usize>),
    );

    #[test]
    fn secrets_that_only_touch_stay_apart() {
        let apart = [("slack_token", 0..4), ("github_token", 4..8)];
        assert_eq!(merged(&apart), apart);
    }

    #[test]
    fn overlapping_secrets_are_one_of_the_narrowest_type() {
        let cases: [Case; 4] = [
            (
                &[("base64_24", 0..40), ("aws_access_key_id", 10..30)],
                ("aws_access_key_id", 0..40),
            ),
            (
                &[("hex_secret_32", 5..40), ("base64_24", 0..30)],
                ("hex_secret_32", 0..40),
            ),
            (
                &[("jwt_like", 0..10), ("github_token", 0..5)],
                ("github_token", 0..10),
            ),
            (
                &[("slack_token", 0..9), ("base64_24", 3..20)],
                ("slack_token", 0..20),
            ),
        ];
        for (secrets, expected) in cases {
            assert_eq!(merged(secrets), [expected]);
        }
    }

    #[test]
    fn of_equally_narrow_types_the_first_stays_unless_a_longer_one_follows() {
        let cases: [Case; 5] = [
            (
                &[("slack_token", 0..9), ("github_token", 0..9)],
                ("github_token", 0..9),
            ),
            (
                &[("slack_token", 0..9), ("github_token", 0..8)],
                ("slack_token", 0..9),
            ),
            (
                &[("slack_token", 0..9), ("github_token", 5..14)],
                ("slack_token", 0..14),
            ),
            (
                &[("slack_token", 0..9), ("github_token", 5..15)],
                ("github_token", 0..15),
            ),
            (
                &[
                    ("slack_token", 0..9),
                    ("github_token", 5..14),
                    ("google_api_key", 8..20),
                ],
                ("slack_token", 0..20),
            ),
        ];
        for (secrets, expected) in cases {
            assert_eq!(merged(secrets), [expected]);
        }
    }
}
