import type { Place } from "../places.ts";

/** Spans of the traces of one place, by pairs of ids in hex. */
export interface SpanIds {
  readonly trace: string;
  readonly span: string;
}

export const keyOf = ({ trace, span }: SpanIds): string => `${trace} ${span}`;

/** So many spans are asked for in one statement: a server takes them in the address. */
const atOnce = 1000;

export function* spansAtOnce<Ids extends SpanIds>(spans: readonly Ids[], most = atOnce): Generator<readonly Ids[]> {
  for (let from = 0; from < spans.length; from += most) yield spans.slice(from, from + most);
}

/** What stands for the spans in a statement that ends with `amongAsked`. */
export const askedParams = (project: string, spans: readonly SpanIds[]) => ({
  project,
  traces: spans.map(({ trace }) => trace),
  spans: spans.map(({ span }) => span),
});

export const amongAsked = `
  project = {project:String} AND trace_id IN (SELECT toFixedString(unhex(arrayJoin({traces:Array(String)})), 16))
  AND (trace_id, span_id) IN (
    SELECT toFixedString(unhex(one.1), 16), toFixedString(unhex(one.2), 8)
    FROM (SELECT arrayJoin(arrayZip({traces:Array(String)}, {spans:Array(String)})) AS one)
  )
`;
export const started = "start BETWEEN {low:UInt64} AND {high:UInt64}";
/** Of log events, within the reach. */
export const told = "time BETWEEN {low:UInt64} AND {high:UInt64} AND event_name != ''";

/** Log events of a span are looked for so far before and after its trace: a day, in nanoseconds. */
const reach = 86_400_000_000_000n;
const endOfTime = 18_446_744_073_709_551_615n;

export function withReach({ low, high }: Pick<Place, "low" | "high">) {
  const [from, to] = [BigInt(low) - reach, BigInt(high) + reach];
  return { low: String(from > 0n ? from : 0n), high: String(to < endOfTime ? to : endOfTime) };
}

export const ingestLane = { lane: "ingest", settings: { output_format_json_quote_64bit_integers: 0 } } as const;
