//! How engines of different addons are asked in one crossing: the addon that JavaScript calls asks the others itself.
//!
//! Addons are built apart, perhaps by different compilers, so what they show each other has the layout of C. They find it on
//! each other's engine objects, which carry a tag that holds the ABI version.

use super::call::{Call, Thrown};
use super::engine::Engine;
use super::reference::Reference;
use crate::{ABI_VERSION, Hook, Text, TextPlugin, Texts, Units};
use napi_sys as sys;
use std::cell::RefCell;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::rc::Rc;
use std::slice;

const TAG: sys::napi_type_tag = sys::napi_type_tag {
    lower: u64::from_be_bytes(*b"mcpplugi"),
    upper: u64::from_be_bytes(*b"ns\0\0\0\0\0\0") | ABI_VERSION as u64,
};

/// All texts of one payload, end to end.
#[repr(C)]
pub struct Batch<'a> {
    hook: u32,
    wide: bool,
    /// As many units as the last end says: bytes, or 16-bit units where it is wide.
    units: *const c_void,
    ends: *const u32,
    count: usize,
    texts: PhantomData<&'a ()>,
}

impl<'a> Batch<'a> {
    pub fn new(hook: Hook, texts: Texts<'a>) -> Self {
        let (wide, units) = match texts.whole().units() {
            Units::Latin1(bytes) => (false, bytes.as_ptr().cast()),
            Units::Utf16(units) => (true, units.as_ptr().cast()),
        };
        Batch {
            hook: hook as u32,
            wide,
            units,
            ends: texts.ends().as_ptr(),
            count: texts.count(),
            texts: PhantomData,
        }
    }

    fn texts(&self) -> Texts<'a> {
        // SAFETY: start and length are those of a slice that is borrowed for as long as the batch.
        let ends = unsafe { slice::from_raw_parts(self.ends, self.count) };
        let length = ends.last().copied().unwrap_or(0) as usize;
        // SAFETY: as above; the length of the whole is the last end.
        let whole = unsafe {
            if self.wide {
                Text::from_utf16(slice::from_raw_parts(self.units.cast(), length))
            } else {
                Text::from_latin1(slice::from_raw_parts(self.units.cast(), length))
            }
        };
        Texts::new(whole, ends)
    }
}

/// What an engine object shows other addons; what follows it in memory is the owner's own.
#[repr(C)]
struct Shown {
    /// Whether the engine finds nothing in these texts, and has nothing to say about that.
    is_quiet: unsafe extern "C" fn(shown: *const Shown, batch: *const Batch) -> bool,
}

#[repr(C)]
struct Owned<P> {
    shown: Shown,
    engine: Rc<RefCell<Engine<P>>>,
}

/// Lets other addons ask the engine of this object, for as long as the object lives.
pub fn show<P: TextPlugin>(call: &Call, object: sys::napi_value, engine: Rc<RefCell<Engine<P>>>) {
    let is_quiet = is_quiet::<P>;
    let owned = Box::into_raw(Box::new(Owned {
        shown: Shown { is_quiet },
        engine,
    }));
    // SAFETY: the object is a new one without a tag. It owns the data: the finalizer frees it when the object is gone.
    unsafe {
        sys::napi_type_tag_object(call.env(), object, &TAG);
        sys::napi_wrap(
            call.env(),
            object,
            owned.cast(),
            Some(drop_owned::<P>),
            ptr::null_mut(),
            ptr::null_mut(),
        );
    }
}

unsafe extern "C" fn is_quiet<P: TextPlugin>(shown: *const Shown, batch: *const Batch) -> bool {
    // SAFETY: this function stands only in the first field of an Owned<P>, and the caller holds both for the call.
    let (owned, batch) = unsafe { (&*shown.cast::<Owned<P>>(), &*batch) };
    // Neither a panic nor an engine that is busy may cross: asked on its own, the plugin reports what is wrong.
    catch_unwind(AssertUnwindSafe(|| {
        let (Ok(mut engine), Some(hook)) = (owned.engine.try_borrow_mut(), Hook::from_index(batch.hook))
        else {
            return false;
        };
        engine.is_quiet(hook, batch.texts())
    }))
    .unwrap_or(false)
}

unsafe extern "C" fn drop_owned<P>(_env: sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the data came from Box::into_raw of this very type, and Node calls a finalizer once.
    drop(unsafe { Box::from_raw(data.cast::<Owned<P>>()) });
}

/// An engine of any addon, kept alive to be asked.
pub struct Peer {
    shown: *const Shown,
    _object: Reference,
}

impl Peer {
    /// The engine of an object that [`show`] was called for, by this addon or by another one of the same ABI.
    pub fn new(call: &Call, object: sys::napi_value) -> Result<Self, Thrown> {
        let (mut is_tagged, mut shown) = (false, ptr::null_mut());
        // SAFETY: the environment is live and the out pointers are valid; a value that is no object is refused.
        unsafe {
            sys::napi_check_object_type_tag(call.env(), object, &TAG, &mut is_tagged);
            if is_tagged {
                sys::napi_unwrap(call.env(), object, &mut shown);
            }
        }
        if shown.is_null() {
            return Err(Thrown::error("ARGUMENT", "expected an engine of this ABI"));
        }
        Ok(Peer {
            shown: shown.cast(),
            _object: Reference::new(call, object),
        })
    }

    pub fn is_quiet(&self, batch: &Batch) -> bool {
        // SAFETY: the tag says that the layout is ours, and the reference keeps the engine alive.
        unsafe { ((*self.shown).is_quiet)(self.shown, batch) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_holds_the_texts_that_it_was_made_of() {
        let units: Vec<u16> = "\u{e9}\u{65e5}!".encode_utf16().collect();
        let cases: [(Text, &[u32]); 4] = [
            (Text::from_latin1(b""), &[]),
            (Text::from_latin1(b""), &[0, 0]),
            (Text::from_latin1(b"caf\xe9"), &[1, 1, 4]),
            (Text::from_utf16(&units), &[3]),
        ];
        for (whole, ends) in cases {
            let batch = Batch::new(Hook::ToolPostInvoke, Texts::new(whole, ends));
            assert_eq!(Hook::from_index(batch.hook), Some(Hook::ToolPostInvoke));
            assert_eq!(batch.texts().ends(), ends);
            assert_eq!(batch.texts().whole().to_string_lossy(), whole.to_string_lossy());
        }
    }
}
