import type { LogRecord } from "../../model/log.ts";
import type { Span } from "../../model/span.ts";
import type { Store } from "../store.ts";
import { findLogs } from "./find-logs.ts";

const aDay = 86_400_000_000_000n;
const mostRecords = 10_000;

/** The events that log records tell of these spans of one trace, the first first. */
export async function findSpanLogs(
  store: Store,
  project: string,
  spans: readonly Span[],
): Promise<readonly LogRecord[]> {
  const [first] = spans;
  if (first === undefined) return [];
  const times = spans
    .flatMap(({ startTime, endTime }) => [startTime, endTime ?? startTime])
    .map(BigInt)
    .sort(byValue);
  const [from = 0n, to = from] = [times.at(0), times.at(-1)];
  const range = { from: from > aDay ? from - aDay : 0n, to: to + aDay };
  const own = { traceId: first.traceId, spanIds: spans.map(({ spanId }) => spanId), onlyEvents: true };
  const { items } = await findLogs(store, { project, range }, { order: "asc", limit: mostRecords }, own);
  return items;
}

const byValue = (one: bigint, other: bigint) => (one < other ? -1 : Number(one > other));
