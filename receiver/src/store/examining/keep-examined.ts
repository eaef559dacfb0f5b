import type { Finding } from "../../model/finding.ts";
import { RowBuffer } from "../../row-buffer.ts";
import { digestSince, endRow, writeId } from "../settling/row-digest.ts";
import { tracesAsked } from "../settling/spans-there.ts";
import type { Store } from "../store.ts";
import type { TraceToExamine } from "./traces-to-examine.ts";

/** What was found in a trace: maybe nothing. */
export interface Examined {
  readonly trace: TraceToExamine;
  readonly findings: readonly Finding[];
}

/**
 * Keeps what was found and that it was looked for, for traces of one project. Findings come first, so that a process that
 * is killed in between looks again; what is found no longer goes. Safe to repeat and to run in several processes.
 */
export async function keepExamined(store: Store, project: string, examined: readonly Examined[]): Promise<void> {
  const rows = new RowBuffer(1 << 16);
  const fresh = new Map<string, bigint>();
  const stored = await storedFindings(store, project, examined);
  for (const { trace, findings } of examined) writeFindings(rows, trace, findings, stored, fresh);
  for (const place of stored.values()) if (isOver(place, fresh, examined)) writeRemoved(rows, project, place);
  if (rows.length > 0) await store.insert("findings", rows.written());
  await store.insert("examined", examinedRows(examined));
  if (rows.length > 0) await yieldToLater(store, project, examined);
}

const severities = { info: 0, warning: 1, error: 2 } as const;

function writeFindings(
  rows: RowBuffer,
  trace: TraceToExamine,
  findings: readonly Finding[],
  stored: ReadonlyMap<string, StoredFinding>,
  fresh: Map<string, bigint>,
): void {
  for (const { finding, ...placed } of placesOf(trace, findings)) {
    const key = keyOf(placed);
    const from = rows.length;
    writeFinding(rows, trace, finding, placed.place);
    const digest = digestSince(rows, from);
    fresh.set(key, digest);
    const here = stored.get(key);
    if (here !== undefined && here.digest === digest && !here.removed) rows.rewind(from);
    else endRow(rows, digest, trace.seenAt);
  }
}

function placesOf(trace: TraceToExamine, findings: readonly Finding[]): (Placed & { readonly finding: Finding })[] {
  const places = new Map<string, number>();
  return findings.map((finding) => {
    const place = places.get(finding.rule) ?? 0;
    places.set(finding.rule, place + 1);
    return { trace: trace.trace, start: trace.start, rule: finding.rule, place, finding };
  });
}

/** A row of `findings`, column for column in the order of its migration, up to the digest. */
function writeFinding(rows: RowBuffer, trace: TraceToExamine, finding: Finding, place: number): void {
  rows.text(trace.project);
  writeId(rows, trace.trace, 16);
  rows.u64(trace.start);
  rows.text(finding.rule);
  rows.u8(place);
  rows.u8(severities[finding.severity]);
  rows.text(finding.title);
  rows.varint(finding.spanIds.length);
  for (const id of finding.spanIds) writeId(rows, id, 8);
  rows.text(JSON.stringify(finding.facts));
  rows.text(trace.session);
  rows.text(trace.user);
  rows.text(trace.agent);
  rows.text(trace.service);
  rows.count(trace.received);
  rows.u16(trace.retention);
}

const LATER = `
  SELECT lower(hex(trace_id)) AS id FROM examined
  WHERE project = {project:String} AND trace_id IN (${tracesAsked})
  GROUP BY trace_id
  HAVING max(version) > {seenAt:UInt64}
`;

/** Another process looked after us and may have kept its outcome before ours came: what we found then goes. */
async function yieldToLater(store: Store, project: string, examined: readonly Examined[]): Promise<void> {
  const [seenAt = 0n] = examined.map(({ trace }) => trace.seenAt).sort((one, other) => (one > other ? -1 : 1));
  const ids = examined.map(({ trace }) => trace.trace);
  const later = new Set(
    (await store.query<{ id: string }>({ text: LATER, params: { project, ids, seenAt } })).map(({ id }) => id),
  );
  if (later.size === 0) return;
  const rows = new RowBuffer(1 << 12);
  for (const { trace, findings } of examined) {
    if (!later.has(trace.trace)) continue;
    const { received, retention, seenAt: version } = trace;
    for (const placed of placesOf(trace, findings))
      writeRemoved(rows, project, { ...placed, received, retention, version });
  }
  if (rows.length > 0) await store.insert("findings", rows.written());
}

