//! Hands the facts of this build to the code, so that an addon can say how it was made.

use std::process::Command;

fn main() {
    let var = |name: &str| std::env::var(name).unwrap_or_default();
    println!("cargo:rustc-env=MCPPLUGINS_BUILD_TARGET={}", var("TARGET"));
    println!("cargo:rustc-env=MCPPLUGINS_BUILD_PROFILE={}", var("PROFILE"));
    println!(
        "cargo:rustc-env=MCPPLUGINS_BUILD_RUSTC={}",
        rustc_version(&var("RUSTC"))
    );
    println!("cargo:rerun-if-changed=build.rs");
}

fn rustc_version(rustc: &str) -> String {
    let output = Command::new(rustc).arg("--version").output();
    output
        .map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned())
        .unwrap_or_default()
}
