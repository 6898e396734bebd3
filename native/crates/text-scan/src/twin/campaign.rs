use super::random::Random;
use super::texts::TRAPS;
use super::{Comparison, Match, Twin, corpus};
use std::collections::HashSet;
use std::env;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A long search for a text on which a plugin and its expressions differ. Texts that match in a new way are kept, and others are
/// made from them.
pub struct Campaign<'a> {
    comparison: Comparison<'a>,
    random: Random,
    kept: Vec<Vec<u16>>,
    known: HashSet<Vec<(usize, usize)>>,
}

/// The longest text, in units: long enough for several strips of a sweep.
const LONGEST: usize = 1_200;
/// The most texts that are kept.
const MOST_KEPT: usize = 20_000;

impl<'a> Campaign<'a> {
    /// A campaign that begins with the texts of the twin's corpus.
    pub fn new(twin: &'a Twin<'a>, seed: u64) -> Self {
        Campaign {
            comparison: Comparison::new(twin),
            random: Random::new(seed),
            kept: corpus::parse(twin.corpus).collect(),
            known: HashSet::new(),
        }
    }

    /// Compares texts for so long. How many, and the first difference.
    pub fn run(&mut self, time: Duration) -> (u64, Option<String>) {
        let start = Instant::now();
        let mut count = 0;
        while start.elapsed() < time {
            let fresh: Vec<_> = self.comparison.texts(count + 1).take(8).collect();
            for text in fresh {
                let text = if self.random.below(4) == 0 {
                    text
                } else {
                    self.changed(&text)
                };
                count += 1;
                let matches = self.comparison.matches(&text);
                if let Some(difference) = self.comparison.difference(&text, &matches) {
                    return (count, Some(format!("{difference}\nin {}", corpus::line(&text))));
                }
                self.keep(text, &matches);
            }
        }
        (count, None)
    }

    /// The lines of the shortest texts that were kept.
    pub fn corpus(&self, most: usize) -> String {
        let mut lines: Vec<String> = self.kept.iter().map(|text| corpus::line(text)).collect();
        lines.sort_by_key(|line| (line.len(), line.clone()));
        lines.dedup();
        lines.iter().take(most).map(|line| format!("{line}\n")).collect()
    }

    /// Keeps a text in which a combination of patterns, with their rough lengths, is new.
    fn keep(&mut self, text: Vec<u16>, matches: &[Match]) {
        let kind = matches
            .iter()
            .map(|(pattern, span)| (*pattern, span.len() / 8))
            .collect();
        if matches.len() <= 3 && self.known.insert(kind) && self.kept.len() < MOST_KEPT {
            self.kept.push(text);
        }
    }

    /// A kept text with a few changes, some of which take parts of a fresh one.
    fn changed(&mut self, fresh: &[u16]) -> Vec<u16> {
        let random = &mut self.random;
        if self.kept.is_empty() {
            return fresh.to_vec();
        }
        let mut text = random.pick(&self.kept).clone();
        for _ in 0..=random.below(4) {
            let at = random.below(text.len() + 1);
            let to = at + random.below((text.len() - at).min(12) + 1);
            match random.below(6) {
                0 => {
                    let traps: Vec<char> = TRAPS.chars().collect();
                    let trap = random.pick(&traps).encode_utf16(&mut [0; 2]).to_vec();
                    text.splice(at..to.min(at + 1), trap);
                }
                1 => drop(text.drain(at..to)),
                2 => {
                    let doubled = text[at..to].to_vec();
                    text.splice(at..at, doubled);
                }
                3 => {
                    let filler = *random.pick(&[u16::from(b' '), u16::from(b'x'), u16::from(b'1'), 0x4e2d]);
                    text.splice(at..at, vec![filler; random.below(70)]);
                }
                4 => drop(text.splice(at..to, fresh.iter().copied())),
                _ => {
                    let other = random.pick(&self.kept).clone();
                    text.splice(at..at, other);
                }
            }
            text.truncate(LONGEST);
        }
        text
    }
}

/// The program of a campaign: `[--seconds N] [--seed N] [--corpus FILE]`, where the texts that were kept are written to the file.
pub fn run_campaign(twin: &Twin<'_>) -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    let option = |name: &str| {
        arguments
            .windows(2)
            .find(|pair| pair[0] == name)
            .map(|pair| pair[1].as_str())
    };
    let number = |name, default| option(name).map_or(default, |text| text.parse().expect("a number"));
    let mut campaign = Campaign::new(twin, number("--seed", 1));
    let (count, difference) = campaign.run(Duration::from_secs(number("--seconds", 60)));
    println!("{count} texts, {} kept", campaign.kept.len());
    if let Some(path) = option("--corpus") {
        std::fs::write(path, campaign.corpus(300)).expect("the corpus can be written");
    }
    if let Some(difference) = difference {
        println!("{difference}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