interface Placed {
  readonly trace: string;
  readonly start: bigint;
  readonly rule: string;
  readonly place: number;
}

interface StoredFinding extends Placed {
  readonly received: number;
  readonly retention: number;
  readonly digest: bigint;
  readonly version: bigint;
  readonly removed: boolean;
}

const minuteNanos = 60_000_000_000n;
const keyOf = ({ trace, start, rule, place }: Placed) => `${trace} ${start / minuteNanos} ${rule} ${place}`;

const EXAMINED = `
  SELECT toString(min(start)) AS low, toString(max(start)) AS high
  FROM examined
  WHERE project = {project:String} AND found > 0 AND trace_id IN (${tracesAsked})
`;

const STORED = `
  SELECT tuple(
    lower(hex(trace_id)), toString(argMax(start, version)), rule, place,
    toUnixTimestamp64Milli(max(findings.received)), max(findings.retention), toString(argMax(digest, version)),
    toString(max(version)), argMax(removed, version)
  ) AS t
  FROM findings
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${tracesAsked})
  GROUP BY trace_id, intDiv(start, 60000000000), rule, place
`;

type StoredRow = readonly [
  trace: string,
  start: string,
  rule: string,
  place: number,
  received: number,
  retention: number,
  digest: string,
  version: string,
  removed: number,
];

const settings = { output_format_json_quote_64bit_integers: 0, output_format_json_named_tuples_as_objects: 0 } as const;

/** What is kept of the traces from earlier looks, also where they started in another minute then. */
async function storedFindings(
  store: Store,
  project: string,
  examined: readonly Examined[],
): Promise<ReadonlyMap<string, StoredFinding>> {
  const ids = examined.map(({ trace }) => trace.trace);
  const [place] = await store.query<{ low: string; high: string }>({ text: EXAMINED, params: { project, ids } });
  if (place === undefined || place.high === "0") return new Map();
  const rows = await store.query<{ t: StoredRow }>({ text: STORED, params: { project, ids, ...place }, settings });
  const found = rows.map(({ t }) => storedOf(t));
  return new Map(found.map((one) => [keyOf(one), one]));
}

const storedOf = (t: StoredRow): StoredFinding => ({
  trace: t[0],
  start: BigInt(t[1]),
  rule: t[2],
  place: t[3],
  received: t[4],
  retention: t[5],
  digest: BigInt(t[6]),
  version: BigInt(t[7]),
  removed: t[8] === 1,
});

function isOver(place: StoredFinding, fresh: ReadonlyMap<string, bigint>, examined: readonly Examined[]): boolean {
  if (place.removed || fresh.has(keyOf(place))) return false;
  const seenAt = examined.find(({ trace }) => trace.trace === place.trace)?.trace.seenAt ?? 0n;
  return place.version < seenAt;
}

/** Marked later than what the place told, and earlier than anything that may yet be told there. */
function writeRemoved(rows: RowBuffer, project: string, place: Omit<StoredFinding, "digest" | "removed">): void {
  rows.text(project);
  writeId(rows, place.trace, 16);
  rows.u64(place.start);
  rows.text(place.rule);
  rows.u8(place.place);
  rows.u8(0);
  for (const _ of ["title", "span_ids", "facts", "session_id", "user_id", "agent_name", "service"]) rows.varint(0);
  rows.count(place.received);
  rows.u16(place.retention);
  rows.u64(0n);
  rows.u64(place.version + 1n);
  rows.u8(1);
}

/** Rows of `examined`, column for column in the order of its migration. */
function examinedRows(examined: readonly Examined[]): Buffer {
  const rows = new RowBuffer(1 << 14);
  for (const { trace, findings } of examined) {
    rows.text(trace.project);
    writeId(rows, trace.trace, 16);
    rows.u64(trace.start);
    rows.u64(trace.version);
    rows.u16(findings.length);
    rows.count(trace.received);
    rows.u16(trace.retention);
    rows.u64(trace.seenAt);
  }
  return rows.written();
}
