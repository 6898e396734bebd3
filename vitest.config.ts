import { defineConfig } from "vitest/config";

/** No file leaves anything behind for the next one: half of the time would go into importing the same modules again. */
const isolate = false;
const setupFiles = ["test/seed.ts"];
/** What must come may take its time on a busy machine. */
const expect = { poll: { timeout: 20_000, interval: 20 } };

export default defineConfig({
  test: {
    // The default leaves one core idle, which on two is half the machine.
    maxWorkers: "100%",
    projects: [
      // Long, for no test is about time: on a busy machine all of them take theirs.
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          isolate,
          setupFiles,
          expect,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          isolate,
          setupFiles,
          expect,
          globalSetup: "test/e2e/build-fixtures.ts",
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
