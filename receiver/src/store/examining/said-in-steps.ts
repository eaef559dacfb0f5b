import { readSaid, type SaidSpan } from "../estimating/read-said.ts";
import {
  amongAsked,
  askedParams,
  keyOf,
  type SpanIds,
  spansAtOnce,
  told,
  withReach,
} from "../estimating/spans-asked.ts";
import type { Place } from "../places.ts";
import type { Store } from "../store.ts";

export interface SaidInStepsQuery {
  readonly project: string;
  /** Where the spans lie. */
  readonly place: Place;
  readonly spans: readonly SpanIds[];
  /** Of all that may be read; a span that does not fit in what is left of it is left out. */
  readonly room: { bytes: number };
}

const WITH_LOGS = `
  SELECT DISTINCT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span
  FROM logs
  WHERE ${told} AND ${amongAsked}
`;

/** What was said in these spans, each with the log events joined to it. */
export async function* readSaidInSteps(store: Store, query: SaidInStepsQuery): AsyncGenerator<SaidSpan> {
  for (const some of spansAtOnce(query.spans)) {
    const params = { ...askedParams(query.project, some), ...withReach(query.place) };
    const rows = await store.query<SpanIds>({ text: WITH_LOGS, params });
    const withLogs = new Set(rows.map(keyOf));
    const calls = some.map((ids) => ({
      trace: ids.trace,
      span: ids.span,
      print: "",
      hasLogs: withLogs.has(keyOf(ids)),
    }));
    yield* readSaid(store, { ...query, calls });
  }
}
