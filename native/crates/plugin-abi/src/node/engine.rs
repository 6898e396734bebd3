use super::call::{Call, Thrown};
use super::exchange::Exchange;
use super::peer::{Batch, Peer};
use crate::search::Search;
use crate::{Decision, Found, Hook, Text, TextPlugin, Texts};
use napi_sys::napi_value;
use serde::Serialize;
use serde_json::{Map, Value, json};

const INPUT_HEADER: usize = 3;
const OUTPUT_HEADER: usize = 2;
const EDIT: usize = 4;

/// The flags of a call.
const WIDE: u32 = 1;
const TRACED: u32 = 2;

/// One instance of a text plugin, with the memory that its calls reuse.
pub struct Engine<P> {
    search: Search<P>,
    exchange: Exchange,
    copied: Copied,
    /// Kept for `take` where the exchange was too small for it.
    answer: Answer,
    /// The last answer as it crossed.
    written: String,
}

/// What a plugin says of a payload, but for the edits.
#[derive(Default, Serialize)]
struct Answer {
    #[serde(flatten)]
    decision: Decision,
    #[serde(skip_serializing_if = "Option::is_none")]
    metrics: Option<Map<String, Value>>,
}

/// What a call is about.
struct Asked {
    hook: Hook,
    /// Whether metrics are wanted.
    traced: bool,
}

/// The texts of one payload, copied end to end.
#[derive(Default)]
struct Copied {
    narrow: Vec<u8>,
    wide: Vec<u16>,
    ends: Vec<u32>,
}

impl<P: TextPlugin> Engine<P> {
    pub fn new(plugin: P, exchange: Exchange) -> Self {
        Engine {
            search: Search::new(plugin),
            exchange,
            copied: Copied::default(),
            answer: Answer::default(),
            written: String::new(),
        }
    }

    pub fn attach(&mut self, exchange: Exchange) {
        self.exchange = exchange;
    }

    /// Finds and decides. Returns undefined if there is nothing to do, the answer as a string, or, where the exchange is too
    /// small for the edits, the number of slots that it takes: `attach` a larger one, then `take` the answer.
    pub fn scan(&mut self, call: &Call, text: napi_value) -> Result<napi_value, Thrown> {
        self.scan_with(call, text, &[])
    }

    /// Scans, and if there is nothing to do asks the peers, in order, as long as they are quiet too. The first slot of the
    /// exchange then says how many of them are known to be.
    pub fn scan_with(&mut self, call: &Call, text: napi_value, peers: &[Peer]) -> Result<napi_value, Thrown> {
        let Asked { hook, traced } = self.load(call, text)?;
        let texts = self.copied.texts();
        let decision = self.search.run(texts, hook);
        let Search { plugin, found, .. } = &self.search;
        if !found.is_empty() || !decision.is_silent() {
            let metrics = if traced { plugin.metrics(found, hook) } else { None };
            let answer = Answer { decision, metrics };
            let slots = self.exchange.slots();
            if let Some(needed) = write_answer(&answer, found, slots, &mut self.written)? {
                self.answer = answer;
                return Ok(call.number(needed as u32));
            }
            return call.string(&self.written);
        }
        if !peers.is_empty() {
            let batch = Batch::new(hook, texts);
            let quiet = peers.iter().take_while(|peer| peer.is_quiet(&batch)).count();
            self.exchange.slots()[0] = quiet as u32;
        }
        Ok(call.undefined())
    }

    /// Whether it finds nothing in another engine's texts, and has nothing to say about that.
    pub fn is_quiet(&mut self, hook: Hook, texts: Texts<'_>) -> bool {
        self.search.run(texts, hook).is_silent() && self.search.found.is_empty()
    }

    /// The answer of a scan whose edits did not fit into the exchange.
    pub fn take(&mut self, call: &Call) -> Result<napi_value, Thrown> {
        let slots = self.exchange.slots();
        match write_answer(&self.answer, &self.search.found, slots, &mut self.written)? {
            Some(needed) => Ok(call.number(needed as u32)),
            None => call.string(&self.written),
        }
    }

