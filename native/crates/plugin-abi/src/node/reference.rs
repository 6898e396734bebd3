use super::call::Call;
use napi_sys as sys;
use std::ptr;

/// Keeps a JavaScript object alive until it is dropped.
pub struct Reference {
    env: sys::napi_env,
    reference: sys::napi_ref,
}

impl Reference {
    pub fn new(call: &Call, object: sys::napi_value) -> Self {
        let mut reference = ptr::null_mut();
        // SAFETY: the environment and the value are live, the out pointer is valid.
        unsafe { sys::napi_create_reference(call.env(), object, 1, &mut reference) };
        Reference {
            env: call.env(),
            reference,
        }
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        // SAFETY: dropped either in a call or in a finalizer of the same environment.
        unsafe { sys::napi_delete_reference(self.env, self.reference) };
    }
}
