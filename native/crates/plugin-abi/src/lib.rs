//! What a Rust plugin implements, and the one place that speaks N-API.
//!
//! A *text plugin* looks for something in text and then decides. It is two functions; walking payloads, copying on
//! write, resolving overlaps, catching panics and talking to Node are done here, once, for every plugin:
//!
//! ```
//! use mcpplugins_abi::{ConfigError, Decision, Found, Hook, Host, Text, TextPlugin};
//!
//! struct Shouting;
//!
//! impl TextPlugin for Shouting {
//!     type Config = serde_json::Map<String, serde_json::Value>;
//!     const LOOKS_AT: &'static [(Hook, &'static str)] = &[(Hook::ToolPreInvoke, "args")];
//!
//!     fn create(_config: Self::Config, _host: &Host) -> Result<Self, ConfigError> {
//!         Ok(Shouting)
//!     }
//!
//!     fn find(&self, text: Text<'_>, found: &mut Found) {
//!         for start in 0..text.len() {
//!             if text.unit(start) == u16::from(b'!') {
//!                 found.add("shout", start..start + 1, ".");
//!             }
//!         }
//!     }
//!
//!     fn decide(&self, _found: &Found, _at: Hook) -> Decision {
//!         Decision::mask()
//!     }
//! }
//!
//! // In a plugin crate, one line makes the addon: mcpplugins_abi::export!(Shouting);
//! let mut found = Found::default();
//! found.open(0, 5);
//! Shouting.find(Text::from_latin1(b"Stop!"), &mut found);
//! assert_eq!(found.findings()[0].start, 4);
//! ```

mod decision;
mod found;
mod hook;
mod host;
#[doc(hidden)]
pub mod node;
mod plugin;
mod text;

pub use decision::{Decision, Level, LogRecord, Violation};
pub use found::{Finding, Found};
pub use hook::Hook;
pub use host::{ConfigError, Host};
pub use plugin::{Fields, Limits, TextPlugin};
pub use text::{Text, Units};

/// The version of the boundary. The loader refuses an addon that was built for another one.
pub const ABI_VERSION: u32 = 1;

/// Makes the crate an addon that exports a [`TextPlugin`].
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
            unsafe { $crate::node::register::<$plugin>(env, exports, MANIFEST) }
        }
    };
}
