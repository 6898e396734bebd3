//! Secrets that are known by how they begin.

use super::{ALPHANUMERIC, DIGIT, UPPER, URL_SAFE, WITH_DASH};
use mcpplugins_text_scan::{ByteSet, Cursor, Matcher, Prefix};

/// `[0-9A-Z]`
const UPPER_OR_DIGIT: ByteSet = UPPER.or(&DIGIT);
/// `[A-Za-z0-9_]`
const ALPHANUMERIC_OR_LINE: ByteSet = ALPHANUMERIC.with(b"_");
/// `[opusr]`
const GITHUB_KIND: ByteSet = ByteSet::of(b"opusr");
/// `[abpqr]`
const SLACK_KIND: ByteSet = ByteSet::of(b"abpqr");

/// `\bAKIA[0-9A-Z]{16}\b`
pub const AWS_ACCESS_KEY_ID: Matcher = Matcher::from_start(Prefix::Texts(&["AKIA"]), |at| {
    at.boundary()?
        .text("AKIA")?
        .times(&UPPER_OR_DIGIT, 16)?
        .boundary()
});

/// `\bAIza[0-9A-Za-z\-_]{35}\b`
pub const GOOGLE_API_KEY: Matcher = Matcher::from_start(Prefix::Texts(&["AIza"]), |at| {
    at.boundary()?.text("AIza")?.times(&URL_SAFE, 35)?.boundary()
});

/// `\b(?:gh[opusr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{20,})\b`
pub const GITHUB_TOKEN: Matcher = {
    let prefix = Prefix::Texts(&["gho_", "ghp_", "ghu_", "ghs_", "ghr_", "github_pat_"]);
    Matcher::from_start(prefix, |at| {
        let at = at.boundary()?;
        let value = match at.text("github_pat_") {
            Some(value) => value.times(&ALPHANUMERIC_OR_LINE, 20)?.all(&ALPHANUMERIC_OR_LINE),
            None => {
                let kind = at.text("gh")?.one(&GITHUB_KIND)?;
                kind.text("_")?.times(&ALPHANUMERIC, 36)?
            }
        };
        value.boundary()
    })
};

/// `\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}\b`
pub const STRIPE_SECRET_KEY: Matcher = {
    let prefix = Prefix::Texts(&["sk_live_", "sk_test_", "rk_live_", "rk_test_"]);
    Matcher::from_start(prefix, |at| {
        let at = at.boundary()?;
        let kind = at.text("sk_").or_else(|| at.text("rk_"))?;
        kind.text("live_")
            .or_else(|| kind.text("test_"))?
            .times(&ALPHANUMERIC, 16)?
            .all(&ALPHANUMERIC)
            .boundary()
    })
};

/// `\bxox[abpqr]-[0-9A-Za-z\-]{10,80}\b`
pub const SLACK_TOKEN: Matcher = {
    let prefix = Prefix::Texts(&["xoxa-", "xoxb-", "xoxp-", "xoxq-", "xoxr-"]);
    Matcher::from_start(prefix, |at| {
        let value = at.boundary()?.text("xox")?.one(&SLACK_KIND)?.text("-")?;
        last_boundary(value.times(&WITH_DASH, 10)?, value.run(&WITH_DASH, 10..=80)?)
    })
};

/// `-----BEGIN (?:RSA|DSA|EC|OPENSSH) PRIVATE KEY-----`
pub const PRIVATE_KEY_BLOCK: Matcher = Matcher::from_start(Prefix::Texts(&["-----BEGIN "]), |at| {
    let kind = at.text("-----BEGIN ")?;
    ["RSA", "DSA", "EC", "OPENSSH"]
        .iter()
        .find_map(|name| kind.text(name))?
        .text(" PRIVATE KEY-----")
});

