import type { Touched } from "./settle.ts";
import type { Store } from "./store.ts";

const days = 7;

/**
 * Spans that started, did not end, and whose process has said nothing of any kind for the given time. A process is known
 * by its resource: whatever scope it speaks from, spans, logs and metrics all tell that it lives.
 */
const VANISHED = `
  WITH
    now64(3, 'UTC') - toIntervalSecond({silence:UInt32}) AS deadline,
    candidates AS (
      SELECT project, trace_id, span_id, start, origin
      FROM spans
      WHERE state = 'running' AND spans.received < deadline AND toDate(spans.received) >= toDate(deadline) - ${days}
    ),
    heard AS (
      SELECT project, origin FROM spans WHERE spans.received >= deadline
      UNION DISTINCT SELECT project, origin FROM logs WHERE logs.received >= deadline
      UNION DISTINCT SELECT project, origin FROM points WHERE points.received >= deadline
    ),
    alive AS (
      SELECT project, cityHash64(resource) FROM origins WHERE (project, origin) IN heard
    )
  SELECT project, lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, toString(any(start)) AS started
  FROM spans
  WHERE (project, trace_id, span_id) IN (
      SELECT project, trace_id, span_id FROM candidates
      WHERE (project, origin) NOT IN (
        SELECT project, origin FROM origins WHERE (project, cityHash64(resource)) IN alive
      )
    )
    AND start IN (SELECT start FROM candidates)
  GROUP BY project, trace_id, span_id
  HAVING argMax(state, version) = 'running'
  LIMIT 10000
`;

/** A real end, should it still come, is of a higher version and takes the place of this. */
const MARK = `
  INSERT INTO spans
  SELECT * REPLACE (
    'abandoned' AS state, 'error' AS status, 'abandoned' AS error_type, {message:String} AS status_message,
    {message:String} AS error_message, bitOr(toUInt64(4611686018427387904), bitShiftRight(start, 2)) AS version
  )
  FROM spans FINAL
  WHERE project = {project:String} AND start IN {starts:Array(UInt64)} AND spans.state = 'running'
    AND trace_id IN (SELECT toFixedString(unhex(arrayJoin({traces:Array(String)})), 16))
    AND span_id IN (SELECT toFixedString(unhex(arrayJoin({spans:Array(String)})), 8))
`;

interface Vanished {
  readonly project: string;
  readonly trace: string;
  readonly span: string;
  readonly started: string;
}

/** Marks them and answers which traces they belong to, whose summaries are then to be made anew. */
export async function markAbandoned(store: Store, silenceSeconds: number): Promise<Touched> {
  const lane = "heavy" as const;
  const params = { silence: silenceSeconds };
  const found = await store.query<Vanished>({ text: VANISHED, params, lane });
  const message = `abandoned: it never ended, and its process was not heard of for ${silenceSeconds} seconds`;
  const touched = new Map<string, Set<string>>();
  for (const [project, spans] of Map.groupBy(found, (one) => one.project)) {
    const marked = {
      project,
      message,
      starts: spans.map((one) => BigInt(one.started)),
      traces: spans.map((one) => one.trace),
      spans: spans.map((one) => one.span),
    };
    await store.command({ text: MARK, params: marked, lane: "ingest" });
    touched.set(project, new Set(marked.traces));
  }
  return touched;
}
