#!/usr/bin/env node
// Kept free of modern syntax up to the check, so that an old Node gets the sentence and not a SyntaxError.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error: mcpplugins needs Node 20.19 or newer; this is ${process.versions.node}\n`);
  process.exitCode = 4;
} else {
  const { main } = await import("../dist/cli.js");
  await main(process.argv);
}
