use napi_sys as sys;
use std::any::Any;
use std::ffi::{CStr, c_void};
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::rc::Rc;

/// An error on its way to JavaScript.
pub struct Thrown {
    code: &'static str,
    message: String,
}

impl Thrown {
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Thrown {
            code,
            message: message.into(),
        }
    }

    fn panic(payload: &(dyn Any + Send)) -> Self {
        let message = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        Thrown::error("PANIC", message)
    }
}

/// One call from JavaScript: a live environment, from which values are made and read. It can't outlive the call.
pub struct Call<'call> {
    env: sys::napi_env,
    scope: PhantomData<&'call ()>,
}

impl Call<'_> {
    /// # Safety
    /// `env` must be live for as long as the call is used.
    pub unsafe fn new(env: sys::napi_env) -> Self {
        Call {
            env,
            scope: PhantomData,
        }
    }

    pub fn env(&self) -> sys::napi_env {
        self.env
    }

    /// The answer of a function that has none: Node takes no value for undefined.
    pub fn undefined(&self) -> sys::napi_value {
        ptr::null_mut()
    }

    pub fn number(&self, number: u32) -> sys::napi_value {
        let mut value = ptr::null_mut();
        // SAFETY: the environment is live, the out pointer is valid.
        unsafe { sys::napi_create_uint32(self.env, number, &mut value) };
        value
    }

    pub fn object(&self) -> sys::napi_value {
        let mut value = ptr::null_mut();
        // SAFETY: as above.
        unsafe { sys::napi_create_object(self.env, &mut value) };
        value
    }

    pub fn string(&self, text: &str) -> Result<sys::napi_value, Thrown> {
        let mut value = ptr::null_mut();
        // V8 takes bytes that are a character each as they are.
        let create = if text.is_ascii() {
            sys::napi_create_string_latin1
        } else {
            sys::napi_create_string_utf8
        };
        // SAFETY: pointer and length are those of one live string.
        let status = unsafe { create(self.env, text.as_ptr().cast(), text.len() as isize, &mut value) };
        if status == sys::Status::napi_ok {
            Ok(value)
        } else {
            Err(Thrown::error("STRING", "the answer is too long"))
        }
    }

    /// Reads a JavaScript string; a lone surrogate becomes U+FFFD.
    pub fn read_string(&self, value: sys::napi_value) -> Result<String, Thrown> {
        let mut bytes = Vec::new();
        self.read_utf8(value, &mut bytes)?;
        String::from_utf8(bytes).map_err(|error| Thrown::error("ARGUMENT", error.to_string()))
    }

    /// Copies a JavaScript string into the buffer, which then holds exactly its UTF-8; a lone surrogate becomes U+FFFD.
    pub fn read_utf8(&self, value: sys::napi_value, into: &mut Vec<u8>) -> Result<(), Thrown> {
        let mut length = 0;
        // SAFETY: a null buffer asks for the length in bytes, without the final zero.
        let status =
            unsafe { sys::napi_get_value_string_utf8(self.env, value, ptr::null_mut(), 0, &mut length) };
        if status != sys::Status::napi_ok {
            return Err(Thrown::error("ARGUMENT", "expected a string"));
        }
        // SAFETY: Node stays within the room that it is told, and tells how many bytes it has written.
        unsafe {
            fill(into, length, |start, room, copied| {
                sys::napi_get_value_string_utf8(self.env, value, start.cast(), room, copied)
            })
        }
    }

    pub fn read_number(&self, value: sys::napi_value) -> Result<u32, Thrown> {
        let mut number = 0;
        // SAFETY: the environment is live, the out pointer is valid.
        let status = unsafe { sys::napi_get_value_uint32(self.env, value, &mut number) };
        if status == sys::Status::napi_ok {
            Ok(number)
        } else {
            Err(Thrown::error("ARGUMENT", "expected a number"))
        }
    }

    /// The items of an array.
    pub fn elements(&self, array: sys::napi_value) -> Result<Vec<sys::napi_value>, Thrown> {
        let mut count = 0;
        // SAFETY: as above.
        let status = unsafe { sys::napi_get_array_length(self.env, array, &mut count) };
        if status != sys::Status::napi_ok {
            return Err(Thrown::error("ARGUMENT", "expected an array"));
        }
        let elements = (0..count).map(|index| {
            let mut element = ptr::null_mut();
            // SAFETY: as above.
            unsafe { sys::napi_get_element(self.env, array, index, &mut element) };
            element
        });
        Ok(elements.collect())
    }

    /// Copies a string whose units are all below U+0100 into the buffer, which then holds exactly its units.
    pub fn read_latin1(
        &self,
        value: sys::napi_value,
        length: usize,
        into: &mut Vec<u8>,
    ) -> Result<(), Thrown> {
        // SAFETY: Node stays within the room that it is told, and tells how many units it has written.
        unsafe {
            fill(into, length, |start, room, copied| {
                sys::napi_get_value_string_latin1(self.env, value, start.cast(), room, copied)
            })
        }
    }

    /// Copies a string's UTF-16 units into the buffer, which then holds exactly them.
    pub fn read_utf16(
        &self,
        value: sys::napi_value,
        length: usize,
        into: &mut Vec<u16>,
    ) -> Result<(), Thrown> {
        // SAFETY: as for Latin-1.
        unsafe {
            fill(into, length, |start, room, copied| {
                sys::napi_get_value_string_utf16(self.env, value, start, room, copied)
            })
        }
    }

    pub fn set(&self, object: sys::napi_value, name: &CStr, value: sys::napi_value) {
        // SAFETY: the environment is live and the name ends in zero.
        unsafe { sys::napi_set_named_property(self.env, object, name.as_ptr(), value) };
    }

    pub fn set_number(&self, object: sys::napi_value, name: &CStr, number: u32) {
        self.set(object, name, self.number(number));
    }

    /// Puts a function on an object; see [`Call::function`].
    pub fn set_function<S: 'static, const N: usize, F>(
        &self,
        object: sys::napi_value,
        name: &CStr,
        state: Rc<S>,
        body: F,
    ) where
        F: Fn(&Call, &S, [sys::napi_value; N]) -> Result<sys::napi_value, Thrown> + Copy + 'static,
    {
        self.set(object, name, self.function(name, state, body));
    }

    /// Makes a function. The state lives until the function is collected; errors and panics are thrown.
    pub fn function<S: 'static, const N: usize, F>(
        &self,
        name: &CStr,
        state: Rc<S>,
        body: F,
    ) -> sys::napi_value
    where
        F: Fn(&Call, &S, [sys::napi_value; N]) -> Result<sys::napi_value, Thrown> + Copy + 'static,
    {
        let data = Box::into_raw(Box::new(Bound { state, body })).cast::<c_void>();
        let mut function = ptr::null_mut();
        // SAFETY: the data is a Bound<S, F>, as both callbacks expect. The finalizer frees it when the function, the only
        // thing that can reach it, is gone.
        unsafe {
            let name = name.to_bytes();
            sys::napi_create_function(
                self.env,
                name.as_ptr().cast(),
                name.len() as isize,
                Some(trampoline::<S, N, F>),
                data,
                &mut function,
            );
            sys::napi_add_finalizer(
                self.env,
                function,
                data,
                Some(finalize::<S, F>),
                ptr::null_mut(),
                ptr::null_mut(),
            );
        }
        function
    }

    fn throw(&self, thrown: Thrown) {
        // A message may hold any byte but zero.
        let text = |text: &str| std::ffi::CString::new(text.replace('\0', "\u{fffd}")).unwrap_or_default();
        let (code, message) = (
            text(&format!("MCPPLUGINS_{}", thrown.code)),
            text(&thrown.message),
        );
        // SAFETY: both strings end in zero and are copied by the call.
        unsafe { sys::napi_throw_error(self.env, code.as_ptr(), message.as_ptr()) };
    }
}

