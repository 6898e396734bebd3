//! What a plugin in Rust implements, and the one place that speaks N-API.
//!
//! A plugin has two implementations of one contract: a *fallback* in TypeScript, and a *native* one in Rust, built as a Node
//! addon. There are two kinds, and the Rust is of the same kind as the TypeScript:
//!
//! | | implements | in TypeScript | gets |
//! |---|---|---|---|
//! | text plugin | [`TextPlugin`] | `defineTextPlugin` | every string of a payload, in one call |
//! | value plugin | [`ValuePlugin`] | `definePlugin` | the whole payload, as JSON |
//!
//! Text is the fast path: objects never cross, strings are copied once, and a payload in which nothing is found costs little
//! more than looking at it. Take it wherever a plugin looks for something in text and then decides.
//!
//! # A text plugin
//!
//! It is two functions, *find* and *decide*; walking payloads, copying on write, resolving overlaps, catching panics and
//! talking to Node are done here, once, for every plugin. This one softens exclamation marks:
//!
//! ```
//! use mcpplugins_abi::{ConfigError, Decision, Found, Hook, Host, Text, TextPlugin};
//!
//! #[derive(serde::Deserialize)]
//! struct Config {
//!     replacement: String,
//! }
//!
//! struct Shouting {
//!     config: Config,
//! }
//!
//! impl TextPlugin for Shouting {
//!     type Config = Config;
//!     // The same hooks and paths as `looksAt` in the TypeScript.
//!     const LOOKS_AT: &'static [(Hook, &'static str)] = &[(Hook::ToolPreInvoke, "args")];
//!
//!     fn create(config: Config, _host: &Host) -> Result<Self, ConfigError> {
//!         Ok(Shouting { config })
//!     }
//!
//!     fn find(&self, text: Text<'_>, found: &mut Found) {
//!         // Of the same length as the text: offsets are UTF-16 code units, as JavaScript counts.
//!         for (at, &byte) in text.narrow().iter().enumerate() {
//!             if byte == b'!' {
//!                 found.add("shout", at..at + 1, &self.config.replacement);
//!             }
//!         }
//!     }
//!
//!     fn decide(&self, _found: &Found, _at: Hook) -> Decision {
//!         Decision::mask()
//!     }
//! }
//!
//! // In a plugin's crate, one line makes the addon: mcpplugins_abi::export!(Shouting);
//! let plugin = Shouting { config: Config { replacement: ".".to_owned() } };
//! let mut found = Found::default();
//! found.open(0, 5);
//! plugin.find(Text::from_latin1(b"Stop!"), &mut found);
//! assert_eq!(found.findings()[0].start, 4);
//! assert_eq!(found.replacement(&found.findings()[0]), ".");
//! ```
//!
//! # A value plugin
//!
//! It is one function, from a payload to an [`Outcome`]. This one denies calls of tools that are not listed:
//!
//! ```
//! use mcpplugins_abi::{ConfigError, Hook, Host, Json, Outcome, PluginError, ValuePlugin, Violation};
//!
//! #[derive(serde::Deserialize)]
//! struct Config {
//!     tools: Vec<String>,
//! }
//!
//! struct Gate {
//!     config: Config,
//! }
//!
//! // Only what the plugin reads; the rest of the payload is passed over.
//! #[derive(serde::Deserialize)]
//! struct Payload<'a> {
//!     #[serde(borrow)]
//!     name: std::borrow::Cow<'a, str>,
//! }
//!
//! impl ValuePlugin for Gate {
//!     type Config = Config;
//!     const HOOKS: &'static [Hook] = &[Hook::ToolPreInvoke];
//!
//!     fn create(config: Config, _host: &Host) -> Result<Self, ConfigError> {
//!         Ok(Gate { config })
//!     }
//!
//!     fn invoke(&self, _hook: Hook, payload: Json<'_>, _context: Json<'_>) -> Result<Outcome, PluginError> {
//!         let Payload { name } = payload.parse()?;
//!         if self.config.tools.iter().any(|tool| *tool == name) {
//!             return Ok(Outcome::allow());
//!         }
//!         Ok(Outcome::deny(Violation::new("NOT_LISTED", "Tool not listed", "The tool is not on the list")))
//!     }
//! }
//!
//! // In a plugin's crate: mcpplugins_abi::export!(Gate);
//! let gate = Gate { config: Config { tools: vec!["search".to_owned()] } };
//! let context = Json::new(b"{}");
//! let listed = gate.invoke(Hook::ToolPreInvoke, Json::new(br#"{"name": "search", "args": {}}"#), context);
//! assert!(listed.unwrap().violation().is_none());
//! let other = gate.invoke(Hook::ToolPreInvoke, Json::new(br#"{"name": "delete"}"#), context);
//! assert_eq!(other.unwrap().violation().unwrap().code, "NOT_LISTED");
//! ```
//!
//! # What holds for both
//!
//! - The crate is a `cdylib`, and [`export!`] makes it an addon that carries its manifest, [`ABI_VERSION`] and how it was built.
//!   `mcpplugins build` puts it beside `plugin-manifest.yaml`; `mcpplugins diff-test` compares it with the TypeScript.
//! - An instance belongs to one thread. A process may have many: every config has its own, and every worker thread its own
//!   again. Statics are shared by all of them.
//! - A panic is an error of that call. It unwinds: build with `panic = "unwind"`, which is the default.

mod decision;
mod found;
mod hook;
mod host;
#[doc(hidden)]
pub mod node;
mod plugin;
mod search;
mod text;
mod texts;
mod value;

pub use decision::{Decision, Level, LogRecord, Violation};
pub use found::{Finding, Found};
pub use hook::Hook;
pub use host::{ConfigError, Host};
pub use plugin::{Fields, Limits, TextPlugin};
pub use text::{Text, Units};
pub use texts::Texts;
pub use value::{Json, Outcome, PluginError, ValuePlugin};

/// The version of the boundary. The loader refuses an addon that was built for another one.
pub const ABI_VERSION: u32 = 3;

/// Makes the crate an addon that exports a [`TextPlugin`] or a [`ValuePlugin`]; one line a crate.
///
/// The addon carries its manifest: by default the `plugin-manifest.yaml` in the folder above the crate's own.
#[macro_export]
macro_rules! export {
    ($plugin:ty) => {
        $crate::export!($plugin, manifest = "/../plugin-manifest.yaml");
    };
    ($plugin:ty, manifest = $manifest:literal) => {
        /// The entry point that Node calls once for each environment that loads the addon.
        ///
        /// # Safety
        /// Only Node calls it, with a live environment and the module's own exports object.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn napi_register_module_v1(
            env: $crate::node::Env,
            exports: $crate::node::Value,
        ) -> $crate::node::Value {
            const MANIFEST: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), $manifest));
            // SAFETY: the arguments are the ones that Node passed.
            unsafe { $crate::node::register::<$plugin, _>(env, exports, MANIFEST) }
        }
    };
}
