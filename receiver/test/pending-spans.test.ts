import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeJson } from "../src/otlp/json.ts";
import type { SpanInput } from "../src/otlp/otlp-input.ts";
import { tracesRequest } from "../src/otlp/otlp-writer.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

let projects = 0;
const newProject = () => `project-${projects++}`;
const none = "0".repeat(16);

const rows = (project: string) =>
  at.store.query<Record<string, unknown>>({
    text: `SELECT lower(hex(span_id)) AS id, lower(hex(parent_span_id)) AS parent, name, kind, state, status, start,
      duration, counts, has_tokens, attributes
    FROM spans FINAL WHERE project = {project:String} ORDER BY id`,
    params: { project },
  });

interface Request {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly { name: string }[] }[];
  }[];
}

const text = readFileSync(join(import.meta.dirname, "recorded/logfire-js-0.18-pending-spans.json"), "utf8");
const whole = JSON.parse(text) as Request;
const singles = whole.resourceSpans.flatMap((resource) =>
  resource.scopeSpans.flatMap((scope) =>
    scope.spans.map((span) => ({ resourceSpans: [{ ...resource, scopeSpans: [{ ...scope, spans: [span] }] }] })),
  ),
);
const isPending = (request: unknown) => JSON.stringify(request).includes('"pending_span"');
const send = (request: unknown, project: string) =>
  at.send("traces", encodeJson("traces", Buffer.from(JSON.stringify(request))).body, project);

test("the recorded export leaves no row of a pending span, in any order and twice", async () => {
  const orders = [[whole], singles, singles.toReversed(), [...singles, ...singles.toReversed()]];
  const results = [];
  for (const order of orders) {
    const project = newProject();
    for (let from = 0; from < order.length; from += 4) {
      await Promise.all(order.slice(from, from + 4).map((request) => send(request, project)));
    }
    results.push(await rows(project));
  }
  const ended = singles.filter((request) => !isPending(request));
  expect(results[0]).toHaveLength(ended.length);
  expect(results[0]?.map(({ state }) => state)).toEqual(ended.map(() => "ended"));
  expect(results[0]?.filter(({ counts, kind }) => counts && kind === "llm")).toHaveLength(1);
  for (const result of results) expect(result).toEqual(results[0]);
});

test("a pending span alone is the span it tells of, running", async () => {
  const project = newProject();
  for (const request of singles.filter(isPending)) await send(request, project);
  const found = await rows(project);
  expect(found.map(({ id, parent, name, state, status }) => [id, parent, name, state, status])).toEqual([
    ["3de5212191ecec92", "545626168d5aa201", "ai.generateText", "running", "running"],
    ["545626168d5aa201", none, "handle {user}", "running", "running"],
    ["90399e04f98b9f4d", "3de5212191ecec92", "ai.generateText.doGenerate", "running", "running"],
    ["cc7c84fde7e39f4c", "90399e04f98b9f4d", "POST", "running", "running"],
    ["ed721238005c4970", "545626168d5aa201", "failed", "running", "running"],
  ]);
  expect(found[1]).toMatchObject({ start: "1795229394653000000", attributes: { user: "user-42" } });
  for (const { attributes } of found) {
    expect(Object.keys(attributes as object)).not.toContain("logfire.span_type");
    expect(Object.keys(attributes as object)).not.toContain("logfire.pending_parent_id");
  }
});

const traceId = "01a1fc02a6dc6dc33b6b4a9fa0b72ece";
const spanId = "3b89a9a6d840d1ac";
const start = 1_790_000_000_000_000_000n;
const pending = (given: SpanInput): SpanInput => ({
  traceId,
  spanId,
  name: "chat",
  start,
  end: start,
  attributes: { "logfire.span_type": "pending_span", "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" },
  ...given,
});

test("a pending span that tells of none is an ordinary span that never counts", async () => {
  for (const parentSpanId of ["", none.slice(1).concat("0"), spanId]) {
    const project = newProject();
    const items = [pending(parentSpanId === "" ? {} : { parentSpanId })];
    await at.send("traces", tracesRequest({ items }), project);
    expect(await rows(project)).toMatchObject([
      { id: spanId, parent: none, kind: "operation", state: "ended", counts: false },
    ]);
  }
});

test("a parent that is no id makes it a root", async () => {
  const project = newProject();
  const attributes = { "logfire.span_type": "pending_span", "logfire.pending_parent_id": "not an id" };
  await at.send("traces", tracesRequest({ items: [pending({ parentSpanId: "aa".repeat(8), attributes })] }), project);
  expect(await rows(project)).toMatchObject([{ id: "aa".repeat(8), parent: none, state: "running" }]);
});
