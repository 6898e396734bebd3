//! The boundary to Node. Everything `unsafe` of this crate is below this module.
//!
//! An addon exports `mcppluginsAbi` (a number), `describe()` (facts and manifest as JSON) and `create(config, host, exchange)`.
//! `create` makes an engine: an object of bare functions that share one instance of the plugin. Strings cross as strings,
//! objects never do.
//!
//! The numbers of a text plugin cross through the `exchange`, a `Uint32Array`:
//!
//! ```text
//! in    [0] hook index   [1] 1 if wide + 2 if traced   [2] number of texts   [3..] end of each text in the joined string
//! out   [0] number of edits   [1] units of all replacements   [2..] text, start, end, replacement units of each edit
//!       or, where several engines were asked and the first has nothing to say: [0] how many of the others have nothing either
//! ```
//!
//! The engine of a value plugin has no exchange: its `invoke(hook index, payload, context)` takes and returns JSON.

mod addon;
mod call;
mod engine;
mod exchange;
mod peer;
mod reference;
mod text_addon;
mod value_addon;

use crate::ABI_VERSION;
use addon::Addon;
use call::Call;
use serde_json::json;
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
pub unsafe fn register<P, Kind>(env: Env, exports: Value, manifest: &'static str) -> Value
where
    P: Addon<Kind> + 'static,
    Kind: 'static,
{
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
        |call, manifest: &&'static str, _: [Value; 0]| {
            call.string(&describe(P::facts(), manifest).to_string())
        },
    );
    call.set_function(
        exports,
        c"create",
        Rc::new(()),
        |call, (), arguments: [Value; 3]| P::create(call, arguments),
    );
    exports
}

fn describe(mut facts: serde_json::Value, manifest: &str) -> serde_json::Value {
    facts["abi"] = json!(ABI_VERSION);
    facts["manifest"] = json!(manifest);
    facts["build"] = json!({
        "abiCrate": env!("CARGO_PKG_VERSION"),
        "target": env!("MCPPLUGINS_BUILD_TARGET"),
        "profile": env!("MCPPLUGINS_BUILD_PROFILE"),
        "rustc": env!("MCPPLUGINS_BUILD_RUSTC"),
    });
    facts
}
