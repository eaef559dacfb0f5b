import { context } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { recording } from "../../test/recording.ts";
import { startModelCall } from "../record/model-call.ts";
import { beginWork } from "./begin-work.ts";

test("a call that passes through two layers is one span, and knows what either knows", () => {
  const { spans } = recording();
  const outer = startModelCall({ provider: "langchain", operation: "chat" });
  if (!outer) throw new Error("it should run");
  context.with(outer.context, () => {
    const content = () => ({ input: [{ role: "user", parts: [{ type: "text", content: "hi" } as const] }] });
    const inner = startModelCall({ provider: "openai", operation: "chat", model: "gpt-5", isStream: true, content });
    inner?.tell({ id: "c-1", usage: { input: 3, output: 2 } });
    inner?.end();
  });
  expect(spans()).toEqual([]);
  outer.tell({ finishReasons: ["stop"] });
  outer.end();
  expect(spans()).toEqual([
    {
      name: "chat gpt-5",
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-5",
        "gen_ai.request.stream": true,
        "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]',
        "gen_ai.response.id": "c-1",
        "gen_ai.response.finish_reasons": ["stop"],
        "gen_ai.usage.input_tokens": 3,
        "gen_ai.usage.output_tokens": 2,
      },
    },
  ]);
});

test("work within a call has calls of its own", () => {
  const { names } = recording();
  const outer = startModelCall({ provider: "router", operation: "chat", model: "router" });
  if (!outer) throw new Error("it should run");
  context.with(outer.context, () => {
    const work = beginWork({ kind: "tool", name: "search" });
    if (!work) throw new Error("it should run");
    context.with(work.context, () => startModelCall({ provider: "openai", operation: "chat", model: "gpt-5" })?.end());
    work.end();
  });
  outer.end();
  expect(names()).toEqual(["chat gpt-5", "execute_tool search", "chat router"]);
});
