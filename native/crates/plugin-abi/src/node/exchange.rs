use super::call::{Call, Thrown};
use super::reference::Reference;
use napi_sys as sys;
use std::ptr;
use std::slice;

/// The `Uint32Array` through which numbers cross. JavaScript and Rust never touch it at the same time: Rust does so only
/// inside a call, which JavaScript waits for.
pub struct Exchange {
    start: *mut u32,
    length: usize,
    _array: Reference,
}

impl Exchange {
    /// Keeps the array alive until the exchange is dropped. JavaScript must not detach its buffer.
    pub fn new(call: &Call, array: sys::napi_value) -> Result<Self, Thrown> {
        let (mut kind, mut length, mut start) = (0, 0, ptr::null_mut());
        // SAFETY: the environment is live and every out pointer is valid; the ones not asked for may be null.
        let status = unsafe {
            sys::napi_get_typedarray_info(
                call.env(),
                array,
                &mut kind,
                &mut length,
                &mut start,
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
        if status != sys::Status::napi_ok || kind != sys::TypedarrayType::uint32_array {
            return Err(Thrown::error("ARGUMENT", "the exchange must be a Uint32Array"));
        }
        Ok(Exchange {
            start: start.cast(),
            length,
            _array: Reference::new(call, array),
        })
    }

    pub fn slots(&mut self) -> &mut [u32] {
        if self.length == 0 {
            return &mut [];
        }
        // SAFETY: the reference keeps the array's memory alive, V8 does not move it, and JavaScript is waiting.
        unsafe { slice::from_raw_parts_mut(self.start, self.length) }
    }
}
