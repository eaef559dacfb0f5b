import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Session } from "../src/model/session.ts";
import type { Span } from "../src/model/span.ts";
import type { Trace } from "../src/model/trace.ts";
import { histories, requestsOf } from "./histories.ts";
import {
  type Asked,
  answers,
  beginOfInterval,
  factsOfSpan,
  factsOfSummary,
  groupsOf,
  isBooked,
  type Placed,
  plainly,
  spansAsked,
  sumOf,
  type Told,
} from "./recomputed.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
let project = "";
let number = 0;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const ever = "from=0&limit=1000";
const get = async <Answer>(path: string) => (await at.get(`/api/projects/${project}/${path}`)) as Answer;
const list = async <Item>(path: string) => {
  const { items, nextCursor, error } = await get<{ items: Item[]; nextCursor: null; error?: unknown }>(path);
  expect([error, nextCursor]).toEqual([undefined, null]);
  return items;
};
const query = (asked: Asked) =>
  Object.entries(asked)
    .flatMap(([name, values]) => values.map((value) => `&${name}=${encodeURIComponent(value)}`))
    .join("");

interface World {
  readonly traces: readonly Trace[];
  readonly sessions: readonly Session[];
  readonly all: readonly Placed[];
}

/** All that is there, span by span, as the API tells it. */
async function worldOf(): Promise<World> {
  const [traces, sessions] = await Promise.all([list<Trace>(`traces?${ever}`), list<Session>(`sessions?${ever}`)]);
  const placed = traces.map(async (trace) => {
    const { spans } = await get<{ spans: Span[] }>(`traces/${trace.traceId}?limit=5000`);
    const session = sessions.find(({ sessionId }) => sessionId === trace.sessionId);
    return spans.map((span) => ({ span, trace, session }));
  });
  return { traces, sessions, all: (await Promise.all(placed)).flat() };
}

const some = (...values: readonly string[]) => fc.subarray([...values], { minLength: 1 });
const names = {
  session: some("s1", "s2", "s3"),
  user: some("ann", "Bob"),
  agent: some("planner", "writer"),
  platform: some("slack", "web"),
  model: some("gpt-4o", "nobody-knows-it"),
  provider: some("openai", "x"),
  tool: some("search", "shell"),
  kind: some("llm", "tool", "agent", "span"),
  status: some("ok", "error"),
  tag: some("red", "blue"),
  service: some("svc"),
  environment: some("prod", "test"),
  bot: some("Otto", "Hugo"),
  hasError: fc.constantFrom(["true"], ["false"]),
  errorType: some("error", "TimeoutError"),
  "meta.plan": some("pro", "free", "basic"),
  "attr.note": some("x", "y"),
  minTokens: fc.constantFrom(["500"], ["1500"]),
  maxDuration: fc.constantFrom(["2000000000"]),
  minCost: fc.constantFrom(["0.000001"], ["0.005"]),
};
/** One filter mostly, or two. */
const asks: fc.Arbitrary<Asked> = fc
  .subarray(Object.keys(names) as (keyof typeof names)[], { maxLength: 2 })
  .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, names[name]]))) as fc.Arbitrary<Asked>);

const groupings = ["model", "provider", "agent", "user", "session", "tool", "platform", "tag", "kind"] as const;
const alsoBy = ["environment", "bot", "status", "service"] as const;
const zones = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Apia", "America/New_York"];
const question = fc.record({
  asked: asks,
  by: fc.constantFrom(...groupings, ...alsoBy),
  interval: fc.constantFrom("none", "hour", "day", "week", "month"),
  zone: fc.constantFrom(...zones),
});

