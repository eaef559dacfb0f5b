import type { SaidSpan } from "../estimating/read-said.ts";
import { amongAsked, askedParams, spansAtOnce, started } from "../estimating/spans-asked.ts";
import { readSpanRows, spanColumns, toSpan } from "../queries/span-row.ts";
import type { Store } from "../store.ts";
import type { Attributes } from "../stored-values.ts";
import type { SaidInStepsQuery } from "./said-in-steps.ts";

/** A span with more bytes of its own than this is left out. */
const mostBytes = 64 * 1024;
const spansTogether = 500;

const ROWS = `
  SELECT ${spanColumns} FROM spans
  WHERE ${started} AND ${amongAsked} AND removed = 0
    AND arraySum(v -> length(v), mapValues(attributes)) + arraySum(e -> length(e), events) <= ${mostBytes}
  ORDER BY version DESC, received DESC LIMIT 1 BY trace_id, span_id
`;

const foldedEvent = Buffer.of(1).toString("base64");
const nowhere: ReadonlyMap<string, Attributes> = new Map();

/**
 * What was said in these spans as far as their own rows say it: in the place of a long message stands its hash, which is
 * enough to compare and to know that it is not empty, and spares to look for it among all contents. Without log events.
 */
export async function* readGlimpses(
  store: Store,
  { project, place: { low, high }, spans }: SaidInStepsQuery,
): AsyncGenerator<SaidSpan> {
  for (const some of spansAtOnce(spans, spansTogether)) {
    const params = { ...askedParams(project, some), low, high };
    const rows = await readSpanRows(store, { text: ROWS, params });
    const contents = new Map(rows.flatMap(({ ref_names }) => ref_names.map((name) => [name, Buffer.from(name)])));
    for (const row of rows) {
      const own = { ...row, event_bytes: row.event_bytes.filter((bytes) => bytes !== foldedEvent) };
      yield { trace: row.trace, span: row.span, told: toSpan(own, { origins: nowhere, contents }), logs: [] };
    }
  }
}
