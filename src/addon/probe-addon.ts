// Run as a process of its own by build-addon.ts: loads one addon and prints what it says of itself.
import type { ProbeAnswer } from "./build-addon.ts";
import { loadAddon } from "./load-addon.ts";

const outcome = loadAddon(process.argv[2] ?? "");
const answer: ProbeAnswer = outcome.status === "loaded" ? { facts: outcome.addon.facts } : { problem: outcome.problem };
process.stdout.write(JSON.stringify(answer));
