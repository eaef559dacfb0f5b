import type { Kind } from "../../model/span.ts";
import type { StepColumns, StepShape, StepWait } from "../../model/step-columns.ts";
import type { Store } from "../store.ts";
import { inTrace, isWithinOneMinute, type TracePlace } from "./conditions.ts";
import { findTraceExtent } from "./find-extent.ts";
import { Parameters } from "./parameters.ts";

const mostSteps = 1_000_000;

/** The spans of a trace as narrow columns, without what was said. Null for a trace that is not there. */
export async function readSteps(store: Store, project: string, traceId: string): Promise<StepColumns | null> {
  const extent = await findTraceExtent(store, project, traceId);
  if (extent === undefined) return null;
  const place = { project, traceId, extent };
  const [groups, waits] = await Promise.all([readGroups(store, place), readWaits(store, place)]);
  return stepsOf(groups, waits);
}

/** Numbers and ids travel as the hex of their bytes, the lowest first, all of a column in one text. */
const packed = (column: string) => `arrayStringConcat(groupArray(hex(${column})))`;
const bytesOf = (number: string) => `reinterpretAsFixedString(${number})`;

/** Names are cut: they are shown in a line. */
const shape = "left(name, 200) AS called, kind, service, agent, used_model, tool_name, stage, has_failed, span_kind";

interface GroupRow {
  readonly called: string;
  readonly kind: string;
  readonly service: string;
  readonly agent: string;
  readonly used_model: string;
  readonly tool_name: string;
  readonly stage: StepShape["state"];
  readonly has_failed: number | boolean;
  readonly span_kind: number;
  readonly spans: string;
  readonly parents: string;
  readonly begins: string;
  readonly lasts: string;
  readonly tokens_after: string;
}

async function readGroups(store: Store, place: TracePlace): Promise<readonly GroupRow[]> {
  const add = new Parameters();
  const these = inTrace(place, add);
  const text = `
    SELECT ${shape}, ${packed("span_id")} AS spans, ${packed("parent_span_id")} AS parents,
      ${packed(bytesOf("start"))} AS begins, ${packed(bytesOf("lasted"))} AS lasts,
      ${packed(bytesOf("token_after"))} AS tokens_after
    FROM (
      SELECT s.name AS name, s.kind AS kind, s.service AS service, s.tool_name AS tool_name, s.span_kind AS span_kind,
        if(l.agent = '', s.agent_name, l.agent) AS agent,
        if(l.used_model = '', ${newestModel}, l.used_model) AS used_model,
        toString(s.state) AS stage, s.status = 'error' OR (l.failed AND s.status != 'running') AS has_failed,
        s.span_id AS span_id, s.parent_span_id AS parent_span_id, s.start AS start,
        if(s.state = 'ended', s.duration, 0) AS lasted, greatest(s.first_token, l.first_token) AS token_after
      FROM (
        SELECT name, kind, service, tool_name, span_kind, agent_name, model, response_model, state, status, span_id,
          parent_span_id, start, duration, first_token
        FROM spans FINAL WHERE ${these}
        ${isWithinOneMinute(place.extent) ? "" : "ORDER BY version DESC LIMIT 1 BY span_id"}
      ) AS s
      LEFT JOIN (
        SELECT span_id, hidden, failed, first_token, agent_name AS agent,
          if(model = '', response_model, model) AS used_model
        FROM ledger FINAL WHERE ${these}
      ) AS l USING span_id
      WHERE NOT l.hidden
      LIMIT ${add.add("UInt32", mostSteps + 1)}
    )
    GROUP BY ALL`;
  return store.query<GroupRow>({ text, params: add.values });
}

const newestModel = "if(s.model = '', s.response_model, s.model)";

interface WaitRow {
  readonly span: string;
  readonly seconds: number;
  readonly again: number;
}

const rateLimitWait = "spanwise.rate_limit.wait";
const retries = "spanwise.retries";
const mostWaits = 100_000;

/** Only the names of attributes are read of all spans; their values, of those that have these names. */
async function readWaits(store: Store, place: TracePlace): Promise<readonly WaitRow[]> {
  const add = new Parameters();
  const names = add.strings([rateLimitWait, retries]);
  const text = `
    SELECT lower(hex(span_id)) AS span, toFloat64OrZero(attributes[${add.string(rateLimitWait)}]) AS seconds,
      toFloat64OrZero(attributes[${add.string(retries)}]) AS again
    FROM spans
    PREWHERE ${inTrace(place, add)} AND hasAny(attributes.keys, ${names})
    ORDER BY version DESC LIMIT 1 BY span_id
    LIMIT ${add.add("UInt32", mostWaits)}`;
  return store.query<WaitRow>({ text, params: add.values });
}

function stepsOf(groups: readonly GroupRow[], waits: readonly WaitRow[]): StepColumns {
  const told = groups.map((group) => ({ group, spans: words(group.spans) }));
  const all = told.reduce((sum, { spans }) => sum + spans.length, 0);
  const length = Math.min(all, mostSteps);
  const columns = {
    spanIds: new BigUint64Array(all),
    parentIds: new BigUint64Array(all),
    starts: new BigUint64Array(all),
    durations: new BigUint64Array(all),
    firstTokens: new BigUint64Array(all),
  };
  const shapeOf = new Uint32Array(all);
  let at = 0;
  for (const [index, { group, spans }] of told.entries()) {
    columns.spanIds.set(spans, at);
    columns.parentIds.set(words(group.parents), at);
    columns.starts.set(words(group.begins), at);
    columns.durations.set(words(group.lasts), at);
    columns.firstTokens.set(words(group.tokens_after), at);
    shapeOf.fill(index, at, at + spans.length);
    at += spans.length;
  }
  return {
    length,
    ...columns,
    durations: new BigInt64Array(columns.durations.buffer),
    shapeOf,
    shapes: groups.map(shapeFrom),
    waits: waitsByPlace(waits, columns.spanIds),
    isCut: all > length,
  };
}

function words(hex: string): BigUint64Array {
  const numbers = new BigUint64Array(hex.length / 16);
  new Uint8Array(numbers.buffer).setFromHex(hex);
  return numbers;
}

const shapeFrom = (row: GroupRow): StepShape => ({
  name: row.called,
  kind: (row.kind || "span") as Kind,
  service: row.service,
  agentName: row.agent,
  model: row.used_model,
  toolName: row.tool_name,
  state: row.stage,
  failed: Boolean(row.has_failed),
  spanKind: row.span_kind,
});

const longestWaitSeconds = 86_400;

function waitsByPlace(waits: readonly WaitRow[], spanIds: BigUint64Array): ReadonlyMap<number, StepWait> {
  if (waits.length === 0) return new Map();
  const bySpan = new Map(waits.map((row) => [Buffer.from(row.span, "hex").readBigUInt64LE(), waitFrom(row)]));
  return new Map(
    spanIds
      .entries()
      .map(([at, id]) => [at, bySpan.get(id)] as const)
      .filter((entry): entry is [number, StepWait] => entry[1] !== undefined),
  );
}

const waitFrom = ({ seconds, again }: WaitRow): StepWait => ({
  rateLimitNanos: Math.round(bounded(seconds, longestWaitSeconds) * 1e9),
  retries: Math.floor(bounded(again, 1e6)),
});

const bounded = (value: number, most: number) => (value > 0 ? Math.min(value, most) : 0);
