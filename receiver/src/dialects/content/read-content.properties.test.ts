import fc from "fast-check";
import { expect, test } from "vitest";
import { contentSpan } from "../../../test/content-span.ts";
import type { LogRecord } from "../../model/log.ts";
import { contentKeys, contentPrefixes } from "./content-keys.ts";
import { readContent } from "./read-content.ts";

const names = [
  "role",
  "content",
  "parts",
  "type",
  "text",
  "messages",
  "contents",
  "choices",
  "message",
  "input",
  "output",
  "args",
  "kwargs",
  "tool_calls",
  "function",
  "arguments",
  "id",
  "lc",
  "source",
  "image_url",
  "url",
  "data",
  "candidates",
  "generations",
  "part_kind",
  "kind",
  "event.name",
  "__proto__",
  "constructor",
  "toString",
  "items",
  "system",
  "model",
  "config",
  "thought",
  "toolUse",
  "toolResult",
  "functionCall",
  "media",
  "value",
  "object",
  "inputs",
  "tags",
];
const texts = [
  "user",
  "system",
  "tool",
  "function",
  "human",
  "constructor",
  "message",
  "tool_call",
  "tool_use",
  "tool-result",
  "image",
  "file",
  "blob",
  "uri",
  "reasoning",
  "text",
  "gen_ai.choice",
  "data:image/png;base64,AAAA",
  "https://a/b.png",
  '{"role":"user","content":"data:image/png;base64,AAAA"}',
  '[{"type":"text","text":',
  "[[[[",
  "null",
  "\ud800",
];
const { value: hostile } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constantFrom(...texts),
    fc.string(),
    fc.double(),
    fc.constantFrom(null, true, false, undefined),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 5 }),
    fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 5 }).map((value) => JSON.stringify(value)),
    fc.array(tie("value"), { maxLength: 4 }).map((value) => JSON.stringify(value).slice(0, 40)),
  ),
}));

const path = fc.array(fc.oneof(fc.constantFrom(...names, "0", "1", "99999999999999999999", "tool_call"), fc.string()), {
  maxLength: 6,
});
const key = fc.oneof(
  fc.constantFrom(...contentKeys, "metadata", "agentops.task.input", "mastra.x.output", "gen_ai.operation.name"),
  fc
    .tuple(fc.constantFrom(...contentPrefixes, "ai.telemetry.metadata.", "mastra."), path)
    .map(([prefix, rest]) => prefix + rest.join(".")),
  fc.string(),
);
const attributes = fc.dictionary(key, hostile, { maxKeys: 12 });
const eventName = fc.constantFrom(
  "gen_ai.user.message",
  "gen_ai.choice",
  "gen_ai.tool.message",
  "gen_ai.client.inference.operation.details",
  "tool.output",
  "x",
);
const eventKey = fc.constantFrom(
  "content",
  "message",
  "gen_ai.event.content",
  "gen_ai.input.messages",
  "tool.result",
  "id",
);
const event = fc.record({ time: fc.constant("1"), name: eventName, attributes: fc.dictionary(eventKey, hostile) });

const log = (name: string, body: unknown, said: Record<string, unknown>): LogRecord => ({
  id: "1",
  traceId: null,
  spanId: null,
  time: "1",
  sentTime: null,
  observedTime: null,
  severity: 9,
  severityText: null,
  eventName: name,
  body,
  service: null,
  scope: null,
  attributes: said,
  resource: {},
});
const logs = fc.array(
  fc.tuple(eventName, hostile, fc.dictionary(eventKey, hostile)).map((given) => log(...given)),
  { maxLength: 3 },
);
const kind = fc.constantFrom("llm", "tool", "agent", "span");

test("never throws, always tells the shape, and never gives bytes for an address", () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  fc.assert(
    fc.property(attributes, fc.array(event, { maxLength: 3 }), logs, kind, (said, events, records, spanKind) => {
      const content = readContent(contentSpan({ attributes: said, events, kind: spanKind as "llm" }), records);
      for (const { role, parts } of [...content.input, ...content.output]) {
        expect(typeof role).toBe("string");
        expect(parts.length).toBeGreaterThan(0);
        for (const part of parts) if ("text" in part) expect(typeof part.text).toBe("string");
      }
      const uris = [...content.input, ...content.output].flatMap(({ parts }) =>
        parts.flatMap((part) => (part.type === "media" ? [part.uri] : [])),
      );
      expect(uris.filter((uri) => uri?.startsWith("data:"))).toEqual([]);
      JSON.stringify(content);
    }),
    { numRuns: 3000 },
  );
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});

const many = 40_000;
const floods: readonly (readonly [name: string, attributes: () => Record<string, unknown>])[] = [
  ["brackets", () => ({ "input.value": "[".repeat(many * 10) })],
  ["a depth of lists", () => ({ "gen_ai.input.messages": "[".repeat(many) + "]".repeat(many) })],
  ["a depth of parts", () => ({ "gen_ai.prompt": '{"messages":['.repeat(many) + "]}".repeat(many) })],
  ["a depth of arguments", () => ({ "gen_ai.tool.call.arguments": `${'{"a":'.repeat(many)}1${"}".repeat(many)}` })],
  ["backslashes", () => ({ "output.value": `["${"\\".repeat(many * 10)}` })],
  ["quotes", () => ({ "output.value": `[${'"a",'.repeat(many)}` })],
  [
    "indexes",
    () => Object.fromEntries(Array.from({ length: many }, (_, at) => [`gen_ai.prompt.${at * 1e9}.content`, "x"])),
  ],
  ["a long path", () => ({ [`llm.input_messages.${"0.".repeat(many)}role`]: "x" })],
  [
    "messages",
    () => ({ "gen_ai.prompt": JSON.stringify(Array.from({ length: many }, () => ({ role: "user", content: "x" }))) }),
  ],
  ["data", () => ({ "input.value": `{"a":"${"data:image/png;base64,".repeat(many)}"}` })],
];

test.each(floods)("reads a flood of %s in a moment", (_name, flood) => {
  const said = flood();
  const started = performance.now();
  JSON.stringify(readContent(contentSpan({ kind: "llm", attributes: said }), []));
  JSON.stringify(readContent(contentSpan({ kind: "tool", attributes: said }), []));
  expect(performance.now() - started).toBeLessThan(10_000);
});

/** Counts how often anything of a value is looked at. */
function counted(value: unknown, count: { looks: number }): unknown {
  if (typeof value !== "object" || value === null) return value;
  const inner = Array.isArray(value)
    ? value.map((item) => counted(item, count))
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, counted(item, count)]));
  return new Proxy(inner, {
    get: (target, name) => {
      count.looks += 1;
      return Reflect.get(target, name);
    },
  });
}

const talk = (length: number) =>
  Array.from({ length }, (_, at) => ({
    role: at % 2 ? "user" : "assistant",
    content: [
      { type: "text", text: "x" },
      { type: "tool_use", id: String(at), name: "a", input: { b: [1, 2, 3] } },
    ],
  }));

test("looks at twice as much for what is twice as long, and no more", () => {
  const looksFor = (length: number) => {
    const count = { looks: 0 };
    const messages = counted(talk(length), count);
    readContent(contentSpan({ kind: "llm", attributes: { "input.value": messages, "gen_ai.prompt": messages } }), []);
    return count.looks;
  };
  const [once, twice] = [looksFor(500), looksFor(1000)];
  expect(twice / once).toBeLessThan(2.1);
});
