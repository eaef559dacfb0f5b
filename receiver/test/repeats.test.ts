import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenIngest } from "../src/ingest/open.ts";
import type { SpanInput } from "../src/otlp/otlp-input.ts";
import { tracesRequest } from "../src/otlp/otlp-writer.ts";
import { wrongBooks } from "./faults/recount.ts";
import { openTestIngest, poured } from "./test-receiver.ts";
import { type TestStore, testStore } from "./test-store.ts";

let at: TestStore;
let receivers: OpenIngest[];

beforeAll(async () => {
  at = await testStore();
  const open = (name: string) => openTestIngest({ store: at.store, directory: join(at.dataDir, name) });
  receivers = [await open("one"), await open("two")];
});

afterAll(async () => {
  for (const receiver of receivers) await receiver.close(Date.now() + 5000);
  await at.cleanup();
});

const noon = 1_790_000_000_000_000_000n;
const second = 1_000_000_000n;

interface Told {
  readonly trace: number;
  readonly span: number;
  readonly parent: number;
  readonly start: number;
  readonly took: number;
  readonly failed: boolean;
  readonly session: number;
  readonly input: number;
}

const traceIdOf = (trace: number) => String(trace + 1).padStart(32, "0");
const spanIdOf = (told: Pick<Told, "trace">, span: number) => String(told.trace * 1000 + span + 1).padStart(16, "0");
const startOf = ({ start }: Told) => noon + BigInt(start) * second;
const endOf = (told: Told) => startOf(told) + BigInt(told.took) * second;

function toSpan(told: Told): SpanInput {
  return {
    traceId: traceIdOf(told.trace),
    spanId: spanIdOf(told, told.span),
    parentSpanId: told.parent < told.span ? spanIdOf(told, told.parent) : "",
    name: `chat ${told.span}`,
    start: startOf(told),
    end: endOf(told),
    status: told.failed ? { code: 2, message: "failed" } : {},
    attributes: {
      "gen_ai.operation.name": "chat",
      // Each is a call of its own: no two alike, and none the sum of others.
      "gen_ai.request.model": `model-${told.span}`,
      "gen_ai.usage.input_tokens": told.input,
      "gen_ai.usage.output_tokens": 2 ** told.span,
      "session.id": `session-${told.session}`,
      "gen_ai.input.messages": JSON.stringify([{ role: "user", content: "the same long question again ".repeat(12) }]),
    },
  };
}

/** Spans of a few traces, each told once or several times; the telling with the latest end holds. */
const telling: fc.Arbitrary<Told> = fc.record({
  trace: fc.nat(3),
  span: fc.nat(5),
  parent: fc.nat(6),
  start: fc.nat(0),
  took: fc.integer({ min: 1, max: 300 }),
  failed: fc.boolean(),
  session: fc.nat(0),
  input: fc.nat(1000),
});

/** What stays the same in every telling of one span follows from its ids; every second one starts anew each time. */
function settled(told: Told): Told {
  const seed = told.trace * 7 + told.span * 13;
  const moved = told.span % 2 === 0 ? (told.took % 3) * 70 : 0;
  return { ...told, parent: seed % 7, start: ((seed * 37) % 400) + moved, session: told.trace % 2 };
}

interface Sending {
  readonly tellings: readonly Told[];
  readonly receiver: number;
  readonly together: boolean;
}

const sendings: fc.Arbitrary<{ tellings: Told[]; plan: Sending[] }> = fc
  .uniqueArray(telling.map(settled), {
    minLength: 1,
    maxLength: 24,
    selector: (told) => `${told.trace}/${told.span}/${endOf(told)}`,
  })
  .chain((tellings) =>
    fc.record({
      tellings: fc.constant(tellings),
      plan: fc
        .tuple(
          fc.shuffledSubarray(tellings, { minLength: tellings.length }),
          fc.array(fc.constantFrom(...tellings), { maxLength: 12 }),
        )
        .chain(([all, again]) => split([...all, ...again])),
    }),
  );

function split(tellings: readonly Told[]): fc.Arbitrary<Sending[]> {
  return fc
    .array(fc.record({ size: fc.integer({ min: 1, max: 9 }), receiver: fc.nat(1), together: fc.boolean() }), {
      minLength: 40,
      maxLength: 40,
    })
    .map((cuts) => {
      const plan: Sending[] = [];
      let from = 0;
      for (const { size, receiver, together } of cuts) {
        if (from >= tellings.length) break;
        plan.push({ tellings: tellings.slice(from, from + size), receiver, together });
        from += size;
      }
      return plan;
    });
}

