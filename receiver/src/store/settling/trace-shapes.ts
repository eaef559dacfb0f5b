import type { Place } from "../places.ts";
import type { Store } from "../store.ts";
import { spansThere, told } from "./spans-there.ts";

/** What the spans of a trace add up to without a look at each; ids are hex, times Unix nanoseconds. */
export interface TraceShape {
  readonly id: string;
  readonly start: bigint;
  readonly end: bigint;
  /** When the last of its spans started. */
  readonly lastStart: bigint;
  readonly name: string;
  readonly rootKind: string;
  readonly rootSpanId: string;
  readonly rootFailed: boolean;
  /** The root names a parent that is not there. */
  readonly isHeadless: boolean;
  readonly service: string;
  readonly environment: string;
  readonly spans: number;
  readonly errors: number;
  readonly running: number;
  readonly orphans: number;
  /** Unix milliseconds. */
  readonly received: number;
  readonly retention: number;
  /** Some span of it was told more than once. */
  readonly isRepeated: boolean;
  /** Some span of it has something to say in the ledger. */
  readonly hasEntries: boolean;
  /** The engine's clock when it was looked at: of two that look, the later one's outcome holds. */
  readonly seenAt: bigint;
}

const shapes = (spans: string) => `
  WITH
    toFixedString('', 8) AS nobody,
    tuple(signal, parent_span_id != nobody, start, span_id) AS rank,
    argMin(tuple(name, kind, span_id, status, service, parent_span_id), rank) AS head,
    groupUniqArrayIf(parent_span_id, parent_span_id != nobody) AS parents
  SELECT tuple(
    lower(hex(trace_id)), toString(min(start)), toString(max(start + greatest(duration, 0))), toString(max(start)),
    head.1, head.2, lower(hex(head.3)), head.4 = 'error', head.6 != nobody, head.5,
    argMinIf(environment, rank, environment != ''),
    count(), countIf(status = 'error'), countIf(status = 'running'),
    length(parents) - length(arrayIntersect(parents, groupArray(span_id))),
    toUnixTimestamp64Milli(max(spans.received)), max(spans.retention), count() != uniqExact(span_id),
    max(
      kind NOT IN ('span', 'http', 'db') OR session_id != '' OR user_id != '' OR agent_name != ''
      OR workflow_name != '' OR platform != '' OR notEmpty(tags) OR signal = 'log'
    ),
    toString(toUnixTimestamp64Nano(now64(9)))
  ) AS t
  FROM (${spans}) AS spans
  GROUP BY trace_id
`;

const columns = [
  "signal",
  "parent_span_id",
  "name",
  "start",
  "duration",
  "status",
  "kind",
  "session_id",
  "user_id",
  "agent_name",
  "workflow_name",
  "platform",
  "tags",
  "service",
  "environment",
  "received",
  "retention",
].join(", ");

const ALL = shapes(`SELECT trace_id, span_id, ${columns} ${spansThere}`);
const NEWEST = shapes(
  `SELECT trace_id, span_id, ${columns} ${spansThere}
  ORDER BY version DESC, received DESC LIMIT 1 BY trace_id, span_id`,
);

/** The shapes of the traces, as if each span had been told once: pass `newestOnly` for those of which some were not. */
export async function readShapes(store: Store, project: string, place: Place, newestOnly: boolean) {
  const text = newestOnly ? NEWEST : ALL;
  const rows = await store.query<{ t: ShapeRow }>({ text, params: { project, ...place }, ...told });
  return rows.map(({ t }) => shapeOf(t));
}

type Flag = boolean | number;
type ShapeRow = readonly [
  id: string,
  start: string,
  end: string,
  lastStart: string,
  name: string,
  rootKind: string,
  rootSpan: string,
  rootFailed: Flag,
  isHeadless: Flag,
  service: string,
  environment: string,
  spans: number,
  errors: number,
  running: number,
  orphans: number,
  received: number,
  retention: number,
  isRepeated: Flag,
  hasEntries: Flag,
  seenAt: string,
];

function shapeOf(row: ShapeRow): TraceShape {
  return {
    id: row[0],
    start: BigInt(row[1]),
    end: BigInt(row[2]),
    lastStart: BigInt(row[3]),
    name: row[4],
    rootKind: row[5],
    rootSpanId: row[6],
    rootFailed: Boolean(row[7]),
    isHeadless: Boolean(row[8]),
    service: row[9],
    environment: row[10],
    spans: row[11],
    errors: row[12],
    running: row[13],
    orphans: row[14],
    received: row[15],
    retention: row[16],
    isRepeated: Boolean(row[17]),
    hasEntries: Boolean(row[18]),
    seenAt: BigInt(row[19]),
  };
}
