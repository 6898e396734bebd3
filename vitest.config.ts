import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // The default leaves one core idle, which on two is half the machine.
    maxWorkers: "100%",
    projects: [
      // Long, for no test is about time: on a busy machine all of them take theirs.
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 30_000 } },
      { test: { name: "e2e", include: ["test/e2e/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 240_000 } },
    ],
  },
});
