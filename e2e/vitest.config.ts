import { defineConfig } from "vitest/config";

/** One file after another: each starts processes of its own. */
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
