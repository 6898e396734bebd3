// Preloaded into a server: on SIGUSR2 it collects garbage, and writes its `process.memoryUsage()` into the file MEMORY_REPORT.
import { renameSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// NODE_OPTIONS does not take the flag in Node 20.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const file = process.env["MEMORY_REPORT"];

process.on("SIGUSR2", () => {
  collect();
  writeFileSync(`${file}.part`, JSON.stringify(process.memoryUsage()));
  renameSync(`${file}.part`, file);
});
