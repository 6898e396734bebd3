// Runs after `npm ci` in a checkout and before `npm pack`: compiles the TypeScript, and the addons where cargo is there.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const mend = "install Rust from https://rustup.rs, then 'npm run build:native'";
const { npm_config_global: isGlobal, NODE_VIRTUAL_ENV: hookEnvironment, npm_execpath: npm } = process.env;

// `npm install --global` of a repository, as pre-commit does it, forgets the development dependencies (npm 11).
if (!hasCompiler() && isGlobal === "true" && npm !== undefined) {
  run(process.execPath, [npm, "ci", "--global=false", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"]);
}

if (!hasCompiler()) {
  console.log("mcpplugins: nothing compiled, because the development dependencies are not installed");
} else {
  if (run(process.execPath, ["scripts/build.js"]) !== 0) process.exit(1);
  if (hookEnvironment !== undefined) {
    console.log("mcpplugins: no addons are built for pre-commit, whose hooks don't run plugins");
  } else if (spawnSync("cargo", ["--version"]).status !== 0) {
    console.log(`mcpplugins: cargo not found, so the TypeScript fallbacks are in use; to change that: ${mend}`);
  } else if (run(process.execPath, ["bin/mcpplugins.js", "build", "--bundled"]) !== 0) {
    console.log("mcpplugins: the addons could not be built (see above), so the TypeScript fallbacks are in use");
  }
}

function hasCompiler() {
  return existsSync(join(root, "node_modules", "typescript"));
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status;
}
