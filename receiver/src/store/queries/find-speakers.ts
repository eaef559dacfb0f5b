import type { Span } from "../../model/span.ts";
import type { Trace } from "../../model/trace.ts";
import type { Store } from "../store.ts";
import { type Range, within } from "./filters.ts";
import { Parameters } from "./parameters.ts";
import { readContents } from "./read-contents.ts";
import { readOrigins } from "./read-origins.ts";
import { idOrNull, readSpanRows, spanColumns, toSpan } from "./span-row.ts";

/** The spans that tell best what a trace was asked and what it answered; undefined where there is none, or a long one. */
export interface Speakers {
  /** The first agent or workflow. */
  readonly outer: Span | undefined;
  readonly firstCall: Span | undefined;
  readonly lastCall: Span | undefined;
}

/** So many traces are looked into, and of each span so many bytes read: a page of summaries should stay quick. */
const mostTraces = 200;
const mostBytes = 64 * 1024;
const mostRefs = 50;

/** By the id of their trace. Whatever spans are at hand are all of their traces, by start. */
export async function findSpeakers(
  store: Store,
  project: string,
  traces: readonly Pick<Trace, "traceId" | "startTime" | "endTime">[],
  atHand: ReadonlyMap<string, readonly Span[]> = new Map(),
): Promise<ReadonlyMap<string, Speakers>> {
  const heard = atHand.entries().map(([trace, spans]) => [trace, speakersIn(spans)] as const);
  const some = traces.filter(({ traceId }) => !atHand.has(traceId)).slice(0, mostTraces);
  if (some.length === 0) return new Map(heard);
  const chosen = await chooseSpeakers(store, project, some);
  const spans = await readSpans(store, project, chosen);
  const found = chosen.map(({ trace, outer, first_call, last_call }) => {
    const span = (id: string) => spans.get(`${trace} ${id}`);
    return [trace, { outer: span(outer), firstCall: span(first_call), lastCall: span(last_call) }] as const;
  });
  return new Map([...heard, ...found]);
}

function speakersIn(spans: readonly Span[]): Speakers {
  const calls = spans.filter(({ kind, countsTowardTotals }) => kind === "llm" && countsTowardTotals);
  const outer = spans.find(({ kind }) => kind === "agent" || kind === "workflow");
  return { outer: unlessLong(outer), firstCall: unlessLong(calls[0]), lastCall: unlessLong(calls.at(-1)) };
}

const unlessLong = (span: Span | undefined) =>
  span !== undefined && JSON.stringify([span.attributes, span.events]).length < mostBytes ? span : undefined;

interface Chosen {
  readonly trace: string;
  readonly outer: string;
  readonly first_call: string;
  readonly last_call: string;
  readonly low: string;
  readonly high: string;
}

const aDay = 86_400_000_000_000n;

function chooseSpeakers(
  store: Store,
  project: string,
  traces: readonly Pick<Trace, "traceId" | "startTime" | "endTime">[],
): Promise<Chosen[]> {
  const add = new Parameters();
  const starts = traces.map(({ startTime }) => BigInt(startTime));
  const ends = traces.map(({ startTime, endTime }) => (endTime === null ? BigInt(startTime) + aDay : BigInt(endTime)));
  const range = extentOf(starts, ends);
  const ids = add.strings(traces.map(({ traceId }) => traceId));
  const text = `
    SELECT lower(hex(trace_id)) AS trace,
      lower(hex(argMinIf(span_id, start, kind != 'llm'))) AS outer,
      lower(hex(argMinIf(span_id, start, kind = 'llm'))) AS first_call,
      lower(hex(argMaxIf(span_id, start, kind = 'llm'))) AS last_call,
      min(start) AS low, max(start) AS high
    FROM ledger FINAL
    WHERE ${within(project, "start", range, add).join(" AND ")}
      AND trace_id IN (SELECT toFixedString(unhex(arrayJoin(${ids})), 16))
      AND NOT hidden AND (kind IN ('agent', 'workflow') OR (kind = 'llm' AND counts))
    GROUP BY trace_id`;
  return store.query<Chosen>({ text, params: add.values });
}

function extentOf(lows: readonly bigint[], highs: readonly bigint[]): Range {
  const [from = 0n] = lows.toSorted(byValue);
  const last = highs.toSorted(byValue).at(-1) ?? from;
  return { from, to: last + 1n };
}

const byValue = (one: bigint, other: bigint) => (one < other ? -1 : Number(one > other));

async function readSpans(store: Store, project: string, chosen: readonly Chosen[]): Promise<ReadonlyMap<string, Span>> {
  const ids = chosen.flatMap(({ trace, outer, first_call, last_call }) =>
    [...new Set([outer, first_call, last_call])].filter(idOrNull).map((span) => trace + span),
  );
  if (ids.length === 0) return new Map();
  const add = new Parameters();
  const range = extentOf(
    chosen.map(({ low }) => BigInt(low)),
    chosen.map(({ high }) => BigInt(high)),
  );
  const asked = `arrayJoin(${add.strings(ids)}) AS id`;
  const text = `
    SELECT ${spanColumns} FROM spans FINAL
    WHERE ${within(project, "start", range, add).join(" AND ")}
      AND (trace_id, span_id) IN (
        SELECT toFixedString(unhex(substring(id, 1, 32)), 16), toFixedString(unhex(substring(id, 33)), 8)
        FROM (SELECT ${asked})
      )
      AND arraySum(v -> length(v), mapValues(attributes)) + arraySum(e -> length(e), events) < ${mostBytes}
      AND length(refs) <= ${mostRefs}`;
  const rows = await readSpanRows(store, { text, params: add.values });
  const [origins, contents] = await Promise.all([
    readOrigins(
      store,
      project,
      rows.map(({ origin_name }) => origin_name),
    ),
    readContents(
      store,
      project,
      rows.map(({ ref_names }) => ref_names),
      mostBytes,
    ),
  ]);
  const short = rows.filter(({ ref_names }) => bytesOf(ref_names, contents) < mostBytes);
  return new Map(short.map((row) => [`${row.trace} ${row.span}`, toSpan(row, { origins, contents })]));
}

/** Of what a row refers to; infinitely many where some of it is long. */
function bytesOf(refs: readonly string[], contents: ReadonlyMap<string, Buffer>): number {
  return refs.reduce((sum, ref) => sum + (contents.get(ref)?.length ?? Number.POSITIVE_INFINITY), 0);
}
