import type { Kind } from "../../model/span.ts";
import type { Step } from "../../model/step.ts";
import type { Place } from "../places.ts";
import { tracesAsked } from "../settling/spans-there.ts";
import type { Store } from "../store.ts";

export interface StepsQuery {
  readonly project: string;
  /** The traces, and when their spans start. */
  readonly place: Place;
  /** How many spans they have, about. */
  readonly spans: number;
  /** More than so many are not read: those that start first are. */
  readonly most: number;
}

export interface StepsOfTraces {
  /** By the id of their trace, in hex. */
  readonly steps: ReadonlyMap<string, Step[]>;
  readonly isCut: boolean;
}

/** So many rows are read at once: what takes them in holds the process up for a few milliseconds. */
const mostRows = 10_000;

const these = `
  project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${tracesAsked})
`;
const part = "AND cityHash64(span_id) % {parts:UInt32} = {part:UInt32}";

const SPANS = `
  SELECT tuple(
    lower(hex(trace_id)), lower(hex(span_id)),
    if(parent_span_id = toFixedString('', 8), '', lower(hex(parent_span_id))), left(name, 200), kind,
    toInt8(status), toInt8(state), toString(start), toString(duration), error_type,
    leftUTF8(if(error_message = '', status_message, error_message), 300)
  ) AS t
  FROM spans FINAL
  WHERE ${these} ${part}
`;

const ENTRIES = `
  SELECT tuple(
    lower(hex(trace_id)), lower(hex(span_id)), hidden, counts, failed, agent_name, provider,
    if(model = '', response_model, model),
    if(has_tokens, [input_tokens, output_tokens, reasoning_tokens], emptyArrayUInt64()), finish_reasons,
    toString(first_token), tool_name, error_type, leftUTF8(error_message, 300)
  ) AS t
  FROM ledger FINAL
  WHERE ${these} ${part}
`;

const LAST_OF_FIRST = `
  SELECT toString(max(start)) AS high FROM (
    SELECT start FROM spans FINAL WHERE ${these} ORDER BY start LIMIT {most:UInt32}
  )
`;

const settings = { output_format_json_quote_64bit_integers: 0, output_format_json_named_tuples_as_objects: 0 } as const;

/** The spans of traces of one project, with what the ledger knows of them, and without what was said. */
export async function readStepsOf(store: Store, query: StepsQuery): Promise<StepsOfTraces> {
  const { project, place, spans, most } = query;
  const isCut = spans > most;
  const high = isCut ? await lastOfFirst(store, query) : place.high;
  const parts = Math.max(1, Math.ceil(Math.min(spans, most) / mostRows));
  const steps = new Map<string, Step[]>(place.ids.map((id) => [id, []]));
  for (let at = 0; at < parts; at += 1) {
    const params = { project, ids: place.ids, low: place.low, high, parts, part: at };
    const entries = await store.query<{ t: EntryRow }>({ text: ENTRIES, params, settings });
    const known = new Map(entries.map(({ t }) => [t[0] + t[1], t]));
    for (const { t } of await store.query<{ t: SpanRow }>({ text: SPANS, params, settings }))
      steps.get(t[0])?.push(stepOf(t, known.get(t[0] + t[1])));
  }
  return { steps, isCut };
}

async function lastOfFirst(store: Store, { project, place, most }: StepsQuery): Promise<string> {
  const params = { project, ids: place.ids, low: place.low, high: place.high, most };
  const [row] = await store.query<{ high: string }>({ text: LAST_OF_FIRST, params });
  return row?.high ?? place.low;
}

type Flag = boolean | number;
type SpanRow = readonly [
  trace: string,
  span: string,
  parent: string,
  name: string,
  kind: string,
  status: 0 | 1 | 2,
  state: 0 | 1 | 2,
  start: string,
  duration: string,
  errorType: string,
  errorMessage: string,
];

type EntryRow = readonly [
  trace: string,
  span: string,
  hidden: Flag,
  counts: Flag,
  failed: Flag,
  agent: string,
  provider: string,
  model: string,
  tokens: readonly number[],
  finishReasons: readonly string[],
  firstToken: string,
  toolName: string,
  errorType: string,
  errorMessage: string,
];

const statuses = ["ok", "error", "running"] as const;
const ended = 2;
const abandoned = 1;

function stepOf(span: SpanRow, entry: EntryRow | undefined): Step {
  const status = statuses[span[5]];
  const start = BigInt(span[7]);
  return {
    spanId: span[1],
    parentSpanId: span[2],
    name: span[3],
    kind: (span[4] || "span") as Kind,
    status: entry?.[4] && status === "ok" ? "error" : status,
    isAbandoned: span[6] === abandoned,
    start,
    end: span[6] === ended ? BigInt.asUintN(64, start + BigInt(span[8])) : undefined,
    isHidden: Boolean(entry?.[2]),
    counts: Boolean(entry?.[3]),
    agentName: entry?.[5] ?? "",
    provider: entry?.[6] ?? "",
    model: entry?.[7] ?? "",
    usage: usageOf(entry?.[8] ?? []),
    finishReasons: entry?.[9] ?? [],
    firstToken: BigInt(entry?.[10] ?? 0),
    toolName: entry?.[11] ?? "",
    errorType: span[9] || (entry?.[12] ?? ""),
    errorMessage: span[10] || (entry?.[13] ?? ""),
    said: undefined,
  };
}

function usageOf(tokens: readonly number[]): Step["usage"] {
  if (tokens.length === 0) return undefined;
  const [input = 0, output = 0, reasoning = 0] = tokens;
  return { input, output, reasoning };
}
