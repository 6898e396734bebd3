use super::Twin;
use super::random::Random;
use crate::Scanner;
use mcpplugins_abi::Text;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long the text is, in bytes.
const LENGTH: usize = 100_000;
/// How often both take their turn.
const ROUNDS: usize = 200;

/// What a tool could say in which there is nothing to find.
const WORDS: &[&str] = &[
    "the", "a", "of", "and", "to", "in", "is", "for", "on", "with", "was", "that", "by", "from", "this",
    "when", "order", "meeting", "report", "results", "weather", "station", "library", "customer", "please",
    "review", "update", "draft", "building", "budget", "quarter", "window", "between", "tomorrow", "Monday",
    "Berlin", "version", "3", "12", "2.5", "40%",
];

/// The program that compares a plugin's search with its bare sweep, in turns, on the same clean text.
///
/// # Panics
/// If the plugin finds something in it.
pub fn run_speed(twin: &Twin<'_>) {
    let text = clean_text();
    let text = Text::from_latin1(&text);
    let scanner = Scanner::new(twin.matchers.iter().copied());
    let (mut swept, mut searched) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(scanner.count_candidates(black_box(text)));
        swept = swept.min(start.elapsed());
        let start = Instant::now();
        let report = (twin.find)(black_box(text));
        searched = searched.min(start.elapsed());
        assert!(report.is_empty(), "the text is not clean: {report:?}");
    }
    let speed = |time: Duration| LENGTH as f64 / time.as_nanos() as f64;
    println!(
        "{LENGTH} bytes of clean text: swept at {:.1} GB/s, searched at {:.1} GB/s, {:.2} of it",
        speed(swept),
        speed(searched),
        swept.as_secs_f64() / searched.as_secs_f64()
    );
}

fn clean_text() -> Vec<u8> {
    let mut random = Random::new(1);
    let mut text = Vec::new();
    while text.len() < LENGTH {
        text.extend_from_slice(random.pick(WORDS).as_bytes());
        text.extend_from_slice(
            random
                .pick(&[" ", " ", " ", " ", " ", ", ", ". ", "\n"])
                .as_bytes(),
        );
    }
    text.truncate(LENGTH);
    text
}
