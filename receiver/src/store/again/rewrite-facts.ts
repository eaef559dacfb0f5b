import type { Store } from "../store.ts";

/** Columns of a span that are read from what it says, and may be read anew. */
const columns = [
  "environment",
  "release",
  "kind",
  "dialect",
  "session_id",
  "user_id",
  "agent_name",
  "workflow_name",
  "platform",
  "tags",
  "provider",
  "model",
  "response_model",
  "response_id",
  "has_tokens",
  "input_tokens",
  "output_tokens",
  "cached_tokens",
  "cache_write_tokens",
  "reasoning_tokens",
  "token_rule",
  "token_details",
  "tier",
  "reported_cost",
  "finish_reasons",
  "streaming",
  "first_token",
  "counts",
  "tool_name",
  "tool_call_id",
  "error_type",
  "error_message",
];

const TABLE = `
  SELECT name FROM system.columns
  WHERE database = currentDatabase() AND table = 'spans' AND default_kind NOT IN ('ALIAS', 'MATERIALIZED')
  ORDER BY position
`;

/** The same telling with other facts is a newer word on it: its version is the next. */
const others: ReadonlyMap<string, string> = new Map([
  ["version", "told.version + 1"],
  ["status", "if(told.state = 'ended', if(anew.failed, 'error', 'ok'), toString(told.status))"],
]);

const rewrite = (all: readonly string[]) => `
  INSERT INTO spans (${all.join(", ")})
  SELECT ${all.map((name) => others.get(name) ?? `${columns.includes(name) ? "anew" : "told"}.${name}`).join(", ")}
  FROM (
    SELECT * FROM spans FINAL
    WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64}
      AND (trace_id, span_id) IN (
        SELECT trace_id, span_id FROM facts_anew WHERE run = {run:String} AND project = {project:String}
      )
  ) AS told
  INNER JOIN (
    SELECT * FROM facts_anew WHERE run = {run:String} AND project = {project:String}
  ) AS anew ON told.trace_id = anew.trace_id AND told.span_id = anew.span_id AND told.version = anew.version
`;

export interface FactsAnew {
  readonly project: string;
  /** Names this rewriting, so that of two at once each takes its own. */
  readonly run: string;
  /** Rows of `facts_anew` in RowBinary. */
  readonly rows: Buffer;
  /** Between these the spans begin, Unix nanoseconds. */
  readonly low: bigint;
  readonly high: bigint;
}

/** Puts other facts into the rows of spans. A span that was told anew meanwhile keeps what it says now. */
export async function rewriteFacts(store: Store, { project, run, rows, low, high }: FactsAnew): Promise<void> {
  await store.insert("facts_anew", rows);
  const all = await store.query<{ name: string }>({ text: TABLE, lane: "ingest" });
  const text = rewrite(all.map(({ name }) => name));
  await store.command({ text, params: { project, run, low, high }, lane: "ingest" });
}
