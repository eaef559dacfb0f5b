import type { PromptCall, PromptPlace } from "../../model/prompt.ts";
import type { Span } from "../../model/span.ts";
import type { SaidSpan } from "../estimating/read-said.ts";
import { amongAsked, askedParams, keyOf, type SpanIds, started } from "../estimating/spans-asked.ts";
import { inLane } from "../examining/in-lane.ts";
import { readSaidInSteps } from "../examining/said-in-steps.ts";
import type { Store } from "../store.ts";
import type { Attributes } from "../stored-values.ts";
import { type CallRow, callColumns, toPricedCall } from "./read-cache-use.ts";
import { readSpanRows, spanColumns, toSpan } from "./span-row.ts";

/** A span with more bytes of its own than this is not outlined. */
const mostBytes = 256 * 1024;

/**
 * The spans with the hash of each long message in its place, as JSON: enough to know which messages are the same, without
 * reading them. One that tells of long messages in events is left out.
 */
export async function readPromptOutlines(
  store: Store,
  project: string,
  places: readonly PromptPlace[],
): Promise<ReadonlyMap<string, Span>> {
  const text = `
    SELECT ${spanColumns} FROM spans
    WHERE ${amongPlaces} AND removed = 0
      AND arraySum(v -> length(v), mapValues(attributes)) + arraySum(e -> length(e), events) <= ${mostBytes}
      AND NOT has(events, char(1))
    ORDER BY version DESC, received DESC LIMIT 1 BY trace_id, span_id`;
  const outlines = new Map<string, Span>();
  for (const params of paramsOf(project, places)) {
    for (const row of await readSpanRows(store, { text, params, lane: "heavy" })) {
      const contents = new Map(row.ref_names.map((name) => [name, Buffer.from(`"${name}"`)]));
      outlines.set(keyOf(row), toSpan(row, { origins: nowhere, contents }));
    }
  }
  return outlines;
}

const spansTogether = 200;

/** By the key of the tables, so that nothing else is read. */
const amongPlaces = `${started} AND ${amongAsked} AND (intDiv(start, 60000000000), trace_id) IN (
  SELECT one.1, toFixedString(unhex(one.2), 16)
  FROM (SELECT arrayJoin(arrayZip({minutes:Array(UInt64)}, {traces:Array(String)})) AS one)
)`;

function* paramsOf(project: string, places: readonly PromptPlace[]) {
  for (let at = 0; at < places.length; at += spansTogether) {
    const some = places.slice(at, at + spansTogether);
    const minutes = some.map(({ start }) => start / 60_000_000_000n);
    yield { ...askedParams(project, some.map(idsOf)), ...reachOf(some), minutes };
  }
}

const nowhere: ReadonlyMap<string, Attributes> = new Map();
const idsOf = ({ traceId, spanId }: PromptPlace): SpanIds => ({ trace: traceId, span: spanId });

function reachOf(places: readonly PromptPlace[]) {
  const starts = places.map(({ start }) => start).sort((one, other) => (one < other ? -1 : 1));
  return { low: String(starts[0] ?? 0n), high: String(starts.at(-1) ?? 0n) };
}

/** The spans with all that was said, as far as so many bytes hold it. */
export async function readPrompts(
  store: Store,
  project: string,
  asked: { readonly places: readonly PromptPlace[]; readonly bytes: number },
): Promise<ReadonlyMap<string, SaidSpan>> {
  const { places, bytes } = asked;
  const place = { ids: [...new Set(places.map(({ traceId }) => traceId))], ...reachOf(places) };
  const found = new Map<string, SaidSpan>();
  const query = { project, place, spans: places.map(idsOf), room: { bytes } };
  for await (const said of readSaidInSteps(inLane(store, "heavy"), query)) found.set(keyOf(said), said);
  return found;
}

/** What these calls are priced by, and whose they are. */
export async function readPromptCalls(
  store: Store,
  project: string,
  places: readonly PromptPlace[],
): Promise<ReadonlyMap<string, PromptCall>> {
  const text = `
    SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, trace_session, agent_name, ${callColumns}
    FROM ledger FINAL
    WHERE ${amongPlaces}`;
  const calls = new Map<string, PromptCall>();
  for (const params of paramsOf(project, places)) {
    for (const row of await store.query<PromptCallRow>({ text, params, lane: "heavy" })) {
      const whose = { sessionId: row.trace_session || null, agentName: row.agent_name || null };
      calls.set(keyOf(row), { ...whose, ...toPricedCall(project, row) });
    }
  }
  return calls;
}

interface PromptCallRow extends CallRow, SpanIds {
  readonly trace_session: string;
  readonly agent_name: string;
}
