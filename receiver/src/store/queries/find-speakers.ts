import type { Span } from "../../model/span.ts";
import { longestSpeaker, type Speakers } from "../../model/speakers.ts";
import type { Store } from "../store.ts";
import type { Range } from "./filters.ts";
import { Parameters } from "./parameters.ts";
import { readContents } from "./read-contents.ts";
import { readOrigins } from "./read-origins.ts";
import { idOrNull, readSpanRows, spanColumns, toSpan } from "./span-row.ts";
import type { SpokenTrace } from "./trace-row.ts";
import { whereTracesLie } from "./where-traces-lie.ts";

export interface SpeakersFound extends Speakers {
  /** All whom the trace names are here. */
  readonly isWhole: boolean;
}

export type SpeakingTrace = Pick<SpokenTrace, "traceId" | "startTime" | "endTime" | "speakers" | "edition">;

const mostTraces = 200;
const mostRefs = 50;

/** By the id of their trace; a trace in which nobody speaks is left out. */
export async function findSpeakers(
  store: Store,
  project: string,
  traces: readonly SpeakingTrace[],
): Promise<ReadonlyMap<string, SpeakersFound>> {
  const speaking = traces.filter(({ speakers }) => speakers !== "").slice(0, mostTraces);
  if (speaking.length === 0) return new Map();
  const spans = await readSpans(store, project, speaking);
  const found = speaking.map((trace) => {
    const ids = idsIn(trace);
    const [outer, firstCall, lastCall] = ids.map((id) => spans.get(`${trace.traceId} ${id}`));
    const isWhole = ids.every((id) => idOrNull(id) === null || spans.has(`${trace.traceId} ${id}`));
    return [trace.traceId, { outer, firstCall, lastCall, isWhole }] as const;
  });
  return new Map(found);
}

/** As the summary of a trace names them, one behind the other. */
const idsIn = ({ speakers }: SpeakingTrace): readonly string[] => [0, 16, 32].map((at) => speakers.slice(at, at + 16));

async function readSpans(
  store: Store,
  project: string,
  traces: readonly SpeakingTrace[],
): Promise<ReadonlyMap<string, Span>> {
  const ids = traces.flatMap((trace) => [...new Set(idsIn(trace))].filter(idOrNull).map((id) => trace.traceId + id));
  const add = new Parameters();
  const asked = `arrayJoin(${add.strings(ids)}) AS id`;
  const text = `
    SELECT ${spanColumns} FROM spans FINAL
    WHERE ${whereTracesLie(project, traces.map(extentOf), add).join(" AND ")}
      AND (trace_id, span_id) IN (
        SELECT toFixedString(unhex(substring(id, 1, 32)), 16), toFixedString(unhex(substring(id, 33)), 8)
        FROM (SELECT ${asked})
      )
      AND arraySum(v -> length(v), mapValues(attributes)) + arraySum(e -> length(e), events) < ${longestSpeaker}
      AND length(refs) <= ${mostRefs}`;
  const rows = await readSpanRows(store, { text, params: add.values });
  const names = rows.map(({ origin_name }) => origin_name);
  const refs = rows.map(({ ref_names }) => ref_names);
  const [origins, contents] = await Promise.all([
    readOrigins(store, project, names),
    readContents(store, project, refs, longestSpeaker),
  ]);
  const short = rows.filter(({ ref_names }) => bytesOf(ref_names, contents) < longestSpeaker);
  return new Map(short.map((row) => [`${row.trace} ${row.span}`, toSpan(row, { origins, contents })]));
}

const aDay = 86_400_000_000_000n;

function extentOf({ startTime, endTime }: SpeakingTrace): Range {
  const from = BigInt(startTime);
  return { from, to: endTime === null ? from + aDay : BigInt(endTime) + 1n };
}

/** Of what a row refers to; infinitely many where some of it is long. */
function bytesOf(refs: readonly string[], contents: ReadonlyMap<string, Buffer>): number {
  return refs.reduce((sum, ref) => sum + (contents.get(ref)?.length ?? Number.POSITIVE_INFINITY), 0);
}
