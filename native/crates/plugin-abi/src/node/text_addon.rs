use super::addon::{Addon, parse, to_json};
use super::call::{Call, Thrown};
use super::engine::Engine;
use super::exchange::Exchange;
use super::peer::{self, Peer};
use crate::{Fields, TextPlugin};
use napi_sys::napi_value;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

/// Marks addons of a [`TextPlugin`].
pub struct TextKind;

impl<P: TextPlugin> Addon<TextKind> for P {
    fn facts() -> serde_json::Value {
        let looks_at: serde_json::Map<_, _> = P::LOOKS_AT
            .iter()
            .map(|(hook, path)| (hook.name().to_owned(), json!(path)))
            .collect();
        json!({ "kind": "text", "looksAt": looks_at })
    }

    fn create(call: &Call, [config, host, exchange]: [napi_value; 3]) -> Result<napi_value, Thrown> {
        let host = parse(&call.read_string(host)?, "host")?;
        let plugin = P::create(parse(&call.read_string(config)?, "config")?, &host)
            .map_err(|error| Thrown::error("CONFIG", error.to_string()))?;
        let limits = to_json(&plugin.limits())?;
        let shortest = plugin.shortest();
        let fields = plugin.fields();
        let engine = Rc::new(RefCell::new(Engine::new(plugin, Exchange::new(call, exchange)?)));

        let object = call.object();
        call.set(object, c"limits", call.string(&limits)?);
        call.set_number(object, c"shortest", shortest);
        if fields != Fields::default() {
            call.set(object, c"fields", call.string(&to_json(&fields)?)?);
        }
        call.set_function(
            object,
            c"scan",
            engine.clone(),
            |call, engine: &RefCell<Engine<P>>, [text]: [napi_value; 1]| engine.borrow_mut().scan(call, text),
        );
        call.set_function(
            object,
            c"take",
            engine.clone(),
            |call, engine: &RefCell<Engine<P>>, _: [napi_value; 0]| engine.borrow_mut().take(call),
        );
        call.set_function(
            object,
            c"attach",
            engine.clone(),
            |call, engine: &RefCell<Engine<P>>, [array]: [napi_value; 1]| {
                engine.borrow_mut().attach(Exchange::new(call, array)?);
                Ok(call.undefined())
            },
        );
        call.set_function(
            object,
            c"find",
            engine.clone(),
            |call, engine: &RefCell<Engine<P>>, [text]: [napi_value; 1]| engine.borrow_mut().find(call, text),
        );
        call.set_function(
            object,
            c"join",
            Rc::new(engine.clone()),
            |call, engine: &Rc<RefCell<Engine<P>>>, [others]: [napi_value; 1]| join(call, engine, others),
        );
        peer::show(call, object, engine);
        Ok(object)
    }
}

/// An engine, and those that are asked in the same crossing.
struct Joined<P> {
    engine: Rc<RefCell<Engine<P>>>,
    peers: Vec<Peer>,
}

/// Makes the function that scans with an engine and with the engines of these objects.
fn join<P: TextPlugin>(
    call: &Call,
    engine: &Rc<RefCell<Engine<P>>>,
    others: napi_value,
) -> Result<napi_value, Thrown> {
    let objects = call.elements(others)?;
    let peers = objects.into_iter().map(|object| Peer::new(call, object));
    let joined = Joined {
        engine: engine.clone(),
        peers: peers.collect::<Result<_, _>>()?,
    };
    Ok(call.function(
        c"scan",
        Rc::new(joined),
        |call, joined: &Joined<P>, [text]: [napi_value; 1]| {
            joined.engine.borrow_mut().scan_with(call, text, &joined.peers)
        },
    ))
}
