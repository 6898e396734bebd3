use super::call::{Call, Thrown};
use super::exchange::Exchange;
use crate::{Decision, Found, Hook, Text, TextPlugin};
use napi_sys::napi_value;
use serde_json::json;

const INPUT_HEADER: usize = 3;
const OUTPUT_HEADER: usize = 2;
const EDIT: usize = 4;

/// One instance of a plugin, with the memory that its calls reuse.
pub struct Engine<P> {
    plugin: P,
    exchange: Exchange,
    found: Found,
    narrow: Vec<u8>,
    wide: Vec<u16>,
    ends: Vec<u32>,
    decision: Decision,
}

impl<P: TextPlugin> Engine<P> {
    pub fn new(plugin: P, exchange: Exchange) -> Self {
        Engine {
            plugin,
            exchange,
            found: Found::default(),
            narrow: Vec::new(),
            wide: Vec::new(),
            ends: Vec::new(),
            decision: Decision::allow(),
        }
    }

    pub fn attach(&mut self, exchange: Exchange) {
        self.exchange = exchange;
    }

    /// Finds and decides. Returns undefined if there is nothing to do, the answer as a string, or, where the exchange is too
    /// small for the edits, the number of slots that it takes: `attach` a larger one, then `take` the answer.
    pub fn scan(&mut self, call: &Call, text: napi_value) -> Result<napi_value, Thrown> {
        let hook = self.load(call, text)?;
        self.search();
        self.decision = self.plugin.decide(&self.found, hook);
        if self.found.is_empty() && self.decision.is_silent() {
            return Ok(call.undefined());
        }
        self.take(call)
    }

    /// The answer of the last scan: all replacements, then the decision as JSON unless it is only to mask.
    pub fn take(&mut self, call: &Call) -> Result<napi_value, Thrown> {
        let edits = if self.decision.mask {
            self.found.findings()
        } else {
            &[]
        };
        let slots = self.exchange.slots();
        let needed = OUTPUT_HEADER + edits.len() * EDIT;
        if slots.len() < needed {
            return Ok(call.number(needed as u32));
        }
        let mut answer = String::new();
        let mut units = 0;
        for (edit, slot) in edits.iter().zip(slots[OUTPUT_HEADER..].chunks_exact_mut(EDIT)) {
            let replacement = self.found.replacement(edit);
            let length = replacement.encode_utf16().count() as u32;
            slot.copy_from_slice(&[edit.text, edit.start, edit.end, length]);
            answer.push_str(replacement);
            units += length;
        }
        slots[0] = edits.len() as u32;
        slots[1] = units;
        // The most common decision goes without saying.
        if !self.decision.is_only_mask() {
            let decision = serde_json::to_string(&self.decision);
            answer.push_str(&decision.map_err(|error| Thrown::error("DECISION", error.to_string()))?);
        }
        call.string(&answer)
    }

    /// The findings as JSON, for differential tests.
    pub fn find(&mut self, call: &Call, text: napi_value) -> Result<napi_value, Thrown> {
        self.load(call, text)?;
        self.search();
        let findings: Vec<_> = self.found.findings().iter().map(|finding| {
            let replacement = self.found.replacement(finding);
            json!({ "type": finding.kind, "start": finding.start, "end": finding.end, "replacement": replacement, "text": finding.text })
        }).collect();
        call.string(&json!(findings).to_string())
    }

    fn load(&mut self, call: &Call, text: napi_value) -> Result<Hook, Thrown> {
        let slots = self.exchange.slots();
        let header = slots.first_chunk::<INPUT_HEADER>().copied();
        let [hook, wide, count] =
            header.ok_or_else(|| Thrown::error("ARGUMENT", "the exchange has no header"))?;
        let ends = slots.get(INPUT_HEADER..INPUT_HEADER + count as usize);
        self.ends.clear();
        self.ends
            .extend_from_slice(ends.ok_or_else(|| Thrown::error("ARGUMENT", "the exchange is too small"))?);
        if !self.ends.is_sorted() {
            return Err(Thrown::error("ARGUMENT", "the texts' ends must not decrease"));
        }
        let length = self.ends.last().copied().unwrap_or(0) as usize;
        if wide == 0 {
            self.wide.clear();
            call.read_latin1(text, length, &mut self.narrow)?;
        } else {
            self.narrow.clear();
            call.read_utf16(text, length, &mut self.wide)?;
        }
        Hook::from_index(hook).ok_or_else(|| Thrown::error("ARGUMENT", format!("there is no hook {hook}")))
    }

    fn search(&mut self) {
        self.found.clear();
        let whole = if self.wide.is_empty() {
            Text::from_latin1(&self.narrow)
        } else {
            Text::from_utf16(&self.wide)
        };
        let mut start = 0;
        for (index, &end) in self.ends.iter().enumerate() {
            let text = whole.slice(start..end as usize);
            self.found.open(index as u32, text.len());
            self.plugin.find(text, &mut self.found);
            self.found.close();
            start = end as usize;
        }
    }
}
