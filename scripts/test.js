// The whole test suite: builds, then the TypeScript tests, then the Rust tests. Ends with one line of counts.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const scratch = mkdtempSync(join(tmpdir(), "mcpplugins-test-"));
const hasCargo = spawnSync("cargo", ["--version"]).status === 0;
let passed = 0;
/** A text for each test that failed, told again above the last line: of a long log only the end may be kept. */
const failures = [];

if (run(process.execPath, ["scripts/prepare.js"]) !== 0) failures.push("scripts/prepare.js");
else {
  testTypeScript();
  if (hasCargo) testRust();
  else console.log("cargo not found: the Rust tests and the tests of native code were not run");
}
rmSync(scratch, { recursive: true, force: true });
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

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
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    passed += numPassedTests;
    failures.push(...testResults.flatMap(failuresOfFile));
  }
  if (status !== 0 && failures.length === 0) failures.push(`vitest, with exit code ${status}`);
}

function failuresOfFile({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  const tests = assertionResults.filter((test) => test.status === "failed");
  // A file that can't be loaded has no tests.
  if (status === "failed" && tests.length === 0) return [`${file}\n${shorten(message)}`];
  // Of a test that took too long there is no message but the time.
  const title = ({ fullName, duration = 0 }) => `${file} > ${fullName} (${Math.round(duration)} ms)`;
  return tests.map((test) => `${title(test)}\n${shorten(test.failureMessages.join("\n"))}`);
}

/** The beginning of a message, without the parts of its stack that are not ours. */
function shorten(message) {
  const lines = stripVTControlCharacters(message).split("\n");
  const ours = lines.filter((line) => !/^ +at .*(node_modules|node:internal|<anonymous>)/.test(line));
  return ours
    .slice(0, 30)
    .map((line) => `  ${line}`)
    .join("\n");
}

function testRust() {
  const { status, stdout } = spawnSync("cargo", ["test", "--workspace", "--manifest-path", "native/Cargo.toml"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  process.stdout.write(stdout);
  for (const [, count] of stdout.matchAll(/^test result: \w+\. (\d+) passed/gm)) passed += Number(count);
  const failed = Array.from(stdout.matchAll(/^test (.+) \.\.\. FAILED$/gm), ([, name]) => `cargo test: ${name}`);
  failures.push(...failed);
  if (status !== 0 && failed.length === 0) failures.push(`cargo test, with exit code ${status}`);
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status;
}
