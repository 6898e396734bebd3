//! The boundary to Node. Everything `unsafe` of this crate is below this module.
//!
//! An addon exports `mcppluginsAbi` (a number), `describe()` (facts and manifest as JSON) and `create(config, host, exchange)`.
//! `create` makes an engine: an object of bare functions that share one instance of the plugin. The `exchange` is a
//! `Uint32Array` through which numbers cross both ways; strings cross as strings, objects never do.
//!
//! ```text
//! in    [0] hook index   [1] 1 if wide, else 0   [2] number of texts   [3..] end of each text in the joined string
//! out   [0] number of edits   [1] units of all replacements   [2..] text, start, end, replacement units of each edit
//! ```

mod call;
mod engine;
mod exchange;

use crate::{ABI_VERSION, Fields, Host, TextPlugin};
use call::{Call, Thrown};
use engine::Engine;
use exchange::Exchange;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Once;

/// Node's environment, as the entry point receives it.
pub type Env = napi_sys::napi_env;
/// A JavaScript value, as the entry point receives and returns it.
pub type Value = napi_sys::napi_value;

static PREPARED: Once = Once::new();

/// Fills the exports of an addon; called by the code that [`crate::export!`] writes.
///
/// # Safety
/// `env` and `exports` must be what Node passed to the entry point.
pub unsafe fn register<P: TextPlugin>(env: Env, exports: Value, manifest: &'static str) -> Value {
    PREPARED.call_once(|| {
        // SAFETY: the process is Node, which has the symbols. The handle is the process itself and must stay open.
        std::mem::forget(unsafe { napi_sys::setup() });
        // A panic is thrown as an error; printing it too could put payload content into a log.
        std::panic::set_hook(Box::new(|_| {}));
    });
    // SAFETY: promised by the caller.
    let call = unsafe { Call::new(env) };
    call.set_number(exports, c"mcppluginsAbi", ABI_VERSION);
    call.set_function(
        exports,
        c"describe",
        Rc::new(manifest),
        |call, manifest: &&'static str, _: [Value; 0]| call.string(&describe::<P>(manifest)),
    );
    call.set_function(
        exports,
        c"create",
        Rc::new(()),
        |call, (), [config, host, exchange]: [Value; 3]| create::<P>(call, config, host, exchange),
    );
    exports
}

fn describe<P: TextPlugin>(manifest: &str) -> String {
    let looks_at: serde_json::Map<_, _> = P::LOOKS_AT
        .iter()
        .map(|(hook, path)| (hook.name().to_owned(), json!(path)))
        .collect();
    json!({
        "abi": ABI_VERSION,
        "kind": "text",
        "looksAt": looks_at,
        "manifest": manifest,
        "build": {
            "abiCrate": env!("CARGO_PKG_VERSION"),
            "target": env!("MCPPLUGINS_BUILD_TARGET"),
            "profile": env!("MCPPLUGINS_BUILD_PROFILE"),
            "rustc": env!("MCPPLUGINS_BUILD_RUSTC"),
        },
    })
    .to_string()
}

fn create<P: TextPlugin>(call: &Call, config: Value, host: Value, exchange: Value) -> Result<Value, Thrown> {
    let config: P::Config = parse(&call.read_string(config)?, "config")?;
    let host: Host = parse(&call.read_string(host)?, "host")?;
    let plugin = P::create(config, &host).map_err(|error| Thrown::error("CONFIG", error.to_string()))?;
    let limits = serde_json::to_string(&plugin.limits())
        .map_err(|error| Thrown::error("LIMITS", error.to_string()))?;
    let fields = plugin.fields();
    let engine = Rc::new(RefCell::new(Engine::new(plugin, Exchange::new(call, exchange)?)));

    let object = call.object();
    call.set(object, c"limits", call.string(&limits)?);
    if fields != Fields::default() {
        let fields =
            serde_json::to_string(&fields).map_err(|error| Thrown::error("FIELDS", error.to_string()))?;
        call.set(object, c"fields", call.string(&fields)?);
    }
    call.set_function(
        object,
        c"scan",
        engine.clone(),
        |call, engine: &RefCell<Engine<P>>, [text]: [Value; 1]| engine.borrow_mut().scan(call, text),
    );
    call.set_function(
        object,
        c"take",
        engine.clone(),
        |call, engine: &RefCell<Engine<P>>, _: [Value; 0]| engine.borrow_mut().take(call),
    );
    call.set_function(
        object,
        c"attach",
        engine.clone(),
        |call, engine: &RefCell<Engine<P>>, [array]: [Value; 1]| {
            engine.borrow_mut().attach(Exchange::new(call, array)?);
            Ok(call.undefined())
        },
    );
    call.set_function(
        object,
        c"find",
        engine,
        |call, engine: &RefCell<Engine<P>>, [text]: [Value; 1]| engine.borrow_mut().find(call, text),
    );
    Ok(object)
}

fn parse<T: serde::de::DeserializeOwned>(json: &str, what: &str) -> Result<T, Thrown> {
    serde_json::from_str(json).map_err(|error| Thrown::error("CONFIG", format!("{what}: {error}")))
}
