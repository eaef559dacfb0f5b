import { afterAll, beforeAll, expect, test } from "vitest";
import { apiOver } from "../../test/api-over.ts";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";

const noon = 1_795_262_400_000_000_000n;
const received = Number(noon / 1_000_000n) + 1000;
const id = (number: number, digits = 32) => number.toString(16).padStart(digits, "0");

let engine: TestStore;
const ask = (path: string, projects?: readonly string[]) =>
  apiOver(engine.store, { now: noon, ...(projects && { projects }) })(path);

type More = Readonly<Record<string, unknown>>;

const span = (project: string, trace: number, number: number, more: More = {}) => ({
  ...{ project, trace_id: id(trace), span_id: id(trace * 16 + number, 16), version: 2n, received },
  ...{ parent_span_id: number === 1 ? id(0, 16) : id(trace * 16 + 1, 16) },
  ...{ start: noon + BigInt(number), duration: 7n, state: "ended", status: "ok", name: "run", kind: "agent" },
  ...more,
});

const call = (question: string, answer: string, temperature: string) => {
  const said = (role: string, content: string) => JSON.stringify([{ role, parts: [{ type: "text", content }] }]);
  return {
    ...{ kind: "llm", name: "chat m", model: "m", has_tokens: true, input_tokens: 5n, counts: true },
    attributes: [
      ["gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.request.temperature"],
      [said("user", question), said("assistant", answer), temperature],
    ],
    attribute_types: "jjd",
  };
};

const tool = (args: string) => ({
  ...{ kind: "tool", name: "search", tool_name: "search", counts: true },
  ...{ attributes: [["gen_ai.tool.call.arguments"], [args]], attribute_types: "j" },
});

const trace = (project: string, number: number, more: More = {}) => ({
  ...{ project, trace_id: id(number), start: noon + 1n, end: noon + 100n + BigInt(number * 10) },
  ...{ name: "run", root_kind: "agent", status: "ok", span_count: 3n, version: 1n, received, session_id: "" },
  ...more,
});

beforeAll(async () => {
  engine = await testStore();
  const { store } = engine;
  const origin = "0f".repeat(16);
  const origins = ["shop", "other"].map((project) => ({ project, origin, received }));
  await insertRows(store, "origins", origins);
  await insertRows(store, "spans_in", [
    span("shop", 1, 1),
    span("shop", 1, 2, call("Where is Paris?", "In France.", "0.5")),
    span("shop", 1, 3, tool('{"q":"paris"}')),
    span("shop", 2, 1),
    span("shop", 2, 2, call("Where is Paris?", "In Texas.", "0.7")),
    span("shop", 2, 3, tool('{"q":"texas"}')),
    span("shop", 2, 4, tool('{"q":"paris"}')),
    span("shop", 3, 1, { name: "other job" }),
    span("other", 4, 1),
  ]);
  const costs = (cost: string) => ({ cost, computed_calls: 1n, llm_calls: 1n });
  await insertRows(store, "traces", [
    trace("shop", 1, { ...costs("0.1"), session_id: "s1" }),
    trace("shop", 2, { ...costs("0.300000000001"), session_id: "s2", span_count: 4n, tool_calls: 2n }),
    trace("shop", 3, { name: "other job", session_id: "s2", span_count: 1n }),
    trace("other", 4),
  ]);
  const session = { project: "shop", name: "run", status: "ok", version: 1n, received };
  await insertRows(store, "sessions", [
    { ...session, session_id: "s1", start: noon + 1n, end: noon + 201n, trace_count: 1n, ...costs("0.1") },
    { ...session, session_id: "s2", start: noon + 1n, end: noon + 501n, trace_count: 2n, ...costs("0.300000000001") },
  ]);
});

afterAll(() => engine.cleanup());

const compared = (left: string, right: string, more = "") => ask(`shop/compare?left=${left}&right=${right}${more}`);

interface Told {
  readonly traces: readonly {
    readonly status: string;
    readonly counts: unknown;
    readonly steps: readonly {
      readonly status: string;
      readonly left: { readonly spanId: string } | null;
      readonly right: { readonly spanId: string } | null;
      readonly changes: readonly unknown[];
    }[];
  }[];
}

