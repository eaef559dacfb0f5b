import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

test("what a crew tells its vendor is never a call", () => {
  const attributes = { crew_key: "k", crew_id: "c", "gen_ai.usage.input_tokens": 9 };
  expect(readFacts(saidOf({ service: "crewAI-telemetry", name: "Task Execution", attributes }))).toEqual({
    dialect: "crewai",
    kind: "operation",
    counts: false,
  });
});
