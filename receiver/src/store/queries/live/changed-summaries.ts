import type { Session } from "../../../model/session.ts";
import type { Trace } from "../../../model/trace.ts";
import type { Store } from "../../store.ts";
import { type Filters, minute, sessionConditions, traceConditions } from "../filters.ts";
import { Parameters } from "../parameters.ts";
import { type SessionLine, sessionColumns, type TraceLine, toSession, toTrace, traceColumns } from "../trace-row.ts";
import type { Change } from "./find-changes.ts";
import { between, flags, minutesOf, pairs, placed } from "./live-conditions.ts";
import type { Changed } from "./read-changed.ts";

interface Told {
  readonly told_version: string;
  readonly matches: readonly boolean[];
}

/** The summaries of these traces as they are now, as lists tell them but for what was said. */
export async function readChangedTraces(
  store: Store,
  project: string,
  changes: readonly Change[],
  filters: readonly Filters[],
): Promise<readonly Changed<Trace>[]> {
  if (changes.length === 0) return [];
  const add = new Parameters();
  const matches = flags(filters, changes, (one) => traceConditions(one, add), add);
  const text = `
    SELECT ${traceColumns}, toString(version) AS told_version, ${matches} AS matches
    FROM traces FINAL WHERE ${placed(project, changes, add)}`;
  const rows = await store.query<TraceLine & Told>({ text, params: add.values, settings });
  return rows.map((row) => ({ item: toTrace(row), ...toldOf(row) }));
}

/** The same of sessions. */
export async function readChangedSessions(
  store: Store,
  project: string,
  changes: readonly Change[],
  filters: readonly Filters[],
): Promise<readonly Changed<Session>[]> {
  if (changes.length === 0) return [];
  const add = new Parameters();
  const places = pairs(minutesOf(changes, add), add.strings(changes.map(({ session }) => session)));
  const matches = flags(filters, changes, (one) => sessionConditions(one, add), add);
  const text = `
    SELECT ${sessionColumns}, toString(version) AS told_version, ${matches} AS matches
    FROM sessions FINAL WHERE ${between(project, changes, add)} AND (${minute}, session_id) IN (SELECT pair.1, pair.2 ${places})`;
  const rows = await store.query<SessionLine & Told>({ text, params: add.values, settings });
  return rows.map((row) => ({ item: toSession(row), ...toldOf(row) }));
}

const settings = { max_threads: 1 } as const;

const toldOf = ({ told_version, matches }: Told) => ({
  ...{ told: BigInt(told_version), reckoned: 0n },
  matches,
});
