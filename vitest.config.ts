import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Read by every process that starts from here: each compiles the same code.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL("node_modules/.cache/compiled", import.meta.url));

/** Rooms that are pure share a process; where the engine is opened or a global is changed, each file has its own. */
const pure = [
  "ui/**/*.test.{ts,tsx}",
  "receiver/src/{comparing,demo,dialects,estimating,examining,findings,import,ledger,model,otlp,pricing,redaction,settings,terminal,timing}/**/*.test.ts",
];

export default defineConfig({
  test: {
    pool: "forks",
    // Against hangs alone: a busy machine takes its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: availableParallelism() + 1,
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["{sdk,receiver,bench}/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...pure],
        },
      },
    ],
  },
});