/** The sums, computed in the plainest way from the newest telling of each span. */
function expected(tellings: readonly Told[]) {
  const newest = new Map<string, Told>();
  for (const told of tellings) {
    const key = `${told.trace}/${told.span}`;
    const known = newest.get(key);
    if (known === undefined || endOf(told) > endOf(known)) newest.set(key, told);
  }
  const spans = [...newest.values()];
  const sums = (some: readonly Told[]) => ({
    start: least(some.map(startOf)),
    end: -least(some.map((told) => -endOf(told))),
    spans: some.length,
    errors: some.filter(({ failed }) => failed).length,
    input: some.reduce((sum, { input }) => sum + input, 0),
  });
  const traces = [...Map.groupBy(spans, ({ trace }) => trace)]
    .map(([trace, some]) => ({ id: traceIdOf(trace), session: `session-${some[0]?.session}`, ...sums(some) }))
    .sort((a, b) => a.id.localeCompare(b.id));
  const sessions = [...Map.groupBy(spans, ({ session }) => session)]
    .map(([session, some]) => ({
      id: `session-${session}`,
      traces: new Set(some.map(({ trace }) => trace)).size,
      ...sums(some),
    }))
    .sort((a, b) => a.id.localeCompare(b.id));
  return { spans: spans.length, traces: traces.map(asText), sessions: sessions.map(asText) };
}

/** The smallest, of big numbers too. */
const least = (numbers: readonly bigint[]) => numbers.toSorted((a, b) => Number(a - b))[0] ?? 0n;

const asText = (row: object) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)]));

async function stored(project: string) {
  const ask = (text: string) => at.store.query<Record<string, unknown>>({ text, params: { project } });
  const sums = "start, end, span_count AS spans, error_count AS errors, input_tokens AS input";
  const spans = await ask("SELECT count() AS spans FROM spans FINAL WHERE project = {project:String}");
  const traces = await ask(
    `SELECT lower(hex(trace_id)) AS id, session_id AS session, ${sums} FROM traces FINAL WHERE project = {project:String} ORDER BY id`,
  );
  const sessions = await ask(
    `SELECT session_id AS id, trace_count AS traces, ${sums} FROM sessions FINAL WHERE project = {project:String} ORDER BY id`,
  );
  return { spans: Number(spans[0]?.spans), traces: traces.map(asText), sessions: sessions.map(asText) };
}

async function send(project: string, { tellings, receiver, together }: Sending) {
  const body = tracesRequest({ resource: { "service.name": "agent" }, items: tellings.map(toSpan) });
  await receivers[receiver]?.take({ signal: "traces", project, body, source: "test", warnings: [] });
  if (!together) await allPoured();
}

const allPoured = () => Promise.all(receivers.map(poured));

let runs = 0;

test("any batching, order and repetition of the same spans, by any receiver, gives the same answers", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(sendings, async ({ tellings, plan }) => {
      runs += 1;
      const project = `run-${runs}`;
      for (const sending of plan) await send(project, sending);
      await allPoured();
      expect(await stored(project)).toEqual(expected(tellings));
      expect(await wrongBooks(at.store)).toEqual([]);
    }),
    { numRuns: 7, interruptAfterTimeLimit: 60_000 },
  );
});

test("what an earlier process acknowledged and did not pour is poured by the next, once", async () => {
  const project = "restarted";
  const body = tracesRequest({
    items: [toSpan(settled({ trace: 0, span: 0, parent: 9, start: 0, took: 5, failed: false, session: 0, input: 7 }))],
  });
  const stuck = { ...at.store, pour: () => Promise.reject(new Error("the engine is away")) };
  const directory = join(at.dataDir, "three");
  const first = await openTestIngest({ store: stuck, directory });
  await first.take({ signal: "traces", project, body, source: "test", warnings: [] });
  await first.close(Date.now());
  expect((await stored(project)).spans).toBe(0);
  const second = await openTestIngest({ store: at.store, directory });
  await poured(second);
  expect(await stored(project)).toMatchObject({ spans: 1, traces: [{ spans: "1", input: "7" }] });
  await second.close(Date.now() + 1000);
});
