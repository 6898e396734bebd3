import { defineConfig } from "vitest/config";

/** No file leaves anything behind for the next one: half of the time would go into importing the same modules again. */
const isolate = false;
const setupFiles = ["test/environment.ts", "test/seed.ts"];
/** What must come may take its time on a busy machine. */
const expect = { poll: { timeout: 60_000, interval: 20 } };
/** No test is about time. One that builds a crate may have to build all that crates depend on, while another test does. */
const testTimeout = 600_000;
const hookTimeout = testTimeout;

export default defineConfig({
  test: {
    // The default leaves one core idle, which on two is half the machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          isolate,
          setupFiles,
          expect,
          testTimeout,
          hookTimeout,
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
          testTimeout,
          hookTimeout,
        },
      },
    ],
  },
});
