import { afterAll, beforeAll, expect, test } from "vitest";
import type { Span } from "../../receiver/src/model/span.ts";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import type { Way } from "./host.ts";
import { type ModuleKind, runHost } from "./run-host.ts";
import { startSentrySink } from "./sentry-sink.ts";

interface Case {
  readonly kind: ModuleKind;
  /** Whether Sentry begins before the SDK or after it. */
  readonly turn: "first" | "last";
  /** Whether Sentry sets up OpenTelemetry for the process. */
  readonly otel: "on" | "off";
}

/** Where the SDK has set up OpenTelemetry, Sentry cannot any more: then it has to come first. */
const cases: readonly Case[] = [
  { kind: "esm", turn: "first", otel: "off" },
  { kind: "esm", turn: "last", otel: "off" },
  { kind: "esm", turn: "first", otel: "on" },
  { kind: "cjs", turn: "first", otel: "on" },
];

const projectOf = ({ kind, turn, otel }: Case) => `sentry-${kind}-${turn}-${otel}`;
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise({
    API_KEYS: cases.map((one) => `key-of-${projectOf(one)}:${projectOf(one)}`).join(","),
  });
});
afterAll(() => spanwise?.remove());

const chat = ["chat claude-sonnet-5-5", "invoke_agent helper", 0, true];

test.for(cases)(
  "beside Sentry, which comes $turn, with OpenTelemetry $otel, as $kind",
  { timeout: 120_000 },
  async (one) => {
    const usual = await play(one, "none");
    expect(JSON.stringify(usual.told)).toContain("the host's own");
    expect(await play(one, "before")).toEqual(usual);
    const ours = [
      ["invoke_agent helper", one.otel === "on" ? null : "a purchase", one.otel === "on" ? 1 : 0, false],
      chat,
      chat,
    ];
    await expect
      .poll(() => spansOf(projectOf(one)).catch(String), { timeout: 60_000 })
      .toEqual(one.otel === "on" ? ours : [["a purchase", null, 0, false], ...ours]);
  },
);

/** What the host saw and printed, what the provider was asked for, and what Sentry was told. */
async function play({ kind, turn, otel, ...one }: Case, way: Way) {
  const sink = await startSentrySink();
  const project = projectOf({ kind, turn, otel, ...one });
  const environment = {
    SENTRY_DSN: sink.dsn,
    SENTRY_TURN: turn,
    SENTRY_OTEL: otel,
    ...(way !== "none" && { SPANWISE_ENDPOINT: spanwise.http, SPANWISE_API_KEY: `key-of-${project}` }),
  };
  const { asked, ...seen } = await runHost({ peer: "sentry-11", scenarios: "sentry", kind, way, environment });
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
