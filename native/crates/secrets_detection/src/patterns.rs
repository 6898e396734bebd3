use crate::config::Config;
use crate::matchers;
use mcpplugins_text_scan::Matcher;

/// What a kind of secret looks like.
pub struct Pattern {
    /// The name in configs and results.
    pub name: &'static str,
    /// How much can be something else: of secrets that overlap, the type with the lowest number is reported.
    pub breadth: u8,
    is_on: bool,
    pub matcher: Matcher,
}

impl Pattern {
    /// Whether a config asks for it.
    pub fn is_enabled(&self, config: &Config) -> bool {
        config.enabled.get(self.name).copied().unwrap_or(self.is_on)
    }
}

/// The patterns, those that are off unless a config asks for them last.
pub static PATTERNS: [Pattern; 11] = [
    on("aws_access_key_id", matchers::AWS_ACCESS_KEY_ID),
    on("aws_secret_access_key", matchers::AWS_SECRET_ACCESS_KEY),
    on("google_api_key", matchers::GOOGLE_API_KEY),
    on("github_token", matchers::GITHUB_TOKEN),
    on("stripe_secret_key", matchers::STRIPE_SECRET_KEY),
    on("slack_token", matchers::SLACK_TOKEN),
    on("private_key_block", matchers::PRIVATE_KEY_BLOCK),
    off(
        "generic_api_key_assignment",
        1,
        matchers::GENERIC_API_KEY_ASSIGNMENT,
    ),
    off("jwt_like", 1, matchers::JWT_LIKE),
    off("hex_secret_32", 2, matchers::HEX_SECRET_32),
    off("base64_24", 3, matchers::BASE64_24),
];

const fn on(name: &'static str, matcher: Matcher) -> Pattern {
    Pattern {
        name,
        breadth: 0,
        is_on: true,
        matcher,
    }
}

const fn off(name: &'static str, breadth: u8, matcher: Matcher) -> Pattern {
    Pattern {
        name,
        breadth,
        is_on: false,
        matcher,
    }
}
