use super::addon::{Addon, parse, to_json};
use super::call::{Call, Thrown};
use crate::{Hook, Json, ValuePlugin};
use napi_sys::napi_value;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

/// Marks addons of a [`ValuePlugin`].
pub struct ValueKind;

/// One instance of a value plugin, with the memory that its calls reuse.
struct Engine<P> {
    plugin: P,
    payload: Vec<u8>,
    context: Vec<u8>,
}

impl<P: ValuePlugin> Addon<ValueKind> for P {
    fn facts() -> serde_json::Value {
        let hooks: Vec<_> = P::HOOKS.iter().map(|hook| hook.name()).collect();
        json!({ "kind": "value", "hooks": hooks })
    }

    fn create(call: &Call, [config, host, _]: [napi_value; 3]) -> Result<napi_value, Thrown> {
        let host = parse(&call.read_string(host)?, "host")?;
        let plugin = P::create(parse(&call.read_string(config)?, "config")?, &host)
            .map_err(|error| Thrown::error("CONFIG", error.to_string()))?;
        let engine = RefCell::new(Engine {
            plugin,
            payload: Vec::new(),
            context: Vec::new(),
        });

        let object = call.object();
        call.set_function(
            object,
            c"invoke",
            Rc::new(engine),
            |call, engine: &RefCell<Engine<P>>, arguments: [napi_value; 3]| {
                engine.borrow_mut().invoke(call, arguments)
            },
        );
        Ok(object)
    }
}

impl<P: ValuePlugin> Engine<P> {
    /// Runs a hook. Returns undefined if the call goes on and nothing changes, otherwise what came of it as JSON: the outcome,
    /// or an object with the key `error`.
    fn invoke(
        &mut self,
        call: &Call,
        [hook, payload, context]: [napi_value; 3],
    ) -> Result<napi_value, Thrown> {
        let hook = call.read_number(hook)?;
        let hook = Hook::from_index(hook)
            .ok_or_else(|| Thrown::error("ARGUMENT", format!("there is no hook {hook}")))?;
        call.read_utf8(payload, &mut self.payload)?;
        call.read_utf8(context, &mut self.context)?;
        let outcome = self
            .plugin
            .invoke(hook, Json::new(&self.payload), Json::new(&self.context));
        match outcome {
            Ok(outcome) if outcome.is_silent() => Ok(call.undefined()),
            Ok(outcome) => call.string(&to_json(&outcome)?),
            Err(error) => call.string(&to_json(&json!({ "error": error }))?),
        }
    }
}
