import type { Store } from "../../src/store/store.ts";

const sums = "count() AS spans, countIf(status = 'error') AS errors, sum(input_tokens) AS input";
const range = "min(start) AS first, max(start + duration) AS last";

/** The traces and sessions whose summary is not the plain sum over the stored spans. Empty is as it should be. */
export async function wrongSummaries(store: Store): Promise<unknown[]> {
  const ask = (text: string) => store.query<object>({ text, lane: "heavy" });
  const traces = await ask(`
    SELECT * FROM (
      SELECT lower(hex(trace_id)) AS id, ${range}, ${sums}, any(session_id) AS of FROM spans FINAL GROUP BY project, trace_id
    ) AS plain FULL OUTER JOIN (
      SELECT lower(hex(trace_id)) AS id, start AS first, end AS last, span_count AS spans, error_count AS errors,
        input_tokens AS input, session_id AS of
      FROM traces FINAL
    ) AS told USING (id)
    WHERE tuple(plain.first, plain.last, plain.spans, plain.errors, plain.input, plain.of)
      != tuple(told.first, told.last, told.spans, told.errors, told.input, told.of)
    LIMIT 5`);
  const sessions = await ask(`
    SELECT * FROM (
      SELECT session_id AS id, ${range}, ${sums}, uniqExact(trace_id) AS of FROM spans FINAL GROUP BY project, session_id
    ) AS plain FULL OUTER JOIN (
      SELECT session_id AS id, start AS first, end AS last, span_count AS spans, error_count AS errors,
        input_tokens AS input, trace_count AS of
      FROM sessions FINAL
    ) AS told USING (id)
    WHERE tuple(plain.first, plain.last, plain.spans, plain.errors, plain.input, plain.of)
      != tuple(told.first, told.last, told.spans, told.errors, told.input, told.of)
    LIMIT 5`);
  return [...traces, ...sessions];
}

const counted = (id: string) => `
  SELECT ${id} AS id, countIf(counts AND kind = 'llm') AS calls, sumIf(input_tokens, counts) AS input,
    sumIf(output_tokens, counts) AS output, sumIf(cost, counts) AS money
  FROM ledger FINAL GROUP BY project, id HAVING id != ''`;
const summed = (id: string, table: string) => `
  SELECT ${id} AS id, llm_calls AS calls, input_tokens AS input, output_tokens AS output, cost AS money
  FROM ${table} FINAL`;

/** The traces and sessions whose sums are not those of the ledger's entries that count, and spans with two entries. */
export async function wrongBooks(store: Store): Promise<unknown[]> {
  const compared = (id: string, of: string, table: string) => `
    SELECT * FROM (${counted(of)}) AS plain FULL OUTER JOIN (${summed(id, table)}) AS told USING (id)
    WHERE tuple(plain.calls, plain.input, plain.output, plain.money)
      != tuple(told.calls, told.input, told.output, told.money)
    LIMIT 5`;
  const traceId = "concat(project, ' ', lower(hex(trace_id)))";
  const sessionId = (column: string) => `if(${column} = '', '', concat(project, ' ', ${column}))`;
  const twice =
    "SELECT hex(span_id) AS span FROM ledger FINAL GROUP BY project, trace_id, span_id HAVING count() > 1 LIMIT 5";
  const ask = (text: string) => store.query<object>({ text, lane: "heavy" });
  return [
    ...(await ask(compared(traceId, traceId, "traces"))),
    ...(await ask(compared(sessionId("session_id"), sessionId("trace_session"), "sessions"))),
    ...(await ask(twice)),
  ];
}

/** Contents that a span refers to and that are nowhere. */
export async function missingContents(store: Store): Promise<unknown[]> {
  const text = `
    SELECT DISTINCT lower(hex(ref)) AS missing FROM (SELECT arrayJoin(refs) AS ref FROM spans FINAL)
    WHERE ref NOT IN (SELECT hash FROM contents) LIMIT 5`;
  return store.query({ text, lane: "heavy" });
}
