import type { UsageDetails } from "../../model/facts.ts";
import type { SlimSpan } from "../../model/ledger.ts";
import type { Kind } from "../../model/span.ts";
import type { Place } from "../places.ts";
import type { Store } from "../store.ts";
import { spansThere, told } from "./spans-there.ts";
import type { TraceShape } from "./trace-shapes.ts";

/** What an event told another span may take over; why a call used nothing says whether it may have cost something. */
const itsErrorMatters = "(signal = 'log' OR (status = 'error' AND NOT has_tokens))";

const slim = (which: string, newest = "") => `
  SELECT tuple(
    lower(hex(trace_id)), lower(hex(span_id)),
    if(parent_span_id = toFixedString('', 8), '', lower(hex(parent_span_id))),
    toString(start), toString(duration), toInt8(state), status = 'error', signal = 'log', kind, dialect, service, scope,
    environment, session_id, user_id, agent_name, workflow_name, platform, tags, provider, model, response_model,
    response_id, if(has_tokens,
      [input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens], emptyArrayUInt64()),
    mapKeys(token_details), mapValues(token_details), tier, reported_cost, counts, tool_name, tool_call_id,
    if(${itsErrorMatters}, error_type, ''), if(${itsErrorMatters}, error_message, ''), finish_reasons,
    toString(first_token),
    toUnixTimestamp64Milli(received), retention
  ) AS t
  ${spansThere} ${which} ${newest}
`;

const part = "AND cityHash64(span_id) % {parts:UInt32} = {part:UInt32}";
const ALL = slim(part);
const NEWEST = slim(part, "ORDER BY version DESC LIMIT 1 BY trace_id, span_id");

/** So many rows are read at once: what takes them in holds the process up for a few milliseconds. */
const mostRows = 5000;

/** The newest telling of each span of the traces, a group of traces at a time; a large trace comes alone. */
export async function* readSlimSpans(
  store: Store,
  project: string,
  shapes: readonly TraceShape[],
): AsyncGenerator<ReadonlyMap<string, readonly SlimSpan[]>> {
  for (const group of groupsOf(shapes.toSorted(byStart))) {
    const spans = group.reduce((sum, shape) => sum + shape.spans, 0);
    const parts = Math.ceil(spans / mostRows);
    const text = group.some(({ isRepeated }) => isRepeated) ? NEWEST : ALL;
    const byTrace = new Map<string, SlimSpan[]>(group.map(({ id }) => [id, []]));
    for (let at = 0; at < parts; at += 1) {
      const params = { project, ...stretchOf(group), parts, part: at };
      for (const { t } of await store.query<{ t: SlimRow }>({ text, params, ...told }))
        byTrace.get(t[0])?.push(slimSpanOf(t));
    }
    yield byTrace;
  }
}

const byStart = (one: TraceShape, other: TraceShape) => (one.start < other.start ? -1 : 1);

/** Traces of about the same time lie together: read so, no row is looked at for more than one group. */
function stretchOf(group: readonly TraceShape[]): Place {
  let high = 0n;
  for (const { lastStart } of group) if (lastStart > high) high = lastStart;
  return { ids: group.map(({ id }) => id), low: String(group[0]?.start ?? 0n), high: String(high) };
}

function groupsOf(shapes: readonly TraceShape[]): TraceShape[][] {
  const groups: TraceShape[][] = [];
  let room = 0;
  for (const shape of shapes) {
    if (groups.length === 0 || shape.spans > room) {
      groups.push([]);
      room = mostRows;
    }
    groups.at(-1)?.push(shape);
    room -= shape.spans;
  }
  return groups;
}

type Flag = boolean | number;
type SlimRow = readonly [
  trace: string,
  span: string,
  parent: string,
  start: string,
  duration: string,
  state: 0 | 1 | 2,
  failed: Flag,
  isLog: Flag,
  kind: string,
  dialect: string,
  service: string,
  scope: string,
  environment: string,
  session: string,
  user: string,
  agent: string,
  workflow: string,
  platform: string,
  tags: readonly string[],
  provider: string,
  model: string,
  responseModel: string,
  responseId: string,
  tokens: readonly number[],
  detailNames: readonly string[],
  detailValues: readonly number[],
  tier: string,
  reportedCost: string,
  counts: Flag,
  toolName: string,
  toolCallId: string,
  errorType: string,
  errorMessage: string,
  finishReasons: readonly string[],
  firstToken: string,
  received: number,
  retention: number,
];

const states = ["running", "abandoned", "ended"] as const;

function slimSpanOf(row: SlimRow): SlimSpan {
  return {
    spanId: row[1],
    parentSpanId: row[2],
    start: BigInt(row[3]),
    duration: BigInt(row[4]),
    state: states[row[5]],
    failed: Boolean(row[6]),
    signal: row[7] ? "log" : "span",
    kind: (row[8] || "span") as Kind,
    dialect: row[9],
    service: row[10],
    scope: row[11],
    environment: row[12],
    sessionId: row[13],
    userId: row[14],
    agentName: row[15],
    workflowName: row[16],
    platform: row[17],
    tags: row[18],
    provider: row[19],
    model: row[20],
    responseModel: row[21],
    responseId: row[22],
    usage: usageOf(row[23]),
    details: detailsOf(row[24], row[25]),
    tier: row[26],
    reportedCost: row[27],
    counts: Boolean(row[28]),
    toolName: row[29],
    toolCallId: row[30],
    errorType: row[31],
    errorMessage: row[32],
    finishReasons: row[33],
    firstToken: BigInt(row[34]),
    received: row[35],
    retention: row[36],
  };
}

function usageOf(tokens: readonly number[]): SlimSpan["usage"] {
  if (tokens.length === 0) return undefined;
  const [input = 0, output = 0, cached = 0, cacheWrite = 0, reasoning = 0] = tokens;
  return { input, output, cached, cacheWrite, reasoning };
}

function detailsOf(names: readonly string[], values: readonly number[]): UsageDetails | undefined {
  if (names.length === 0) return undefined;
  const details: Record<string, number> = Object.create(null);
  for (const [at, name] of names.entries()) details[name] = values[at] ?? 0;
  return details;
}
