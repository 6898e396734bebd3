use crate::config::Config;
use mcpplugins_abi::{Decision, Finding, Found, Hook, Level, Violation};
use serde_json::{Map, Value, json};

const MAX_TYPES_IN_METRICS: usize = 32;

/// What becomes of a payload: nothing, masked, or blocked.
pub fn decide(config: &Config, found: &Found, at: Hook) -> Decision {
    if found.is_empty() {
        return Decision::allow();
    }
    let blocks = config.block_on_detection;
    if !blocks && !config.log_detections {
        return Decision::mask();
    }
    let counted = counted(config, found, at);
    let types = types_of(counted);
    let decision = if blocks {
        Decision::deny(violation(at, &types, counted.len()))
    } else {
        Decision::mask()
    };
    if !config.log_detections {
        return decision;
    }
    let (level, action) = if blocks {
        (Level::Warning, "blocked")
    } else {
        (Level::Info, "masked")
    };
    let (hook, total, types) = (at.name(), counted.len(), types.join(","));
    decision.with_log(
        level,
        format!("PII detected during {hook}: action={action} total={total} types={types}"),
    )
}

/// A blocked prompt result is reported by its first message with findings; the check would go no further.
fn counted<'a>(config: &Config, found: &'a Found, at: Hook) -> &'a [Finding] {
    if config.block_on_detection && at == Hook::PromptPostFetch {
        found.of_first_text()
    } else {
        found.findings()
    }
}

fn types_of(findings: &[Finding]) -> Vec<&'static str> {
    let mut types: Vec<_> = findings.iter().map(|finding| finding.kind).collect();
    types.sort_unstable();
    types.dedup();
    types
}

fn violation(at: Hook, types: &[&str], count: usize) -> Violation {
    let (code, reason, description) = match at {
        Hook::PromptPreFetch => (
            "PII_DETECTED",
            "PII detected in prompt arguments",
            "Sensitive information detected in prompt arguments",
        ),
        Hook::PromptPostFetch => (
            "PII_DETECTED_IN_PROMPT_RESULT",
            "PII detected in prompt messages",
            "Sensitive information detected in prompt result",
        ),
        Hook::ToolPreInvoke => (
            "PII_DETECTED_IN_TOOL_ARGS",
            "PII detected in tool arguments",
            "Sensitive information detected in tool arguments",
        ),
        Hook::ToolPostInvoke => (
            "PII_DETECTED_IN_TOOL_RESULT",
            "PII detected in tool result",
            "Sensitive information detected in tool result",
        ),
        _ => unreachable!("the plugin does not look at {}", at.name()),
    };
    Violation::new(code, reason, description)
        .detail("detected_types", types)
        .detail("count", count)
}

/// How much was found and what became of it.
pub fn metrics(config: &Config, found: &Found, at: Hook) -> Map<String, Value> {
    let counted = counted(config, found, at);
    let (types, total) = (types_of(counted), counted.len());
    let reported = &types[..types.len().min(MAX_TYPES_IN_METRICS)];
    [
        ("total_detections", json!(total)),
        (
            "total_masked",
            json!(if config.block_on_detection { 0 } else { total }),
        ),
        ("detection_types", json!(reported)),
        ("stage", json!(at.name())),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_texts() -> Found {
        let mut found = Found::default();
        for (text, kinds) in [(0, vec!["ssn", "email", "ssn"]), (1, vec![]), (2, vec!["phone"])] {
            found.open(text, 10);
            for (start, kind) in kinds.into_iter().enumerate() {
                found.add(kind, start..start + 1, "");
            }
            found.close();
        }
        found
    }

    fn decision(block: bool, at: Hook) -> Value {
        let config = Config {
            block_on_detection: block,
            log_detections: true,
            ..Config::default()
        };
        serde_json::to_value(decide(&config, &two_texts(), at)).unwrap()
    }

    #[test]
    fn nothing_found_is_nothing_to_do() {
        assert_eq!(
            decide(&Config::default(), &Found::default(), Hook::ToolPreInvoke),
            Decision::allow()
        );
    }

    #[test]
    fn findings_are_masked_and_counted() {
        assert_eq!(
            decision(false, Hook::PromptPostFetch).to_string(),
            json!({
                "mask": true,
                "log": {
                    "level": "info",
                    "message": "PII detected during prompt_post_fetch: action=masked total=4 types=email,phone,ssn",
                },
            })
            .to_string()
        );
    }

    #[test]
    fn a_call_is_blocked_with_the_words_of_its_hook() {
        for (hook, code, reason, description) in [
            (
                Hook::PromptPreFetch,
                "PII_DETECTED",
                "PII detected in prompt arguments",
                "Sensitive information detected in prompt arguments",
            ),
            (
                Hook::ToolPreInvoke,
                "PII_DETECTED_IN_TOOL_ARGS",
                "PII detected in tool arguments",
                "Sensitive information detected in tool arguments",
            ),
            (
                Hook::ToolPostInvoke,
                "PII_DETECTED_IN_TOOL_RESULT",
                "PII detected in tool result",
                "Sensitive information detected in tool result",
            ),
        ] {
            assert_eq!(
                decision(true, hook).to_string(),
                json!({
                    "deny": {
                        "reason": reason,
                        "description": description,
                        "code": code,
                        "details": { "detected_types": ["email", "phone", "ssn"], "count": 4 },
                    },
                    "mask": false,
                    "log": {
                        "level": "warning",
                        "message": format!("PII detected during {}: action=blocked total=4 types=email,phone,ssn", hook.name()),
                    },
                })
                .to_string()
            );
        }
    }

    #[test]
    fn a_blocked_prompt_result_counts_the_first_message_with_findings() {
        let decision = decision(true, Hook::PromptPostFetch);
        assert_eq!(
            decision["deny"],
            json!({
                "reason": "PII detected in prompt messages",
                "description": "Sensitive information detected in prompt result",
                "code": "PII_DETECTED_IN_PROMPT_RESULT",
                "details": { "detected_types": ["email", "ssn"], "count": 3 },
            })
        );
        assert_eq!(
            decision["log"]["message"],
            "PII detected during prompt_post_fetch: action=blocked total=3 types=email,ssn"
        );
    }

    #[test]
    fn what_was_found_is_counted_by_what_became_of_it() {
        let of = |block_on_detection, at| {
            let config = Config {
                block_on_detection,
                ..Config::default()
            };
            Value::from(metrics(&config, &two_texts(), at))
        };
        assert_eq!(
            of(false, Hook::PromptPostFetch),
            json!({
                "total_detections": 4,
                "total_masked": 4,
                "detection_types": ["email", "phone", "ssn"],
                "stage": "prompt_post_fetch",
            })
        );
        assert_eq!(of(true, Hook::ToolPreInvoke)["total_masked"], 0);
        assert_eq!(of(true, Hook::PromptPostFetch)["total_detections"], 3);
    }

    #[test]
    fn nothing_is_logged_unless_the_config_asks_for_it() {
        assert_eq!(
            decide(&Config::default(), &two_texts(), Hook::ToolPreInvoke).log,
            None
        );
    }
}
