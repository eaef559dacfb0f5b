import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { type SaidInput, saidOf } from "./said-of.ts";

const factsOf = (said: SaidInput) => readFacts(saidOf({ scope: "agent_framework", ...said }));

test("the agent repeats the tokens of its calls, and its provider is no vendor", () => {
  const used = { "gen_ai.usage.input_tokens": 120, "gen_ai.usage.output_tokens": 18 };
  const agent = factsOf({
    attributes: {
      ...used,
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.provider.name": "microsoft.agent_framework",
      "gen_ai.agent.name": "weather_agent",
      "gen_ai.conversation.id": "sess-7",
    },
  });
  const chat = factsOf({
    attributes: {
      ...used,
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "azure.ai.openai",
      "gen_ai.request.model": "gpt-4o-mini",
      "gen_ai.response.finish_reasons": ["stop"],
    },
  });
  const usage = { input: 120, output: 18, cached: 0, cacheWrite: 0, reasoning: 0 };
  expect([agent, chat]).toEqual([
    {
      dialect: "microsoft",
      kind: "agent",
      counts: false,
      sessionId: "sess-7",
      agentName: "weather_agent",
      usage,
      usageRule: "as told",
    },
    {
      dialect: "microsoft",
      kind: "llm",
      counts: true,
      provider: "azure.ai.openai",
      model: "gpt-4o-mini",
      usage,
      usageRule: "as told",
      finishReasons: ["stop"],
    },
  ]);
});

test("a run counts its chats and its tools", () => {
  const facts = recordedSpans("agent-framework-python-1.23.0.traces").map((span) => readFacts(saidOf(span)));
  expect(facts.slice(0, 4).map(({ kind, counts, usage }) => [kind, counts, usage?.input, usage?.output])).toEqual([
    ["llm", true, 120, 18],
    ["tool", true, undefined, undefined],
    ["llm", true, 158, 42],
    ["agent", false, 278, 60],
  ]);
});

test("its libraries are known by their scopes, whole words only", () => {
  const scopes = [
    "agent_framework",
    "Experimental.Microsoft.Agents.AI",
    "Experimental.Microsoft.Extensions.AI",
    "semantic_kernel.connectors.ai",
    "Microsoft.SemanticKernel.Diagnostics",
    "Microsoft.AspNetCore",
    "agent_frameworks",
  ];
  const dialects = scopes.map((scope) => factsOf({ scope, attributes: { "gen_ai.operation.name": "chat" } }).dialect);
  expect(dialects).toEqual([...Array(5).fill("microsoft"), "otel-genai", "otel-genai"]);
});

test("workflows are known by the names of their spans", () => {
  const kinds = [
    "workflow.build",
    "workflow.run",
    "executor.process writer",
    "edge_group.process Single",
    "message.send",
  ];
  expect(kinds.map((name) => factsOf({ name, attributes: { "workflow.name": "w" } }))).toEqual(
    ["operation", "workflow", "task", "operation", "operation"].map((kind) => ({
      dialect: "microsoft",
      kind,
      counts: false,
      workflowName: "w",
    })),
  );
});

test("Semantic Kernel names one reason to finish, and completes chats", () => {
  const facts = factsOf({
    scope: "Microsoft.SemanticKernel.Connectors.OpenAI",
    attributes: {
      "gen_ai.operation.name": "chat.completions",
      "gen_ai.system": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.response.finish_reason": "Stop",
      "gen_ai.usage.prompt_tokens": "120",
      "gen_ai.usage.completion_tokens": "18",
    },
  });
  expect(facts).toEqual({
    dialect: "microsoft",
    kind: "llm",
    counts: true,
    provider: "openai",
    model: "gpt-4o",
    usage: { input: 120, output: 18, cached: 0, cacheWrite: 0, reasoning: 0 },
    usageRule: "as told",
    finishReasons: ["Stop"],
  });
});

test("Agent 365 is known by its tenant, whatever the scope", () => {
  const facts = factsOf({
    scope: "",
    attributes: {
      "microsoft.tenant.id": "t-1",
      "microsoft.session.id": "sess-7",
      "microsoft.channel.name": "msteams",
      "gen_ai.operation.name": "Chat",
      "gen_ai.request.model": "gpt-4o",
    },
  });
  expect(facts).toEqual({
    dialect: "microsoft",
    kind: "llm",
    counts: true,
    sessionId: "sess-7",
    platform: "msteams",
    provider: "openai",
    model: "gpt-4o",
  });
});
