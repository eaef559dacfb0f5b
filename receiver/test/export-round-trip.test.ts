import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logLines, spanLines } from "../src/exporting/otlp-requests.ts";
import { encodeJson } from "../src/otlp/json.ts";
import { Double, type ValueInput } from "../src/otlp/otlp-input.ts";
import { logsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";
import { questionsTo } from "../src/store/questions.ts";
import { recordedExports } from "./recorded-exports.ts";
import { allSpans, listed, sendInRounds } from "./sent-recordings.ts";
import { storedRows } from "./stored-rows.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;

beforeAll(async () => {
  at = await testReceiver();
});

afterAll(() => at.cleanup());

const hexOf = (number: bigint, digits: number) => number.toString(16).padStart(digits, "0");
const always = { from: 0n, to: 18_446_744_073_709_551_615n };
const lines = async (told: AsyncIterable<string>) => (await Array.fromAsync(told)).join("").split("\n").filter(Boolean);

async function exported(project: string) {
  const questions = questionsTo(at.store);
  const filters = { project, range: always };
  return {
    traces: await lines(spanLines(questions.eachStoredSpan(filters))),
    logs: await lines(logLines(questions.eachStoredLog(filters))),
  };
}

async function imported(project: string, told: Awaited<ReturnType<typeof exported>>) {
  for (const signal of ["traces", "logs"] as const) {
    for (const line of told[signal]) {
      const { body, warnings } = encodeJson(signal, Buffer.from(line));
      expect(warnings).toEqual([]);
      expect(await at.send(signal, body, project)).toMatchObject({ rejected: 0 });
    }
  }
}

async function expectSame(before: string, after: string, tables = ["spans", "logs", "ledger", "traces", "sessions"]) {
  const rows = await storedRows(at.store);
  for (const table of tables) {
    expect(rows.get(before)?.[table]?.length).toBeGreaterThan(0);
    expect(rows.get(after)?.[table]).toEqual(rows.get(before)?.[table]);
  }
}

test("what is exported of the recordings comes back as the same rows and answers", { timeout: 300_000 }, async () => {
  const recordings = recordedExports.filter(({ signal }) => signal !== "metrics");
  await sendInRounds(at, [{ project: "before", files: recordings }]);
  await imported("after", await exported("before"));
  await expectSame("before", "after");
  expect(await allSpans(at, "after")).toEqual(await allSpans(at, "before"));
  for (const path of ["/traces?from=0&limit=1000", "/sessions?from=0&limit=1000", "/logs?from=0&limit=1000"])
    expect(await listed(at, "after", path)).toEqual(await listed(at, "before", path));
});

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("", "\u0000", "\u0001", '{"$bytes":"?"}', "1e3", "-0", "日本語 ♥ العربية"),
  fc.string({ unit: "grapheme", minLength: 600, maxLength: 900 }),
);
const messages = fc
  .array(fc.record({ role: fc.constant("user"), content: fc.string({ minLength: 150, maxLength: 300 }) }), {
    maxLength: 4,
  })
  .map((list) => JSON.stringify(list));
const wrapped = fc.record({ $bytes: fc.constantFrom("", "eA==", "x", "not base64") }).map((one): ValueInput => one);
const value = fc.letrec<{ value: ValueInput }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    messages,
    wrapped,
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double().map((number) => new Double(number)),
    fc.constant({ $double: "NaN" }),
    fc.constant({ $double: "1" }),
    fc.uint8Array({ maxLength: 20 }),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom("2", "1", "a", "__proto__", ""), tie("value")), { maxLength: 4 }),
  ),
})).value;
const attributes = fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 12 }), value), { maxLength: 8 });
const time = fc.bigInt({ min: 1_700_000_000_000_000_000n, max: 1_700_000_600_000_000_000n });
const hex = (digits: number) =>
  fc
    .string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: digits, maxLength: digits })
    .filter((id) => /[^0]/.test(id));
const name = fc.string({ unit: "grapheme", maxLength: 40 });
const count = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const events = fc.array(fc.record({ time, name, attributes, droppedAttributes: count }), { maxLength: 3 });
const links = fc.array(
  fc.record({
    traceId: hex(32),
    spanId: hex(16),
    traceState: name,
    attributes,
    droppedAttributes: count,
    flags: count,
  }),
  { maxLength: 2 },
);
const span = fc
  .record({
    ...{ traceId: fc.constantFrom(hexOf(0xabcn, 32), "f".repeat(32)), spanId: hex(16), traceState: name, name },
    ...{ parentSpanId: fc.oneof(fc.constant(""), hex(16)), kind: fc.integer({ min: -9, max: 9 }), start: time },
    ...{ took: fc.bigInt({ min: -5n, max: 10n ** 12n }), runs: fc.boolean(), attributes, events, links, flags: count },
    ...{ droppedAttributes: count, droppedEvents: count, droppedLinks: count },
    status: fc.record({ code: fc.integer({ min: 0, max: 2 }), message: name }),
  })
  .map(({ took, runs, ...rest }) => ({ ...rest, end: runs ? 0n : rest.start + took }));
