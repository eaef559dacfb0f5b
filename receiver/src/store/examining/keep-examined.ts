import { RowBuffer } from "../../row-buffer.ts";
import { digestSince, endRow } from "../settling/row-digest.ts";
import { tracesAsked } from "../settling/spans-there.ts";
import type { Store } from "../store.ts";
import { type Examined, examinedRows, keyOf, placesOf, writeFinding, writeRemoved } from "./finding-rows.ts";
import { readStoredFindings, type StoredFinding } from "./stored-findings.ts";

/**
 * Keeps what was found and that it was looked for, for traces of one project. Findings come first, so that a process that
 * is killed in between looks again; what is found no longer goes. Safe to repeat and to run in several processes.
 */
export async function keepExamined(store: Store, project: string, examined: readonly Examined[]): Promise<void> {
  const rows = new RowBuffer(1 << 16);
  const fresh = new Set<string>();
  const stored = await readStoredFindings(store, project, examined);
  for (const one of examined) writeFindings(rows, one, stored, fresh);
  for (const place of stored.values()) if (isOver(place, fresh, examined)) writeRemoved(rows, project, place);
  if (rows.length > 0) await store.insert("findings", rows.written());
  await store.insert("examined", examinedRows(examined));
  if (rows.length > 0) await yieldToLater(store, project, examined);
}

function writeFindings(
  rows: RowBuffer,
  { trace, findings }: Examined,
  stored: ReadonlyMap<string, StoredFinding>,
  fresh: Set<string>,
): void {
  for (const { finding, ...placed } of placesOf(trace, findings)) {
    const key = keyOf(placed);
    const from = rows.length;
    writeFinding(rows, trace, finding, placed.place);
    const digest = digestSince(rows, from);
    fresh.add(key);
    const here = stored.get(key);
    if (here !== undefined && here.digest === digest && !here.removed) rows.rewind(from);
    else endRow(rows, digest, trace.seenAt);
  }
}

function isOver(place: StoredFinding, fresh: ReadonlySet<string>, examined: readonly Examined[]): boolean {
  if (place.removed || fresh.has(keyOf(place))) return false;
  const seenAt = examined.find(({ trace }) => trace.trace === place.trace)?.trace.seenAt ?? 0n;
  return place.version < seenAt;
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
