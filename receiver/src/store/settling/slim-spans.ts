import type { Breath } from "../../breath.ts";
import type { UsageDetails } from "../../model/facts.ts";
import type { SlimSpan } from "../../model/ledger.ts";
import type { Kind } from "../../model/span.ts";
import type { Columns } from "../native-columns.ts";
import type { Place } from "../places.ts";
import { readSpanLine, type SpanLine } from "../span-line.ts";
import type { Store } from "../store.ts";
import { spansThere } from "./spans-there.ts";
import type { TraceShape } from "./trace-shapes.ts";

const slim = (which: string, newest = "") => `
  SELECT
    trace_id AS trace, span_id AS span, parent_span_id AS parent, start AS begun, duration AS lasted,
    received AS arrived, retention AS days, line AS told
  ${spansThere} ${which} ${newest}
`;

const part = "AND cityHash64(span_id) % {parts:UInt32} = {part:UInt32}";
const ALL = slim(part);
const NEWEST = slim(part, "ORDER BY version DESC LIMIT 1 BY trace_id, span_id");

/** So many rows are read at once: what takes them in holds the process up for a few milliseconds. */
const mostRows = 5000;
/** Each part of a large trace looks at all of it, so there are at most so many. */
const mostParts = 16;

/** The newest telling of each span of the traces, a group of traces at a time; a large trace comes alone. */
export async function* readSlimSpans(
  store: Store,
  project: string,
  shapes: readonly TraceShape[],
  breath: Breath,
): AsyncGenerator<ReadonlyMap<string, readonly SlimSpan[]>> {
  for (const group of groupsOf(shapes.toSorted(byStart))) {
    const spans = group.reduce((sum, shape) => sum + shape.spans, 0);
    const parts = Math.min(mostParts, Math.ceil(spans / mostRows));
    const text = group.some(({ isRepeated }) => isRepeated) ? NEWEST : ALL;
    const byTrace = new Map<string, SlimSpan[]>(group.map(({ id }) => [id, []]));
    for (let at = 0; at < parts; at += 1) {
      const params = { project, ...stretchOf(group), parts, part: at };
      await takeIn(await store.columns({ text, params, lane: "ingest" }), byTrace, breath);
    }
    yield byTrace;
  }
}

async function takeIn(columns: Columns, byTrace: ReadonlyMap<string, SlimSpan[]>, breath: Breath): Promise<void> {
  if (columns.rows === 0) return;
  const ids = { trace: hexOf(columns.fixed("trace")), span: hexOf(columns.fixed("span")) };
  const parents = hexOf(columns.fixed("parent"));
  const starts = new BigUint64Array(columns.fixed("begun").buffer, 0, columns.rows);
  const durations = new BigInt64Array(columns.fixed("lasted").buffer, 0, columns.rows);
  const received = new BigInt64Array(columns.fixed("arrived").buffer, 0, columns.rows);
  const retention = new Uint16Array(columns.fixed("days").buffer, 0, columns.rows);
  const { texts, which } = columns.texts("told");
  const facts: (Facts | undefined)[] = [];
  const rows = Array.from({ length: columns.rows }, (_, row) => row);
  await breath.each(rows, (row) => {
    const told = which[row] as number;
    facts[told] ??= factsOf(readSpanLine(texts[told] as string));
    const parent = parents(row, 8);
    byTrace.get(ids.trace(row, 16))?.push({
      spanId: ids.span(row, 8),
      parentSpanId: parent === nobody ? "" : parent,
      start: starts[row] as bigint,
      duration: durations[row] as bigint,
      received: Number(received[row]),
      retention: retention[row] as number,
      ...facts[told],
    });
  });
}

const nobody = "0".repeat(16);

function hexOf(bytes: Uint8Array): (row: number, size: 8 | 16) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (row, size) => buffer.toString("hex", row * size, (row + 1) * size);
}

type Facts = Omit<SlimSpan, "spanId" | "parentSpanId" | "start" | "duration" | "received" | "retention">;

/** What an event told another span may take over; why a call used nothing says whether it may have cost something. */
const itsErrorMatters = ({ signal, status, hasTokens }: SpanLine) =>
  signal === "log" || (status === "error" && !hasTokens);

/** Many spans of a trace tell the same facts: those share one. */
function factsOf(line: SpanLine): Facts {
  const matters = itsErrorMatters(line);
  return {
    state: line.state,
    failed: line.status === "error",
    signal: line.signal,
    kind: (line.kind || "span") as Kind,
    dialect: line.dialect,
    service: line.service,
    scope: line.scope,
    environment: line.environment,
    sessionId: line.sessionId,
    userId: line.userId,
    agentName: line.agentName,
    workflowName: line.workflowName,
    platform: line.platform,
    tags: line.tags,
    provider: line.provider,
    model: line.model,
    responseModel: line.responseModel,
    responseId: line.responseId,
    usage: usageOf(line),
    details: detailsOf(line.detailNames, line.detailValues),
    tier: line.tier,
    reportedCost: line.reportedCost,
    counts: line.counts,
    toolName: line.toolName,
    toolCallId: line.toolCallId,
    errorType: matters ? line.errorType : "",
    errorMessage: matters ? line.errorMessage : "",
    finishReasons: line.finishReasons,
    firstToken: BigInt(line.firstToken),
  };
}

function usageOf({ hasTokens, input, output, cached, cacheWrite, reasoning }: SpanLine): SlimSpan["usage"] {
  if (!hasTokens) return undefined;
  return {
    input: Number(input),
    output: Number(output),
    cached: Number(cached),
    cacheWrite: Number(cacheWrite),
    reasoning: Number(reasoning),
  };
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

function detailsOf(names: readonly string[], values: readonly number[]): UsageDetails | undefined {
  if (names.length === 0) return undefined;
  const details: Record<string, number> = Object.create(null);
  for (const [at, name] of names.entries()) details[name] = values[at] ?? 0;
  return details;
}
