import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{sdk,receiver,ui,bench}/**/*.test.{ts,tsx}"],
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