const log = fc.record({
  ...{ time: fc.oneof(time, fc.constant(0n)), observedTime: time, severityNumber: fc.integer({ min: 0, max: 24 }) },
  ...{ severityText: name, body: value, attributes, droppedAttributes: count, flags: count, eventName: name },
  ...{ traceId: fc.oneof(fc.constant(undefined), hex(32)), spanId: fc.oneof(fc.constant(undefined), hex(16)) },
});
const speaker = {
  resource: attributes,
  resourceSchemaUrl: name,
  scope: fc.record({ name, version: name, attributes }),
  scopeSchemaUrl: name,
};
const spans = fc.uniqueArray(span, { minLength: 1, maxLength: 20, selector: ({ spanId }) => spanId });
const logs = fc.array(log, { minLength: 1, maxLength: 10 });

let runs = 0;

test("whatever was sent comes back as the same rows", { timeout: 240_000 }, async () => {
  const sent = fc.tuple(fc.record({ ...speaker, items: spans }), fc.record({ ...speaker, items: logs }));
  await fc.assert(
    fc.asyncProperty(sent, async ([traced, logged]) => {
      runs += 1;
      const [before, after] = [`sent-${runs}`, `back-${runs}`];
      expect(await at.send("traces", tracesRequest(traced), before)).toMatchObject({ rejected: 0 });
      // Records alike are told apart, and stay so.
      const twice = { ...logged, items: [...logged.items, ...logged.items] };
      const wellTimed = { ...twice, items: twice.items.map((item) => withoutAbsent(item)) };
      expect(await at.send("logs", logsRequest(wellTimed), before)).toMatchObject({ rejected: 0 });
      await imported(after, await exported(before));
      await expectSame(before, after, ["spans", "logs", "traces"]);
    }),
    { numRuns: 20, interruptAfterTimeLimit: 180_000 },
  );
});

const withoutAbsent = <Item extends object>(item: Item) =>
  Object.fromEntries(Object.entries(item).filter(([, one]) => one !== undefined)) as Item;

test("of records without any time it is kept when they came in", async () => {
  await at.send("logs", logsRequest({ items: [{ body: "hello" }] }), "timeless");
  const before = await listed<{ time: string }>(at, "timeless", "/logs?from=0");
  await imported("timeless-after", await exported("timeless"));
  const after = await listed<{ time: string; observedTime: string }>(at, "timeless-after", "/logs?from=0");
  expect(after.map((one) => [one.time, one.observedTime])).toEqual(before.map((one) => [one.time, one.time]));
});

test("what was cut on the way in is not cut again", async () => {
  const long = "é".repeat(1_100_000);
  const items = [{ traceId: hexOf(1n, 32), spanId: hexOf(1n, 16), start: 5n, end: 7n, attributes: { long } }];
  await at.send("traces", tracesRequest({ items }), "cut");
  await imported("cut-after", await exported("cut"));
  await expectSame("cut", "cut-after", ["spans", "traces"]);
});

test("a secret stays removed", async () => {
  const secret = "sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH";
  const items = [
    {
      traceId: hexOf(1n, 32),
      spanId: hexOf(1n, 16),
      name: secret,
      start: 5n,
      end: 7n,
      attributes: { password: "x" },
    },
  ];
  await at.send("traces", tracesRequest({ items }), "secret");
  const told = await exported("secret");
  expect(told.traces.join()).not.toContain(secret);
  expect(told.traces.join()).toContain("[redacted");
  await imported("secret-after", told);
  await expectSame("secret", "secret-after", ["spans", "traces"]);
});

test("a long body and a long attribute of a log record are each told where they were said", async () => {
  const [body, long] = ["the body ".repeat(100), "the attribute ".repeat(100)];
  await at.send("logs", logsRequest({ items: [{ time: 5n, body, attributes: { long } }] }), "long");
  expect(await listed(at, "long", "/logs?from=0")).toMatchObject([{ body, attributes: { long } }]);
  await imported("long-after", await exported("long"));
  await expectSame("long", "long-after", ["logs"]);
});
