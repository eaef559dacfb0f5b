import type { Place } from "../places.ts";
import type { Store } from "../store.ts";
import {
  amongAsked,
  askedParams,
  ingestLane,
  keyOf,
  type SpanIds,
  spansAtOnce,
  started,
  told,
  withReach,
} from "./spans-asked.ts";

/** Tells whether a span says the same as before, with the log events joined to it, without a look at what it says. */
export interface SaidPrint extends SpanIds {
  readonly print: string;
  readonly hasLogs: boolean;
}

const OF_SPANS = `
  SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span,
    toString(cityHash64(mapKeys(attributes), mapValues(attributes), attribute_types, events, refs)) AS print
  FROM spans
  WHERE ${started} AND ${amongAsked} AND removed = 0
  ORDER BY version DESC, received DESC LIMIT 1 BY trace_id, span_id
`;

const OF_LOGS = `
  SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span,
    toString(cityHash64(arraySort(groupUniqArray(id)))) AS print
  FROM logs
  WHERE ${told} AND ${amongAsked}
  GROUP BY trace_id, span_id
`;

interface Row extends SpanIds {
  readonly print: string;
}

export async function readSaidPrints(
  store: Store,
  project: string,
  { low, high }: Place,
  asked: readonly SpanIds[],
): Promise<readonly SaidPrint[]> {
  const prints: SaidPrint[] = [];
  for (const some of spansAtOnce(asked)) {
    const params = { ...askedParams(project, some), low, high };
    const spans = await store.query<Row>({ text: OF_SPANS, params, ...ingestLane });
    const around = { ...params, ...withReach({ low, high }) };
    const logs = await store.query<Row>({ text: OF_LOGS, params: around, ...ingestLane });
    const ofLogs = new Map(logs.map((row) => [keyOf(row), row.print]));
    for (const { print, ...ids } of spans) {
      const beside = ofLogs.get(keyOf(ids));
      prints.push({ ...ids, print: `${print} ${beside ?? ""}`, hasLogs: beside !== undefined });
    }
  }
  return prints;
}