    /// The findings as JSON, for differential tests.
    pub fn find(&mut self, call: &Call, text: napi_value) -> Result<napi_value, Thrown> {
        let Asked { hook, .. } = self.load(call, text)?;
        self.search.run(self.copied.texts(), hook);
        let found = &self.search.found;
        let findings: Vec<_> = found.findings().iter().map(|finding| {
            let replacement = found.replacement(finding);
            json!({ "type": finding.kind, "start": finding.start, "end": finding.end, "replacement": replacement, "text": finding.text })
        }).collect();
        call.string(&json!(findings).to_string())
    }

    /// Takes over the texts of a call, and says what is asked.
    fn load(&mut self, call: &Call, text: napi_value) -> Result<Asked, Thrown> {
        let slots = self.exchange.slots();
        let header = slots.first_chunk::<INPUT_HEADER>().copied();
        let [hook, flags, count] =
            header.ok_or_else(|| Thrown::error("ARGUMENT", "the exchange has no header"))?;
        let ends = slots[INPUT_HEADER..].get(..count as usize);
        let ends = ends.ok_or_else(|| Thrown::error("ARGUMENT", "the exchange is too small"))?;
        self.copied.load(call, text, flags & WIDE != 0, ends)?;
        let hook = Hook::from_index(hook)
            .ok_or_else(|| Thrown::error("ARGUMENT", format!("there is no hook {hook}")))?;
        Ok(Asked {
            hook,
            traced: flags & TRACED != 0,
        })
    }
}

impl Copied {
    fn load(&mut self, call: &Call, text: napi_value, wide: bool, ends: &[u32]) -> Result<(), Thrown> {
        if !ends.is_sorted() {
            return Err(Thrown::error("ARGUMENT", "the texts' ends must not decrease"));
        }
        self.ends.clear();
        self.ends.extend_from_slice(ends);
        self.narrow.clear();
        self.wide.clear();
        let length = ends.last().copied().unwrap_or(0) as usize;
        if wide {
            call.read_utf16(text, length, &mut self.wide)
        } else {
            call.read_latin1(text, length, &mut self.narrow)
        }
    }

    fn texts(&self) -> Texts<'_> {
        let whole = if self.wide.is_empty() {
            Text::from_latin1(&self.narrow)
        } else {
            Text::from_utf16(&self.wide)
        };
        Texts::new(whole, &self.ends)
    }
}

/// Writes the edits into the slots, and all replacements, then the decision as JSON unless it is only to mask, into the string.
/// Returns how many slots it takes where there are too few.
fn write_answer(
    answer: &Answer,
    found: &Found,
    slots: &mut [u32],
    into: &mut String,
) -> Result<Option<usize>, Thrown> {
    let edits = if answer.decision.mask {
        found.findings()
    } else {
        &[]
    };
    let needed = OUTPUT_HEADER + edits.len() * EDIT;
    if slots.len() < needed {
        return Ok(Some(needed));
    }
    into.clear();
    let mut units = 0;
    for (edit, slot) in edits.iter().zip(slots[OUTPUT_HEADER..].chunks_exact_mut(EDIT)) {
        let replacement = found.replacement(edit);
        let length = utf16_length(replacement);
        slot.copy_from_slice(&[edit.text, edit.start, edit.end, length]);
        into.push_str(replacement);
        units += length;
    }
    slots[0] = edits.len() as u32;
    slots[1] = units;
    // The most common decision goes without saying.
    if !(answer.decision.is_only_mask() && answer.metrics.is_none()) {
        let json = serde_json::to_string(answer);
        into.push_str(&json.map_err(|error| Thrown::error("DECISION", error.to_string()))?);
    }
    Ok(None)
}

fn utf16_length(text: &str) -> u32 {
    if text.is_ascii() {
        text.len() as u32
    } else {
        text.encode_utf16().count() as u32
    }
}
