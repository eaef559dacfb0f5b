import { expect, test } from "vitest";
import { recording } from "../../test/recording.ts";
import { instrument } from "./claude-agent.ts";

/** As Claude Code tells of agents below its own, and as its older versions tell of all: no pieces of answers. */
const usage = { input_tokens: 10, cache_read_input_tokens: 90, cache_creation_input_tokens: 0, output_tokens: 5 };
const answer = (id: string, agent: string | null, ...content: readonly object[]) => ({
  type: "assistant",
  message: { id, type: "message", role: "assistant", model: "claude-sonnet-5-5", usage, content },
  parent_tool_use_id: agent,
});
const calls = (id: string, name: string) => ({ type: "tool_use", id, name, input: {} });
const says = (text: string) => ({ type: "text", text });
const returns = (id: string, agent: string | null, content: string) => ({
  type: "user",
  message: { role: "user", content: [{ type: "tool_result", tool_use_id: id, content }] },
  parent_tool_use_id: agent,
});

const messages = [
  { type: "system", subtype: "init", session_id: "s-1", model: "claude-sonnet-5-5" },
  answer("m-1", null, says("I ask two."), calls("t-1", "Agent")),
  answer("m-1", null, calls("t-2", "Agent")),
  answer("m-2", "t-1", calls("t-3", "Grep")),
  answer("m-3", "t-2", calls("t-4", "Read")),
  returns("t-3", "t-1", "a.ts"),
  returns("t-4", "t-2", "b.ts"),
  returns("t-1", null, "It is in a.ts."),
  returns("t-2", null, "It is in b.ts."),
  answer("m-4", null, says("It is in both.")),
  { type: "result", subtype: "success", is_error: false, result: "It is in both." },
];

function query() {
  const module = {
    async *query(_: { prompt: string }) {
      yield* messages;
    },
  };
  const loaded = { name: "fake", version: "1.0.0", module: "fake", kind: "esm", file: "/fake.js" } as const;
  instrument.patch(module, loaded);
  return module.query({ prompt: "Where is it?" });
}

/** In the order of their end. */
function told({ spans, ended }: ReturnType<typeof recording>) {
  expect(spans()).toHaveLength(ended.length);
  const names = new Map(ended.map((span) => [span.spanContext().spanId, span.name]));
  return ended.map(({ name, parentSpanContext: above, attributes }) => [
    name,
    names.get(above?.spanId ?? ""),
    attributes["gen_ai.usage.input_tokens"] ?? attributes["gen_ai.tool.call.result"] ?? attributes["spanwise.output"],
    ...(attributes["spanwise.interrupted"] ? ["interrupted"] : []),
  ]);
}

test("agents that work at once have their calls and tools each within its own", async () => {
  const recorded = recording();
  const seen: unknown[] = [];
  for await (const message of query()) seen.push(message);
  expect(seen).toEqual(messages);
  expect(told(recorded)).toEqual([
    ["chat claude-sonnet-5-5", "execute_tool Agent", 100],
    ["execute_tool Grep", "execute_tool Agent", "a.ts"],
    ["chat claude-sonnet-5-5", "execute_tool Agent", 100],
    ["execute_tool Read", "execute_tool Agent", "b.ts"],
    ["chat claude-sonnet-5-5", "invoke_agent claude", 100],
    ["execute_tool Agent", "invoke_agent claude", "It is in a.ts."],
    ["execute_tool Agent", "invoke_agent claude", "It is in b.ts."],
    ["chat claude-sonnet-5-5", "invoke_agent claude", 100],
    ["invoke_agent claude", undefined, "It is in both."],
  ]);
});

test("a query that is broken off is told so, with the tools that were running", async () => {
  const recorded = recording();
  for await (const message of query()) if (message === messages[2]) break;
  expect(told(recorded)).toEqual([
    ["chat claude-sonnet-5-5", "invoke_agent claude", 100],
    ["execute_tool Agent", "invoke_agent claude", undefined, "interrupted"],
    ["execute_tool Agent", "invoke_agent claude", undefined, "interrupted"],
    ["invoke_agent claude", undefined, undefined, "interrupted"],
  ]);
});
