import type { LogRecord } from "../../model/log.ts";
import type { Span } from "../../model/span.ts";
import type { Store } from "../store.ts";
import type { Filters } from "./filters.ts";
import { findLogs } from "./find-logs.ts";
import type { PageQuery } from "./page.ts";

const aDay = 86_400_000_000_000n;
const mostRecords = 10_000;

/** The events that log records tell of these spans, the first first; those that name a trace, unless there are none. */
export async function findSpanLogs(
  store: Store,
  project: string,
  spans: readonly Span[],
  { hasEvents } = { hasEvents: true },
): Promise<readonly LogRecord[]> {
  const [first] = spans;
  if (first === undefined) return [];
  const times = spans
    .flatMap(({ startTime, endTime }) => [startTime, endTime ?? startTime])
    .map(BigInt)
    .sort(byValue);
  const [from = 0n, to = from] = [times.at(0), times.at(-1)];
  const range = { from: from > aDay ? from - aDay : 0n, to: to + aDay };
  const traces = [...new Set(spans.map(({ traceId }) => traceId))];
  const inTraces = traces.length === 1 ? { traceId: first.traceId } : { traceIds: traces };
  const own = { ...inTraces, spanIds: spans.map(({ spanId }) => spanId), onlyEvents: true };
  const page = { order: "asc", limit: mostRecords } as const;
  const [{ items }, ofAnswers] = await Promise.all([
    hasEvents ? findLogs(store, { project, range }, page, own) : { items: [] },
    findByAnswers(store, { project, range }, page, spans),
  ]);
  const known = new Set(items.map(({ id }) => id));
  return [...items, ...ofAnswers.filter(({ id }) => !known.has(id))];
}

/** Some records name no span, only the answer they are about. */
async function findByAnswers(
  store: Store,
  filters: Filters,
  page: PageQuery,
  spans: readonly Span[],
): Promise<readonly LogRecord[]> {
  const spanOf = new Map<unknown, Span>(spans.map((span) => [span.attributes[answerKey], span]));
  spanOf.delete(undefined);
  if (spanOf.size === 0) return [];
  const attributes = [{ key: answerKey, values: [...spanOf.keys()].map(String), origins: [] }];
  const { items } = await findLogs(store, { ...filters, attributes }, page, { onlyEvents: true, spanIds: [nobody] });
  return items.map((log) => {
    const span = spanOf.get(log.attributes[answerKey]);
    return { ...log, traceId: span?.traceId ?? log.traceId, spanId: span?.spanId ?? log.spanId };
  });
}

const answerKey = "gen_ai.response.id";
const nobody = "0".repeat(16);

const byValue = (one: bigint, other: bigint) => (one < other ? -1 : Number(one > other));
