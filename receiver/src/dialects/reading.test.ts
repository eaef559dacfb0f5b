import fc from "fast-check";
import { expect, test } from "vitest";
import type { Said } from "./dialect.ts";
import { keysAsked, readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const key = fc.constantFrom(...keysAsked);
const value = fc.oneof(
  fc.nat(),
  fc.constantFrom("LLM", "agent", "tool", "chat", "invoke_agent", "generation", "ERROR", "true", "1", "gpt-5"),
  fc.constantFrom('{"usage":{"input_tokens":1,"output_tokens":2},"model":"gpt-5"}', '["a"]', '{"total":3,"input":1}'),
);
const about = {
  scope: fc.constantFrom(
    "",
    "langfuse-sdk",
    "agentops",
    "langsmith",
    "pydantic-ai",
    "logfire",
    "gcp.vertex.agent",
    "ai",
    "gen_ai",
    "strands-agents",
    "livekit-agents",
    "openlit",
    "agent_framework",
    "com.anthropic.claude_code.tracing",
    "gemini-cli",
    "@traceloop/instrumentation-anthropic",
  ),
  service: fc.constantFrom("", "codex_exec"),
  name: fc.constantFrom("", "work", "invoke_agent planner", "execute_tool search", "call_llm", "agent_run [planner]"),
  spanKind: fc.constantFrom(1, 2, 3),
  start: fc.constantFrom(0n, 1_800_000_000_000_000_000n),
};
const input = fc.record({ ...about, attributes: fc.dictionary(key, value, { maxKeys: 12 }) });

test("what is not looked for would not have been found", () => {
  fc.assert(
    fc.property(input, (given) => {
      const said = saidOf(given);
      expect(readFacts(said)).toEqual(readFacts({ ...said, present: [...keysAsked] }));
    }),
    { numRuns: 2000 },
  );
});

test("no reader asks for an attribute that it does not name before", () => {
  fc.assert(
    fc.property(input, (given) => {
      const said = saidOf(given);
      const unnamed = new Set<string>();
      const noting = <Answer>(ask: (key: string) => Answer) => {
        return (name: string) => {
          if (!keysAsked.has(name)) unnamed.add(name);
          return ask(name);
        };
      };
      const heard: Said = {
        ...said,
        has: noting(said.has),
        text: noting(said.text),
        count: noting(said.count),
        number: noting(said.number),
        list: noting(said.list),
        json: noting(said.json),
      };
      readFacts(heard);
      expect([...unnamed]).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
