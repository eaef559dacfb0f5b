import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (attributes: Record<string, unknown>) =>
  readFacts(saidOf({ scope: "org.springframework.boot", attributes }));

test("a model call says everything in texts and counts; its client and advisors do not", () => {
  const chat = factsOf({
    "gen_ai.operation.name": "chat",
    "gen_ai.system": "spring_ai",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
    "gen_ai.response.id": "chatcmpl-1",
    "gen_ai.response.finish_reasons": '["STOP"]',
    "gen_ai.usage.input_tokens": "158",
    "gen_ai.usage.output_tokens": "42",
    "gen_ai.usage.total_tokens": "200",
    "gen_ai.usage.cache_read_input_tokens": "128",
  });
  const client = factsOf({
    "gen_ai.operation.name": "framework",
    "gen_ai.system": "spring_ai",
    "spring.ai.kind": "chat_client",
    "spring.ai.chat.client.stream": "true",
    "spring.ai.chat.client.conversation.id": "sess-7",
  });
  expect([chat, client]).toEqual([
    {
      dialect: "spring-ai",
      kind: "llm",
      counts: true,
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-1",
      usage: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 0 },
      usageRule: "as told",
      finishReasons: ["STOP"],
    },
    { dialect: "spring-ai", kind: "workflow", counts: false, sessionId: "sess-7", streaming: true },
  ]);
});

test("a tool tells its name and its call, and a store of vectors is searched", () => {
  const tool = factsOf({
    "gen_ai.operation.name": "framework",
    "spring.ai.kind": "tool_call",
    "spring.ai.tool.definition.name": "get_weather",
    "spring.ai.tool.call.id": "call_1",
  });
  const kinds = ["advisor", "vector_store"].map((kind) => factsOf({ "spring.ai.kind": kind, "db.system": "pg" }).kind);
  expect(tool).toEqual({
    dialect: "spring-ai",
    kind: "tool",
    counts: true,
    toolName: "get_weather",
    toolCallId: "call_1",
  });
  expect(kinds).toEqual(["operation", "retrieval"]);
});
