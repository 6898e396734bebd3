use std::cell::Cell;
use std::ops::Deref;

thread_local! {
    /// The memory of the last class bytes that were made: a plugin looks at one text after the other.
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// More memory than this is given back.
const MOST_SPARE: usize = 1 << 20;

/// One class byte for each UTF-16 unit of a text, see [`crate::class_bytes`].
#[derive(Debug)]
pub enum ClassBytes<'a> {
    /// ASCII text is its own classes.
    Ascii(&'a [u8]),
    /// The classes of other text.
    Made(Vec<u8>),
}

impl ClassBytes<'_> {
    /// So many class bytes, all of which `write` writes.
    pub(crate) fn made(length: usize, write: impl FnOnce(&mut [u8])) -> Self {
        let mut bytes = SPARE.take();
        bytes.resize(length, 0);
        write(&mut bytes);
        ClassBytes::Made(bytes)
    }
}

impl Deref for ClassBytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            ClassBytes::Ascii(bytes) => bytes,
            ClassBytes::Made(bytes) => bytes,
        }
    }
}

impl Drop for ClassBytes<'_> {
    fn drop(&mut self) {
        if let ClassBytes::Made(bytes) = self
            && bytes.capacity() <= MOST_SPARE
        {
            SPARE.set(std::mem::take(bytes));
        }
    }
}
