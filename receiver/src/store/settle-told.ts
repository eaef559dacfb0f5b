import type { Touched } from "./settle.ts";
import { settleSessions } from "./settle-sessions.ts";
import type { Store } from "./store.ts";

const NAMED = `
  SELECT DISTINCT session_id AS id FROM session_tellings
  WHERE project = {project:String}
    AND mark IN (SELECT toFixedString(unhex(arrayJoin({marks:Array(String)})), 16))
`;

/** So many marks travel in one statement. */
const mostMarks = 10_000;

/** Makes the summaries anew of the sessions whose start or end was told, by their marks in hex. */
export async function settleTold(store: Store, heard: Touched): Promise<void> {
  for (const [project, all] of heard) {
    const marks = [...all];
    for (let from = 0; from < marks.length; from += mostMarks) {
      const params = { project, marks: marks.slice(from, from + mostMarks) };
      const rows = await store.query<{ id: string }>({ text: NAMED, params, lane: "ingest" });
      if (rows.length > 0)
        await settleSessions(
          store,
          project,
          rows.map(({ id }) => id),
        );
    }
  }
}

/** Left open by a program that was killed, or forgot them. */
const LEFT_OPEN = `
  SELECT project, session_id AS id
  FROM sessions FINAL
  WHERE status = 'running' AND running_count = 0
    AND end < toUnixTimestamp64Nano(now64(9)) - {silence:UInt32} * 1000000000
  LIMIT 10000
`;

/** Sessions in which nothing has happened for so long count as over, until something happens in them. */
export async function closeSessions(store: Store, silenceSeconds: number): Promise<void> {
  const params = { silence: silenceSeconds };
  const found = await store.query<{ project: string; id: string }>({ text: LEFT_OPEN, params, lane: "heavy" });
  for (const [project, sessions] of Map.groupBy(found, (one) => one.project)) {
    const ids = sessions.map(({ id }) => id);
    await settleSessions(store, project, ids, { stale: true });
  }
}
