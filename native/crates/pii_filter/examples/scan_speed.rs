//! Compares the plugin's search of clean text with a bare sweep over it:
//! `cargo run --release --features twin --example scan_speed`.

use mcpplugins_text_scan::twin::run_speed;

fn main() {
    run_speed(&pii_filter::twin::twin());
}
