import fc from "fast-check";
import { expect, test } from "vitest";
import { saidOf } from "../said-of.ts";
import { eventKeysAsked, eventReaderOf } from "./index.ts";

const claudeCode = "com.anthropic.claude_code.events";
const read = (name: string, attributes: Record<string, unknown>, scope = "", service = "") =>
  eventReaderOf(name, scope, service)?.read(saidOf({ scope, service, name, attributes }));

test("an event is known by its whole name, or by its short one from whoever leaves it out", () => {
  const known = (name: string, scope = "", service = "") => eventReaderOf(name, scope, service) !== undefined;
  expect(known("claude_code.api_request")).toBe(true);
  expect(known("api_request", claudeCode)).toBe(true);
  expect(known("api_request", "", "claude-code")).toBe(true);
  expect(known("api_request")).toBe(false);
  expect(known("tool_result", "", "codex_cli_rs")).toBe(true);
  expect(known("api_response", "gemini-cli")).toBe(true);
  expect(known("tool_decision", claudeCode)).toBe(false);
  expect(known("gen_ai.choice")).toBe(false);
  expect(known("constructor")).toBe(false);
  expect(known("")).toBe(false);
});

test("a call that failed has no tokens, and what is said of why", () => {
  const told = read("claude_code.api_error", {
    model: "claude-sonnet-4-5",
    error: "overloaded",
    status_code: "529",
    duration_ms: "1200.5",
    "session.id": "s",
  });
  expect(told).toEqual({
    role: "call",
    name: "chat claude-sonnet-4-5",
    facts: {
      dialect: "claude-code",
      kind: "llm",
      counts: true,
      sessionId: "s",
      userId: undefined,
      agentName: "Claude Code",
      model: "claude-sonnet-4-5",
      provider: "anthropic",
      failed: true,
      errorType: "529",
      errorMessage: "overloaded",
    },
    durationNanos: 1_200_500_000,
    promptId: undefined,
  });
});

test("what Gemini's tools handed over is input where the total holds it", () => {
  const counts = { input_token_count: 100, output_token_count: 10, thoughts_token_count: 5, tool_token_count: 20 };
  const usage = (total: number) =>
    read("gemini_cli.api_response", { ...counts, total_token_count: total })?.facts.usage;
  expect(usage(135)).toEqual({ input: 120, output: 15, cached: 0, cacheWrite: 0, reasoning: 5 });
  expect(usage(115)).toEqual({ input: 100, output: 15, cached: 0, cacheWrite: 0, reasoning: 5 });
});

test("a cost of nothing is no cost, and missing tokens are not zero", () => {
  expect(read("api_request", { cost_usd: 0, model: "m" }, claudeCode)?.facts).toMatchObject({
    usage: undefined,
    reportedCost: undefined,
  });
});

test("OTel's event tells what its span would, and Gemini CLI's is told by another", () => {
  const name = "gen_ai.client.inference.operation.details";
  const attributes = { "gen_ai.operation.name": "embeddings", "gen_ai.request.model": "e", "error.type": "Timeout" };
  expect(read(name, attributes)).toMatchObject({
    role: "call",
    name: "embeddings e",
    facts: { kind: "embedding", counts: true, failed: true, errorType: "Timeout" },
  });
  expect(read(name, attributes, "gemini-cli")).toBeUndefined();
  expect(read(name, { "gen_ai.operation.name": "invoke_agent" })).toBeUndefined();
  expect(read(name, {})).toBeUndefined();
});

test("readers never throw, and answer what a row can hold", () => {
  const names = fc.constantFrom(
    "claude_code.api_request",
    "claude_code.tool_result",
    "codex.sse_event",
    "codex.api_request",
    "gemini_cli.api_response",
    "gen_ai.client.inference.operation.details",
    "gen_ai.client.operation.exception",
  );
  const attributes = fc.dictionary(fc.constantFrom(...eventKeysAsked), fc.anything(), { maxKeys: 30 });
  fc.assert(
    fc.property(names, attributes, (name, said) => {
      const told = read(name, said);
      if (told === undefined) return;
      expect(Number.isFinite(told.durationNanos) && told.durationNanos >= 0).toBe(true);
      for (const count of Object.values(told.facts.usage ?? {})) expect(Number.isSafeInteger(count)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
