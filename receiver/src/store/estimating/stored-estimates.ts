import type { Estimated } from "../../model/ledger.ts";
import type { Place } from "../places.ts";
import type { Store } from "../store.ts";
import { amongAsked, askedParams, ingestLane, keyOf, type SpanIds, spansAtOnce, started } from "./spans-asked.ts";

/** What the ledger holds of a call that was estimated, or looked at in vain: then both counts are 0. */
export interface StoredEstimate extends Estimated {
  /** What it was estimated for. */
  readonly key: bigint;
}

const TEXT = `
  SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, toString(argMax(priced_for, version)) AS key,
    argMax(estimated_input, version) AS input, argMax(estimated_output, version) AS output
  FROM ledger
  WHERE ${started} AND ${amongAsked}
  GROUP BY trace_id, intDiv(start, 60000000000), span_id
  HAVING argMax(removed = 0 AND has_tokens = 0 AND cost_source IN ('none', 'estimated') AND priced_for != 0, version)
`;

interface Row extends SpanIds, Estimated {
  readonly key: string;
}

export async function readStoredEstimates(
  store: Store,
  project: string,
  { low, high }: Place,
  asked: readonly SpanIds[],
): Promise<ReadonlyMap<string, StoredEstimate>> {
  const found = new Map<string, StoredEstimate>();
  for (const some of spansAtOnce(asked)) {
    const params = { ...askedParams(project, some), low, high };
    for (const { key, input, output, ...ids } of await store.query<Row>({ text: TEXT, params, ...ingestLane }))
      found.set(keyOf(ids), { key: BigInt(key), input, output });
  }
  return found;
}
