use crate::config::Config;
use mcpplugins_abi::{Decision, Finding, Found, Hook, Violation};
use serde_json::{Map, Value, json};

/// What becomes of a payload: nothing, redacted, or blocked. A config can block payloads in which nothing was found.
pub fn decide(config: &Config, found: &Found, at: Hook) -> Decision {
    let blocks = blocks(config, found);
    if found.is_empty() && !blocks {
        return Decision::allow();
    }
    Decision {
        deny: blocks.then(|| violation(at, found.findings())),
        mask: config.redact,
        log: None,
    }
}

fn blocks(config: &Config, found: &Found) -> bool {
    config.block_on_detection && found.len() as u64 >= config.min_findings_to_block
}

fn violation(at: Hook, findings: &[Finding]) -> Violation {
    let place = match at {
        Hook::PromptPreFetch => "prompt arguments",
        Hook::ToolPreInvoke => "tool arguments",
        Hook::ToolPostInvoke => "tool result",
        Hook::ResourcePostFetch => "resource content",
        _ => unreachable!("the plugin does not look at {}", at.name()),
    };
    let examples: Vec<_> = findings
        .iter()
        .map(|finding| json!({ "type": finding.kind }))
        .collect();
    Violation::new(
        "SECRETS_DETECTED",
        "Secrets detected",
        format!("Potential secrets detected in {place}"),
    )
    .detail("count", findings.len())
    .detail("examples", examples)
}

/// How much was found and what became of it.
pub fn metrics(config: &Config, found: &Found) -> Map<String, Value> {
    let (total, blocked) = (found.len(), blocks(config, found));
    let mut types: Vec<_> = found.findings().iter().map(|finding| finding.kind).collect();
    types.sort_unstable();
    types.dedup();
    [
        ("total_detections", json!(total)),
        (
            "total_masked",
            json!(if config.redact && !blocked { total } else { 0 }),
        ),
        ("total_blocked", json!(if blocked { total } else { 0 })),
        ("secret_types", json!(types)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kinds: &[&'static str]) -> Found {
        let mut found = Found::default();
        found.open(0, kinds.len());
        for (start, kind) in kinds.iter().enumerate() {
            found.add(kind, start..start + 1, "");
        }
        found.close();
        found
    }

    fn config(config: Value) -> Config {
        serde_json::from_value(config).unwrap()
    }

    fn decision(given: Value, kinds: &[&'static str], at: Hook) -> Value {
        serde_json::to_value(decide(&config(given), &found(kinds), at)).unwrap()
    }

    const THREE: &[&str] = &["slack_token", "github_token", "slack_token"];

    #[test]
    fn nothing_found_is_nothing_to_do() {
        let decision = decision(json!({}), &[], Hook::ToolPreInvoke);
        assert_eq!(decision, json!({ "mask": false }));
    }

    #[test]
    fn a_threshold_of_0_blocks_whatever_is_found() {
        let decision = decision(json!({ "min_findings_to_block": 0 }), &[], Hook::ToolPreInvoke);
        assert_eq!(decision["deny"]["details"], json!({ "count": 0, "examples": [] }));
    }

    #[test]
    fn what_was_found_is_counted_by_what_became_of_it() {
        for (given, kinds, expected) in [
            (
                json!({ "redact": true }),
                THREE,
                json!({
                    "total_detections": 3,
                    "total_masked": 0,
                    "total_blocked": 3,
                    "secret_types": ["github_token", "slack_token"],
                }),
            ),
            (
                json!({ "redact": true, "min_findings_to_block": 4 }),
                THREE,
                json!({
                    "total_detections": 3,
                    "total_masked": 3,
                    "total_blocked": 0,
                    "secret_types": ["github_token", "slack_token"],
                }),
            ),
            (
                json!({ "min_findings_to_block": 0 }),
                &[],
                json!({ "total_detections": 0, "total_masked": 0, "total_blocked": 0, "secret_types": [] }),
            ),
        ] {
            assert_eq!(Value::from(metrics(&config(given), &found(kinds))), expected);
        }
    }

    #[test]
    fn a_call_is_blocked_with_the_words_of_its_hook() {
        for (hook, place) in [
            (Hook::PromptPreFetch, "prompt arguments"),
            (Hook::ToolPreInvoke, "tool arguments"),
            (Hook::ToolPostInvoke, "tool result"),
            (Hook::ResourcePostFetch, "resource content"),
        ] {
            assert_eq!(
                decision(json!({ "redact": true }), THREE, hook).to_string(),
                json!({
                    "deny": {
                        "reason": "Secrets detected",
                        "description": format!("Potential secrets detected in {place}"),
                        "code": "SECRETS_DETECTED",
                        "details": {
                            "count": 3,
                            "examples": [{ "type": "slack_token" }, { "type": "github_token" }, { "type": "slack_token" }],
                        },
                    },
                    "mask": true,
                })
                .to_string()
            );
        }
    }

    #[test]
    fn below_the_threshold_a_call_goes_on_and_is_redacted_if_the_config_says_so() {
        for redact in [true, false] {
            let config = json!({ "redact": redact, "min_findings_to_block": 4 });
            let decision = decision(config, THREE, Hook::ToolPostInvoke);
            assert_eq!(decision["mask"], redact);
            assert_eq!(decision.get("deny"), None);
        }
    }

    #[test]
    fn nothing_is_blocked_where_the_config_says_so() {
        let config = json!({ "block_on_detection": false, "min_findings_to_block": 0 });
        assert_eq!(decision(config, THREE, Hook::ToolPreInvoke).get("deny"), None);
    }
}
