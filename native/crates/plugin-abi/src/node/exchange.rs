use super::call::{Call, Thrown};
use napi_sys as sys;
use std::ptr;
use std::slice;

/// The `Uint32Array` through which numbers cross. JavaScript and Rust never touch it at the same time: Rust does so only
/// inside a call, which JavaScript waits for.
pub struct Exchange {
    env: sys::napi_env,
    reference: sys::napi_ref,
    start: *mut u32,
    length: usize,
}

impl Exchange {
    /// Keeps the array alive until the exchange is dropped. JavaScript must not detach its buffer.
    pub fn new(call: &Call, array: sys::napi_value) -> Result<Self, Thrown> {
        let (mut kind, mut length, mut start, mut reference) = (0, 0, ptr::null_mut(), ptr::null_mut());
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
        // SAFETY: the array is a live value.
        unsafe { sys::napi_create_reference(call.env(), array, 1, &mut reference) };
        Ok(Exchange {
            env: call.env(),
            reference,
            start: start.cast(),
            length,
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

impl Drop for Exchange {
    fn drop(&mut self) {
        // SAFETY: dropped either in a call or in a finalizer of the same environment.
        unsafe { sys::napi_delete_reference(self.env, self.reference) };
    }
}
