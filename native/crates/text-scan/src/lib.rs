//! The pattern engine of the native text plugins.
