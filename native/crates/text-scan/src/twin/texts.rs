use super::random::Random;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

/// Characters at which matchers could go wrong: separators, folding characters, and one or two of each class and width.
pub const TRAPS: &str = "  \t\n\r-./:=#@+()|%_'\"*[012569afgskSKZ\
    \u{7f}\u{80}\u{85}\u{a0}\u{b2}\u{b5}\u{e9}\u{130}\u{131}\u{17f}\u{301}\u{663}\u{967}\u{200b}\u{200d}\
    \u{2003}\u{2028}\u{2014}\u{203f}\u{212a}\u{3000}\u{4e2d}\u{feff}\u{ff11}\u{fffd}\u{10400}\u{1d7d8}\u{1d7ff}\u{1f600}\u{1f100}\u{e0100}";

/// An endless, repeatable series of texts, in UTF-16: matches of the expressions, broken matches, words and characters that are
/// easily taken for another.
pub struct MadeTexts<'a> {
    random: Random,
    expressions: &'a [Hir],
    words: &'a [&'a str],
}

impl<'a> MadeTexts<'a> {
    pub fn new(seed: u64, expressions: &'a [Hir], words: &'a [&'a str]) -> Self {
        MadeTexts {
            random: Random::new(seed),
            expressions,
            words,
        }
    }
}

impl Iterator for MadeTexts<'_> {
    type Item = Vec<u16>;

    fn next(&mut self) -> Option<Vec<u16>> {
        let random = &mut self.random;
        let keeps = match random.below(4) {
            0 | 1 => |character: char| character.is_ascii(),
            2 => |character: char| u32::from(character) < 0x100,
            _ => |_| true,
        };
        let traps: Vec<char> = TRAPS.chars().filter(|&trap| keeps(trap)).collect();
        let mut text = Vec::new();
        for _ in 0..=random.below(6) {
            match random.below(10) {
                0..4 => sample(random.pick(self.expressions), random, &traps, &mut text),
                4 => text.extend(random.pick(self.words).chars()),
                5 => {
                    let start = text.len();
                    sample(random.pick(self.expressions), random, &traps, &mut text);
                    break_somewhere(random, &traps, start, &mut text);
                }
                6 => text.push(' '),
                _ => text.push(*random.pick(&traps)),
            }
        }
        let mut units: Vec<u16> = text.iter().collect::<String>().encode_utf16().collect();
        if keeps('\u{fffd}') && random.below(4) == 0 {
            let at = random.below(units.len() + 1);
            units.insert(
                at,
                *random.pick(&[0xd800, 0xd835, 0xdbff, 0xdc00, 0xdfd8, 0xdfff]),
            );
        }
        Some(units)
    }
}

/// Writes something that the expression matches, or misses by one repetition.
fn sample(hir: &Hir, random: &mut Random, traps: &[char], text: &mut Vec<char>) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.extend(String::from_utf8_lossy(&literal.0).chars()),
        HirKind::Class(Class::Unicode(class)) => text.push(member(class, random, traps)),
        HirKind::Class(Class::Bytes(_)) => unreachable!("the expressions are Unicode"),
        HirKind::Capture(capture) => sample(&capture.sub, random, traps, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| sample(part, random, traps, text)),
        HirKind::Alternation(choices) => sample(random.pick(choices), random, traps, text),
        HirKind::Repetition(repetition) => {
            let least = repetition.min as usize;
            let most = repetition.max.map_or(least + 3, |most| most as usize);
            let count = match random.below(30) {
                0 => least.saturating_sub(1),
                1 => most + 1,
                2..9 => most,
                _ => least + random.below(most - least + 1),
            };
            for _ in 0..count {
                sample(&repetition.sub, random, traps, text);
            }
        }
    }
}

/// A character of the class: mostly an ASCII one, sometimes a trap.
fn member(class: &ClassUnicode, random: &mut Random, traps: &[char]) -> char {
    let ranges = class.ranges();
    if random.below(4) == 0 {
        let trap = *random.pick(traps);
        let range = &ranges[..ranges.partition_point(|range| range.start() <= trap)];
        if range.last().is_some_and(|range| trap <= range.end()) {
            return trap;
        }
    }
    let in_ascii = ranges.partition_point(|range| range.start().is_ascii());
    let range = random.pick(&ranges[..in_ascii]);
    let size = u32::from(range.end().min('\x7f')) - u32::from(range.start()) + 1;
    char::from_u32(u32::from(range.start()) + random.below(size as usize) as u32).expect("it is ASCII")
}

/// Changes one character from `start` on: replaces it, puts one before it, doubles it or takes it away.
fn break_somewhere(random: &mut Random, traps: &[char], start: usize, text: &mut Vec<char>) {
    if text.len() == start {
        return;
    }
    let at = start + random.below(text.len() - start);
    match random.below(4) {
        0 => text[at] = *random.pick(traps),
        1 => text.insert(at, *random.pick(traps)),
        2 => text.insert(at, text[at]),
        _ => {
            text.remove(at);
        }
    }
}
