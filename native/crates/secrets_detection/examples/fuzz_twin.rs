//! Looks for a text on which the plugin differs from its expressions, for as long as it is told:
//! `cargo run --release --features twin --example fuzz_twin -- --seconds 600`.

use mcpplugins_text_scan::twin::run_campaign;
use std::process::ExitCode;

fn main() -> ExitCode {
    run_campaign(&secrets_detection::twin::twin())
}
