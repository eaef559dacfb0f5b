import { expect, test } from "vitest";
import { recording } from "../../test/recording.ts";
import type { Loaded } from "./instrument.ts";
import { instrument as llamaindex } from "./llamaindex.ts";

const loaded: Loaded = { name: "fake", version: "1.0.0", module: "fake", kind: "esm", file: "/fake.js" };

test("what LlamaIndex tells its listeners is recorded", () => {
  const { spans } = recording();
  const target = new EventTarget();
  const callbackManager = {
    on: (name: string, heard: (event: unknown) => void) => target.addEventListener(name, heard),
  };
  const tell = (name: string, detail: object) => target.dispatchEvent(new CustomEvent(name, { detail }));
  llamaindex.patch({ Settings: { callbackManager } }, loaded);
  tell("llm-start", { id: "1", messages: [{ role: "user", content: "hi" }] });
  const raw = { id: "c-1", model: "gpt-5", usage: { prompt_tokens: 3, completion_tokens: 2 } };
  tell("llm-end", { id: "1", response: { message: { role: "assistant", content: "hello" }, raw } });
  tell("llm-tool-call", { toolCall: { id: "t-1", name: "search", input: { query: "x" } } });
  tell("llm-tool-result", { toolCall: { id: "t-1" }, toolResult: { output: "found", isError: false } });
  expect(spans().map(({ name, attributes }) => [name, attributes["gen_ai.response.model"]])).toEqual([
    ["chat", "gpt-5"],
    ["execute_tool search", undefined],
  ]);
});