test("every sum is that of the spans the API tells, whatever came twice, late or elsewhere", async () => {
  const asked = fc.array(question, { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(histories, asked, async (history, questions) => {
      number += 1;
      project = `p${number}`;
      for (const { signal, body } of requestsOf(history)) await at.send(signal, body, project);
      const world = await worldOf();
      summariesAddUp(world);
      for (const one of questions) {
        await usageAddsUp(world, one);
        await listsAnswer(world, one.asked);
        await facetsCount(world, one.asked);
      }
      await entitiesAddUp(world, questions[0]?.asked ?? {});
    }),
    { numRuns: 3 },
  );
}, 120_000);

function summariesAddUp({ traces, sessions, all }: World) {
  const sums = (one: Trace | Session, spans: readonly Span[]) => {
    const { calls: _, failed: __, success: ___, average: ____, ...sum } = sumOf(spans);
    const { input, output, saysTokens, cost } = plainly({ ...one, calls: 0, successRate: null, latency: null });
    expect({ input, output, saysTokens, cost }).toEqual(sum);
    const counting = (kind: string) => spans.filter((span) => span.countsTowardTotals && span.kind === kind).length;
    const failed = spans.filter((span) => span.status === "error").length;
    expect([one.spanCount, one.errorCount, one.llmCalls, one.toolCalls]).toEqual([
      ...[spans.length, failed, counting("llm"), counting("tool")],
    ]);
  };
  for (const one of traces)
    sums(
      one,
      all.filter(({ trace }) => trace === one).map(({ span }) => span),
    );
  for (const one of sessions)
    sums(
      one,
      all.filter(({ session }) => session === one).map(({ span }) => span),
    );
}

interface Question {
  readonly asked: Asked;
  readonly by: (typeof groupings)[number] | (typeof alsoBy)[number];
  readonly interval: string;
  readonly zone: string;
}

interface Used extends Told {
  readonly time: string | null;
  readonly group: Readonly<Record<string, string | null>>;
  readonly spans: number;
}

async function usageAddsUp({ all }: World, { asked, by, interval, zone }: Question) {
  const rows = await list<Used>(`usage?${ever}&groupBy=${by}&interval=${interval}&zone=${zone}${query(asked)}`);
  const keyed = spansAsked(all.filter(isBooked), asked).flatMap((one) =>
    groupsOf(one, by).map((group) => ({
      key: `${interval === "none" ? null : beginOfInterval(one.span.startTime, interval, zone)} ${group}`,
      one,
    })),
  );
  const expected = Map.groupBy(keyed, ({ key }) => key);
  const sums = [...expected].map(([key, ones]) => [key, ones.length, sumOf(ones.map(({ one }) => one.span))] as const);
  const answer = rows.map((row) => [`${row.time} ${row.group[by]}`, row.spans, plainly(row)] as const);
  expect(new Map(answer.map(([key, ...rest]) => [key, rest]))).toEqual(
    new Map(sums.map(([key, ...rest]) => [key, rest])),
  );
}

const onSummary = new Set([
  "session",
  "user",
  "platform",
  "status",
  "tag",
  "bot",
  "hasError",
  "minTokens",
  "maxDuration",
  "minCost",
]);

/** A trace answers with its own row, or with one span for each name; a session does through its traces. */
function isListed(one: Trace | Session, session: Session | undefined, spans: readonly Placed[], asked: Asked): boolean {
  return Object.entries(asked).every(([name, values]) =>
    onSummary.has(name)
      ? answers(factsOfSummary(one, session), name, values)
      : (name === "meta.plan" && values.includes(String(session?.metadata.plan))) ||
        spans.some((placed) => answers(factsOfSpan(placed), name, values)),
  );
}

async function listsAnswer(world: World, asked: Asked) {
  const { platform: _, ...ofTraces } = asked;
  const [traces, sessions, spans] = await Promise.all([
    list<Trace>(`traces?${ever}${query(ofTraces)}`),
    list<Session>(`sessions?${ever}${query(asked)}`),
    list<Span>(`spans?${ever}${query(asked)}`),
  ]);
  expect(traces.map(({ traceId }) => traceId).sort()).toEqual(
    world.traces
      .filter((one) => isListed(one, sessionOf(world, one), inTrace(world, one), ofTraces))
      .map(({ traceId }) => traceId)
      .sort(),
  );
  expect(sessions.map(({ sessionId }) => sessionId).sort()).toEqual(
    sessionsListed(world, asked)
      .map(({ sessionId }) => sessionId)
      .sort(),
  );
  expect(new Set(spans.map(keyOf))).toEqual(new Set(spansListed(world, asked).map(({ span }) => keyOf(span))));
  expect(spans.map(({ startTime }) => BigInt(startTime))).toEqual(
    spans.map(({ startTime }) => BigInt(startTime)).sort((a, b) => (a < b ? 1 : -1)),
  );
}

const keyOf = ({ traceId, spanId }: Span) => `${traceId} ${spanId}`;
const inTrace = ({ all }: World, one: Trace) => all.filter(({ trace }) => trace === one);
const sessionOf = ({ sessions }: World, { sessionId }: Trace) => sessions.find((one) => one.sessionId === sessionId);
const sessionsListed = ({ sessions, all }: World, asked: Asked) =>
  sessions.filter((one) =>
    isListed(
      one,
      one,
      all.filter(({ session }) => session === one),
      asked,
    ),
  );

/** What only the ledger knows is asked of what it has an entry for. */
const spansListed = ({ all }: World, asked: Asked) => spansAsked(all, asked);

async function facetsCount(world: World, asked: Asked) {
  const { facets } = await get<{ facets: Record<string, { value: string; count: number }[]> }>(
    `facets?of=sessions&from=0${query(asked)}`,
  );
  const listed = sessionsListed(world, asked);
  for (const name of ["bot", "tag", "status", "model", "kind", "environment", "errorType"] as const) {
    const counted = new Map<string, number>();
    for (const one of listed) {
      const values = onSummary.has(name)
        ? (factsOfSummary(one, one)[name] ?? [])
        : world.all.filter(({ session }) => session === one).flatMap((placed) => factsOfSpan(placed)[name] ?? []);
      for (const value of new Set(values)) if (value) counted.set(String(value), (counted.get(String(value)) ?? 0) + 1);
    }
    expect(new Map((facets[name] ?? []).map(({ value, count }) => [value, count]))).toEqual(counted);
  }
}

interface Named extends Told {
  readonly name: string;
  readonly traces: number;
}

async function entitiesAddUp({ all }: World, asked: Asked) {
  const spans = spansAsked(all.filter(isBooked), asked);
  const kinds = {
    tools: {
      of: ({ span }: Placed) => (span.kind === "tool" ? span.tool?.name : null),
      isCall: (span: Span) => span.countsTowardTotals && span.kind === "tool",
    },
    agents: { of: ({ span }: Placed) => span.agentName, isCall: (span: Span) => span.kind === "agent" },
    users: { of: ({ span }: Placed) => span.userId, isCall: (span: Span) => span.countsTowardTotals },
    models: {
      of: ({ span }: Placed) => span.model ?? span.responseModel,
      isCall: (span: Span) => span.countsTowardTotals && span.kind !== "tool",
    },
  };
  for (const [kind, { of, isCall }] of Object.entries(kinds)) {
    const rows = await list<Named>(`${kind}?${ever}&sort=failureRate${query(asked)}`);
    const named = Map.groupBy(
      spans.filter((one) => of(one)),
      (one) => String(of(one)),
    );
    const expected = [...named].map(
      ([name, ones]) =>
        [
          name,
          sumOf(
            ones.map(({ span }) => span),
            isCall,
          ),
        ] as const,
    );
    expect(new Map(rows.map((row) => [row.name, plainly(row)]))).toEqual(new Map(expected));
  }
  const failed = spansAsked(all, asked).filter(({ span }) => span.status === "error").length;
  const errors = await list<Named>(`errors?${ever}${query(asked)}`);
  expect(errors.reduce((sum, { calls }) => sum + calls, 0)).toEqual(failed);
}
