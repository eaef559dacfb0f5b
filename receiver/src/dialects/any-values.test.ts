import fc from "fast-check";
import { expect, test } from "vitest";
import { keysAsked, readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const key = fc.constantFrom(...keysAsked);
const json = fc.jsonValue({ maxDepth: 3 });
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-1, 2 ** 53, 1e300, Number.NaN));
const value = fc.oneof(
  json,
  number,
  fc.boolean(),
  fc.string(),
  json.map((told) => JSON.stringify(told)),
  json.map((told) => JSON.stringify(told).slice(0, -1)),
  number.map(String),
);
const scope = fc.constantFrom(
  "",
  "ai",
  "gen_ai",
  "gcp.vertex.agent",
  "strands-agents",
  "livekit-agents",
  "openlit",
  "agent_framework",
  "openai-agents",
  "com.anthropic.sdk.typescript",
  "com.anthropic.claude_code.tracing",
  "gemini-cli",
  "langfuse-sdk",
  "langsmith",
  "agentops",
  "pydantic-ai",
  "logfire",
  "@traceloop/instrumentation-anthropic",
);
const service = fc.constantFrom("", "codex_exec");
const name = fc.constantFrom("", "call_llm", "handle_responses", "chat", "tools/call ", "llm_request", "agent_run [");

test("whatever stands in the attributes, reading them throws nothing and tells whole numbers of tokens", () => {
  fc.assert(
    fc.property(
      fc.dictionary(key, value),
      scope,
      service,
      name,
      (attributes, ...[scopeName, serviceName, spanName]) => {
        const {
          usage,
          usageDetails = {},
          firstTokenNanos = 0,
        } = readFacts(saidOf({ attributes, scope: scopeName, service: serviceName, name: spanName }));
        const numbers = [...Object.values(usage ?? {}), ...Object.values(usageDetails), firstTokenNanos];
        expect(numbers.filter((told) => !Number.isSafeInteger(told) || told < 0)).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
});
