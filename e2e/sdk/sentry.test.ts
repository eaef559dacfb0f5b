import { afterAll, beforeAll, expect, test } from "vitest";
import type { Span } from "../../receiver/src/model/span.ts";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import type { Way } from "./host.ts";
import { type ModuleKind, runHost } from "./run-host.ts";
import { startSentrySink } from "./sentry-sink.ts";

interface Case {
  readonly peer: "sentry-10" | "sentry-11";
  readonly kind: ModuleKind;
  readonly way: Way;
  /** Whether Sentry begins before the scenario or in it. With `register` either is after the SDK. */
  readonly turn: "first" | "last";
  /** Whether Sentry sets up OpenTelemetry for the process. */
  readonly otel: "on" | "off";
}

const older = { peer: "sentry-10", otel: "on" } as const;
const newer = { peer: "sentry-11", otel: "on" } as const;
const cases: readonly Case[] = [
  { ...newer, kind: "esm", way: "before", turn: "first", otel: "off" },
  { ...newer, kind: "esm", way: "before", turn: "last", otel: "off" },
  { ...newer, kind: "esm", way: "before", turn: "first" },
  { ...newer, kind: "cjs", way: "before", turn: "first" },
  { ...newer, kind: "esm", way: "before", turn: "last" },
  { ...newer, kind: "esm", way: "register", turn: "first" },
  { ...older, kind: "esm", way: "before", turn: "first" },
  { ...older, kind: "esm", way: "before", turn: "last" },
  { ...older, kind: "cjs", way: "before", turn: "last" },
  { ...older, kind: "esm", way: "register", turn: "first" },
];

const projectOf = ({ peer, kind, way, turn, otel }: Case) => [peer, kind, way, turn, otel].join("-");
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise({
    API_KEYS: cases.map((one) => `key-of-${projectOf(one)}:${projectOf(one)}`).join(","),
  });
});
afterAll(() => spanwise?.remove());

const chat = ["chat claude-sonnet-5-5", "invoke_agent helper", 0, true];

test.for(cases)(
  "beside $peer, which comes $turn, with OpenTelemetry $otel, as $kind by $way",
  { timeout: 120_000 },
  async (one) => {
    const usual = await play(one, "none");
    expect(JSON.stringify(usual.told)).toContain("the host's own");
    expect(await play(one, one.way)).toEqual(usual);
    await expect.poll(() => spansOf(projectOf(one)).catch(String), { timeout: 60_000 }).toEqual(spansIn(one));
  },
);

/** The host makes a span around all. Where Sentry is the process's tracer by then it is Sentry's; else it is ours. */
function spansIn({ turn, otel }: Case) {
  const isOurs = turn === "last" || otel === "off";
  const around = isOurs ? [["a purchase", null, 0, false]] : [];
  return [...around, ["invoke_agent helper", isOurs ? "a purchase" : null, isOurs ? 0 : 1, false], chat, chat];
}

/** What the host saw and printed, what the provider was asked for, and what Sentry was told. */
async function play(one: Case, way: Way) {
  const { peer, kind, turn, otel } = one;
  const sink = await startSentrySink();
  const project = projectOf(one);
  const environment = {
    SENTRY_DSN: sink.dsn,
    SENTRY_TURN: turn,
    SENTRY_OTEL: otel,
    ...(way !== "none" && { SPANWISE_ENDPOINT: spanwise.http, SPANWISE_API_KEY: `key-of-${project}` }),
  };
  const { asked, ...seen } = await runHost({ peer, scenarios: "sentry", kind, way, environment });
  await sink.stop();
  return { ...seen, asked: asked.map(withoutIds), told: sink.told() };
}

/** Sentry hands its trace on to whom it asks. */
const withoutIds = (request: string) => request.replace(/[0-9a-f]{32}(-[0-9a-f]{16})?|0\.\d+/g, "id");

/** Of each span its name, that of what it is in, how many links it has and whether it counts. */
async function spansOf(project: string) {
  const asked = { spanwise, project, key: `key-of-${project}` };
  const { items } = await query<{ items: readonly { traceId: string }[] }>(asked, "traces");
  const traces = await Promise.all(
    items.map(({ traceId }) => query<{ spans: readonly Span[] }>(asked, `traces/${traceId}`)),
  );
  const spans = traces.flatMap((trace) => trace.spans);
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  return spans
    .toSorted((a, b) => Number(BigInt(a.startTime) - BigInt(b.startTime)))
    .map((span) => [span.name, names.get(span.parentSpanId ?? "") ?? null, span.links.length, span.countsTowardTotals]);
}