/// The last `\b` from `least` to `most`, between which all characters have one unit.
pub fn last_boundary<'a>(least: Cursor<'a>, most: Cursor<'a>) -> Option<Cursor<'a>> {
    let mut at = most;
    loop {
        if at.boundary().is_some() {
            return Some(at);
        }
        if at.at() == least.at() {
            return None;
        }
        at = at.back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mcpplugins_text_scan::twin::matches;

    /// Checks what is found where `$` stands for so many characters of a secret.
    fn check(matcher: Matcher, count: usize, cases: &[(&str, &[&str])]) {
        let filled = |text: &str| text.replace('$', &"x7".repeat(count)[..count]);
        for (text, expected) in cases {
            let expected: Vec<String> = expected.iter().map(|found| filled(found)).collect();
            assert_eq!(matches(matcher, &filled(text)), expected, "{text}");
        }
    }

    #[test]
    fn an_access_key_id_has_sixteen_capitals_or_digits() {
        for (text, found) in [
            ("id=@0123456789ABCDEF.", true),
            ("@0123456789ABCDE", false),
            ("@0123456789ABCDEFG", false),
            ("@0123456789ABCDEf", false),
            ("x@0123456789ABCDEF", false),
            ("@0123456789ABCDEF\u{e9}", false),
        ] {
            let is_found = |id| !matches(AWS_ACCESS_KEY_ID, &text.replace('@', id)).is_empty();
            assert_eq!(is_found("AKIA"), found, "{text}");
            assert!(!is_found("akia"), "{text}");
        }
    }

    #[test]
    fn a_google_key_has_thirty_five_characters_before_a_boundary() {
        check(
            GOOGLE_API_KEY,
            34,
            &[
                ("(AIza$x)", &["AIza$x"]),
                ("AIza$-", &[]),
                ("AIza$-x", &["AIza$-"]),
                ("AIza$xy", &[]),
                ("AIza$", &[]),
            ],
        );
    }

    #[test]
    fn a_github_token_is_short_or_fine_grained() {
        check(
            GITHUB_TOKEN,
            36,
            &[
                ("ghp_$ gho_$", &["ghp_$", "gho_$"]),
                ("ghx_$ ghp-$ Ghp_$", &[]),
                ("ghp_$a ghp_$_", &[]),
                ("x-ghr_$-x", &["ghr_$"]),
            ],
        );
        check(
            GITHUB_TOKEN,
            19,
            &[
                ("github_pat_$_", &["github_pat_$_"]),
                ("github_pat_$_$$$", &["github_pat_$_$$$"]),
                ("github_pat_$", &[]),
                ("github_pat_$_\u{e9}", &[]),
                ("github_pat-$_", &[]),
            ],
        );
    }

    #[test]
    fn a_stripe_key_is_of_a_kind_and_a_mode() {
        check(
            STRIPE_SECRET_KEY,
            16,
            &[
                ("sk_live_$", &["sk_live_$"]),
                ("rk_test_$$", &["rk_test_$$"]),
                ("pk_live_$ sk_prod_$ sk_live_$_", &[]),
                ("my_sk_live_$", &[]),
            ],
        );
    }

    #[test]
    fn a_slack_token_ends_at_the_last_boundary_within_eighty_characters() {
        check(
            SLACK_TOKEN,
            10,
            &[
                ("xoxb-$", &["xoxb-$"]),
                ("xoxb-$--", &["xoxb-$"]),
                ("xoxb-$-$\u{e9}", &["xoxb-$-"]),
                ("xoxb-$\u{e9}", &[]),
                ("xoxc-$ xoxb$ xoxb-123456789", &[]),
                ("xoxb-$$$$$$$$", &["xoxb-$$$$$$$$"]),
                ("xoxb-$$$$$$$$x", &[]),
                ("xoxb-$$$$$$$-xxxxxxxxx-x", &["xoxb-$$$$$$$-xxxxxxxxx"]),
            ],
        );
    }

    #[test]
    fn a_private_key_is_known_by_its_first_line() {
        for name in ["RSA", "DSA", "EC", "OPENSSH"] {
            let line = format!("-----BEGIN {name} PRIVATE KEY-----");
            assert_eq!(matches(PRIVATE_KEY_BLOCK, &format!("x--{line}-")), [line]);
        }
        for line in [
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN RSA PUBLIC KEY-----",
            "----BEGIN EC PRIVATE KEY-----",
            "-----BEGIN EC PRIVATE KEY----",
            "-----begin EC PRIVATE KEY-----",
        ] {
            assert!(matches(PRIVATE_KEY_BLOCK, line).is_empty(), "{line}");
        }
    }
}