const traces = async (...asked: Parameters<typeof compared>) => ((await compared(...asked)) as unknown as Told).traces;

test("tells what differs between two traces", async () => {
  const answer = await compared(`trace:${id(1)}`, `trace:${id(2)}`);
  expect(answer).toMatchObject({
    status: 200,
    left: { session: null, trace: { traceId: id(1) } },
    right: { session: null, trace: { traceId: id(2) } },
    difference: {
      ...{ tokens: null, cost: "0.200000000001", durationNanos: "10", timeToFirstTokenNanos: null },
      ...{ spanCount: 1, errorCount: 0, llmCalls: 0, toolCalls: 2 },
    },
    cut: { traces: false, steps: false, contents: false, changes: false },
  });
  const [pair] = (answer as unknown as Told).traces;
  expect(pair?.counts).toEqual({ same: 2, changed: 1, added: 1, removed: 0 });
  expect(pair?.steps.map(({ status, left, right }) => [status, left?.spanId, right?.spanId])).toEqual([
    ["same", id(17, 16), id(33, 16)],
    ["changed", id(18, 16), id(34, 16)],
    ["added", undefined, id(35, 16)],
    ["same", id(19, 16), id(36, 16)],
  ]);
  expect(pair?.steps[1]?.changes).toEqual([
    {
      field: "parameters",
      values: [
        {
          path: "$.temperature",
          status: "changed",
          edits: [
            { edit: "removed", text: "0.5" },
            { edit: "added", text: "0.7" },
          ],
        },
      ],
      omitted: 0,
      toldAt: null,
    },
    {
      field: "output",
      messages: [
        {
          ...{ status: "changed", leftIndex: 0, rightIndex: 0, leftRole: "assistant", rightRole: "assistant" },
          edits: [
            { edit: "same", text: "In " },
            { edit: "removed", text: "France" },
            { edit: "added", text: "Texas" },
            { edit: "same", text: "." },
          ],
          toldAt: null,
        },
      ],
      omitted: 0,
    },
  ]);
});

test("compares no contents where they are not asked for", async () => {
  const [pair] = await traces(`trace:${id(1)}`, `trace:${id(2)}`, "&content=none");
  expect(pair?.counts).toEqual({ same: 2, changed: 1, added: 1, removed: 0 });
  expect(JSON.stringify(pair)).not.toMatch(/France|Paris/);
});

test("pairs the traces of sessions, and a trace with those of a session", async () => {
  expect(await compared("session:s1", "session:s2")).toMatchObject({
    left: { trace: null, session: { sessionId: "s1" } },
    right: { trace: null, session: { sessionId: "s2" } },
    difference: { cost: "0.200000000001", durationNanos: "300" },
    traces: [
      { status: "changed", left: { traceId: id(1) }, right: { traceId: id(2) } },
      { status: "added", left: null, right: { traceId: id(3) }, steps: [], difference: null },
    ],
  });
  const [pair] = await traces(`trace:${id(3)}`, "session:s1");
  expect(pair?.status).toBe("changed");
});

test("a trace is the same as itself", async () => {
  const [pair] = await traces(`trace:${id(2)}`, `trace:${id(2)}`);
  expect(pair).toMatchObject({ status: "same", counts: { same: 4, changed: 0, added: 0, removed: 0 } });
});

test("is asked of what is there and open, by known parameters", async () => {
  const self = `trace:${id(1)}`;
  expect(await compared(self, `trace:${id(4)}`)).toMatchObject({ status: 404 });
  expect(await compared(self, "session:none")).toMatchObject({ status: 404 });
  expect(await compared(self, "span:1")).toMatchObject({ status: 400 });
  expect(await compared(self, "trace:1")).toMatchObject({ status: 400 });
  expect(await compared(self, self, "&model=m")).toMatchObject({ status: 400 });
  expect(await ask(`other/compare?left=trace:${id(4)}&right=trace:${id(4)}`, ["shop"])).toMatchObject({ status: 404 });
});
