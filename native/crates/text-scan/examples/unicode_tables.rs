//! Prints `src/tables.rs` from the tables of regex-syntax:
//! `cargo run --example unicode_tables > crates/text-scan/src/tables.rs`

use regex_syntax::hir::{Class, HirKind};

fn main() {
    println!("//! The non-ASCII characters of a class, as sorted ranges, first and last character included.");
    println!("//! Printed by `examples/unicode_tables.rs`.");
    for (name, pattern) in [("WORD", r"\w"), ("DIGIT", r"\d"), ("SPACE", r"\s")] {
        println!("\n/// The characters of `{pattern}` from U+0080 up.");
        println!("#[rustfmt::skip]");
        println!("pub static {name}: &[(u32, u32)] = &[");
        for line in ranges(pattern).chunks(6) {
            let pairs: Vec<String> = line
                .iter()
                .map(|(first, last)| format!("({first:#x}, {last:#x}),"))
                .collect();
            println!("    {}", pairs.join(" "));
        }
        println!("];");
    }
}

fn ranges(pattern: &str) -> Vec<(u32, u32)> {
    let hir = regex_syntax::parse(pattern).expect("a class escape");
    let HirKind::Class(Class::Unicode(class)) = hir.kind() else {
        panic!("{pattern} must be a class of characters");
    };
    class
        .iter()
        .map(|range| (u32::from(range.start()).max(0x80), u32::from(range.end())))
        .filter(|(first, last)| first <= last)
        .collect()
}
