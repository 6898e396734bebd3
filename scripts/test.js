// The whole test suite: builds, then the TypeScript tests, then the Rust tests. Ends with one line of counts.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const scratch = mkdtempSync(join(tmpdir(), "mcpplugins-test-"));
const hasCargo = spawnSync("cargo", ["--version"]).status === 0;
let passed = 0;
let failed = 0;

if (run(process.execPath, ["scripts/prepare.js"]) !== 0) failed++;
else {
  testTypeScript();
  if (hasCargo) testRust();
  else console.log("cargo not found: the Rust tests and the tests of native code were not run");
}
rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function testTypeScript() {
  const report = join(scratch, "vitest.json");
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const status = run(process.execPath, [
    vitest,
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${report}`,
  ]);
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
    passed += numPassedTests;
    failed += numFailedTests;
  }
  // A suite that could not even be collected has no tests to count.
  if (status !== 0 && failed === 0) failed++;
}

function testRust() {
  const { status, stdout } = spawnSync("cargo", ["test", "--workspace", "--manifest-path", "native/Cargo.toml"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  process.stdout.write(stdout);
  for (const [, good, bad] of stdout.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed/gm)) {
    passed += Number(good);
    failed += Number(bad);
  }
  if (status !== 0 && failed === 0) failed++;
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status;
}
