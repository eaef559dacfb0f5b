import type { LogRecord } from "../../model/log.ts";
import type { Span } from "../../model/span.ts";
import { QueryTooLarge } from "../engine-errors.ts";
import type { Place } from "../places.ts";
import { findSpanLogs } from "../queries/find-span-logs.ts";
import { readSurroundings } from "../queries/referring-row.ts";
import { readSpanRows, spanColumns, toSpan } from "../queries/span-row.ts";
import type { Store } from "../store.ts";
import type { SaidPrint } from "./said-prints.ts";
import { readSaidSizes } from "./said-sizes.ts";
import { amongAsked, askedParams, keyOf, type SpanIds, spansAtOnce, started } from "./spans-asked.ts";

/** A span with the log events joined to it, to be read for what was said. */
export interface SaidSpan extends SpanIds {
  readonly told: Span;
  readonly logs: readonly LogRecord[];
}

export interface SaidQuery {
  readonly project: string;
  /** Where the spans lie. */
  readonly place: Place;
  readonly calls: readonly SaidPrint[];
  /** Of all that may be read; a span that does not fit in what is left of it is left out. */
  readonly room: { bytes: number };
}

/** So many spans are looked at together, and so many bytes read at once unless one span alone has more. */
const spansTogether = 100;
const bytesAtOnce = 4 * 1024 * 1024;

/** The spans in their order, a few at a time; what was read is taken from the room. */
export async function* readSaid(store: Store, query: SaidQuery): AsyncGenerator<SaidSpan> {
  for (const calls of spansAtOnce(query.calls, spansTogether)) {
    if (query.room.bytes <= 0) return;
    const sizes = await readSaidSizes(store, { ...query, calls });
    for (const some of fitting(calls, sizes, query.room))
      yield* await readThese(store, { ...query, calls: some }).catch(leftOut);
  }
}

/** What an operator's limits on queries forbid to be read stays unknown; the traces are settled all the same. */
function leftOut(error: unknown): readonly SaidSpan[] {
  if (error instanceof QueryTooLarge) return [];
  throw error;
}

function* fitting(
  calls: readonly SaidPrint[],
  sizes: ReadonlyMap<string, number>,
  room: { bytes: number },
): Generator<readonly SaidPrint[]> {
  let some: SaidPrint[] = [];
  let together = 0;
  for (const call of calls) {
    const size = sizes.get(keyOf(call)) ?? 0;
    if (size > room.bytes) continue;
    if (some.length > 0 && together + size > bytesAtOnce) {
      yield some;
      [some, together] = [[], 0];
    }
    some.push(call);
    together += size;
    room.bytes -= size;
  }
  if (some.length > 0) yield some;
}

const ROWS = `
  SELECT ${spanColumns} FROM spans
  WHERE ${started} AND ${amongAsked} AND removed = 0
  ORDER BY version DESC, received DESC LIMIT 1 BY trace_id, span_id
`;

async function readThese(store: Store, { project, place, calls }: SaidQuery): Promise<readonly SaidSpan[]> {
  const { low, high } = place;
  const params = { ...askedParams(project, calls), low, high };
  const rows = await readSpanRows(store, { text: ROWS, params, lane: "ingest" });
  const surroundings = await readSurroundings(store, project, rows);
  const spans = rows.map((row) => toSpan(row, surroundings));
  const logs = await logsOf(store, project, calls, spans);
  const byKey = new Map(spans.map((span) => [keyOf({ trace: span.traceId, span: span.spanId }), span]));
  return calls.flatMap(({ trace, span }) => {
    const told = byKey.get(keyOf({ trace, span }));
    return told === undefined ? [] : [{ trace, span, told, logs: logs.get(keyOf({ trace, span })) ?? [] }];
  });
}

async function logsOf(
  store: Store,
  project: string,
  calls: readonly SaidPrint[],
  spans: readonly Span[],
): Promise<ReadonlyMap<string, readonly LogRecord[]>> {
  const withLogs = new Set(calls.filter(({ hasLogs }) => hasLogs).map(keyOf));
  const asked = spans.filter(({ traceId, spanId }) => withLogs.has(keyOf({ trace: traceId, span: spanId })));
  const found: LogRecord[] = [];
  for (const ofTrace of Map.groupBy(asked, ({ traceId }) => traceId).values())
    found.push(...(await findSpanLogs(store, project, ofTrace)));
  return Map.groupBy(found, ({ traceId, spanId }) => keyOf({ trace: traceId ?? "", span: spanId ?? "" }));
}