/// Puts a string of that length into the buffer. `copy` gets where to write, how many units there is room for, the final zero
/// among them, and where to say how many units it has written.
///
/// # Safety
/// `copy` writes no more than there is room for, and no fewer units than it says.
unsafe fn fill<T>(
    buffer: &mut Vec<T>,
    length: usize,
    copy: impl FnOnce(*mut T, usize, &mut usize) -> sys::napi_status,
) -> Result<(), Thrown> {
    buffer.clear();
    buffer.reserve(length + 1);
    let mut copied = 0;
    let status = copy(buffer.as_mut_ptr(), length + 1, &mut copied);
    if status != sys::Status::napi_ok || copied != length {
        return Err(Thrown::error(
            "ARGUMENT",
            format!("expected a string of {length} units, copied {copied}"),
        ));
    }
    // SAFETY: that many units have just been written.
    unsafe { buffer.set_len(copied) };
    Ok(())
}

struct Bound<S, F> {
    state: Rc<S>,
    body: F,
}

unsafe extern "C" fn trampoline<S, const N: usize, F>(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value
where
    F: Fn(&Call, &S, [sys::napi_value; N]) -> Result<sys::napi_value, Thrown>,
{
    let mut arguments = [ptr::null_mut(); N];
    let mut count = N;
    let mut data = ptr::null_mut();
    // SAFETY: Node passes a live environment and call; missing arguments are filled with undefined.
    let (call, bound) = unsafe {
        sys::napi_get_cb_info(
            env,
            info,
            &mut count,
            arguments.as_mut_ptr(),
            ptr::null_mut(),
            &mut data,
        );
        (Call::new(env), &*data.cast::<Bound<S, F>>())
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| (bound.body)(&call, &bound.state, arguments)));
    match outcome.unwrap_or_else(|payload| Err(Thrown::panic(&*payload))) {
        Ok(value) => value,
        Err(thrown) => {
            call.throw(thrown);
            ptr::null_mut()
        }
    }
}

unsafe extern "C" fn finalize<S, F>(_env: sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the data came from Box::into_raw of this very type, and Node calls a finalizer once.
    drop(unsafe { Box::from_raw(data.cast::<Bound<S, F>>()) });
}
