import type { Kind, Span, Status } from "../../../receiver/src/model/span.ts";
import { nameOfSpan, type SpanName } from "../session-search.ts";
import { shortNameOf } from "./short-name.ts";

/** A step as a bar, in nanoseconds after the session began. */
export interface LaneBar {
  readonly key: string;
  readonly span: SpanName;
  readonly kind: Kind;
  readonly name: string;
  readonly status: Status;
  readonly from: number;
  readonly to: number;
  /** Only holds others together. */
  readonly isHolder: boolean;
}

/** What one agent did. Bars of a row do not overlap, but for what found no room in the last. */
export interface Lane {
  /** "" for what no agent did. */
  readonly agent: string;
  readonly rows: readonly (readonly LaneBar[])[];
  readonly steps: number;
  readonly failed: number;
}

const mostRows = 24;
const holders: ReadonlySet<string> = new Set(["session", "agent", "workflow", "task", "operation"]);
const services: ReadonlySet<string> = new Set(["http", "db", "span"]);

/** A session by who did what. `now` is how far what runs has come, in nanoseconds after `since`. */
export function lanesOf(spans: readonly Span[], since: string, now: number): readonly Lane[] {
  const start = BigInt(since);
  const shown = spans.filter(({ kind, status }) => status === "error" || !services.has(kind));
  const byAgent = Map.groupBy(shown.length > 0 ? shown : spans, ({ agentName }) => agentName ?? "");
  const lanes = [...byAgent].map(([agent, some]) =>
    laneOf(agent, some.map((span) => barOf(span, start, now)).sort(inOrder)),
  );
  return lanes.sort((one, other) => firstOf(one) - firstOf(other));
}

function barOf(span: Span, start: bigint, now: number): LaneBar {
  const from = Math.max(0, Number(BigInt(span.startTime) - start));
  const end = span.endTime === null ? (span.status === "running" ? now : from) : Number(BigInt(span.endTime) - start);
  const { traceId, spanId, kind, status } = span;
  return {
    ...{ key: nameOfSpan(span), span: { traceId, spanId }, kind, name: shortNameOf(span), status, from },
    ...{ to: Math.max(from, end), isHolder: holders.has(kind) },
  };
}

/** What holds others comes before them. */
function inOrder(one: LaneBar, other: LaneBar): number {
  return one.from - other.from || other.to - one.to || Number(other.isHolder) - Number(one.isHolder);
}

function laneOf(agent: string, bars: readonly LaneBar[]): Lane {
  const rows: LaneBar[][] = [];
  const ends: number[] = [];
  for (const bar of bars) {
    const free = ends.findIndex((end) => end <= bar.from);
    const row = free >= 0 ? free : Math.min(rows.length, mostRows - 1);
    rows[row] = rows[row] ?? [];
    rows[row].push(bar);
    ends[row] = Math.max(ends[row] ?? 0, bar.to, bar.from + 1);
  }
  const failed = bars.filter(({ status }) => status === "error").length;
  return { agent, rows, steps: bars.length, failed };
}

const firstOf = ({ rows }: Lane) => rows[0]?.[0]?.from ?? 0;
