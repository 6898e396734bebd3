use super::call::{Call, Thrown};
use napi_sys::napi_value;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What an addon does for the plugin that it holds. The kind is a mark: it lets one trait be implemented for all text plugins
/// and again for all value plugins, and the compiler finds the right one.
pub trait Addon<Kind> {
    /// What the addon says of itself, beside its manifest and how it was built.
    fn facts() -> serde_json::Value;

    /// Makes an engine: an object of bare functions that share one instance of the plugin.
    fn create(call: &Call, arguments: [napi_value; 3]) -> Result<napi_value, Thrown>;
}

pub fn parse<T: DeserializeOwned>(json: &str, what: &str) -> Result<T, Thrown> {
    serde_json::from_str(json).map_err(|error| Thrown::error("CONFIG", format!("{what}: {error}")))
}

pub fn to_json<T: Serialize>(value: &T) -> Result<String, Thrown> {
    serde_json::to_string(value).map_err(|error| Thrown::error("JSON", error.to_string()))
}
