import type { SlimSpan } from "../../model/ledger.ts";
import type { Place } from "../places.ts";
import type { Store } from "../store.ts";

/** A session and the dialect in which its calls are told. */
export type SessionDialect = string;
export const sessionDialect = (session: string, dialect: string): SessionDialect => JSON.stringify([session, dialect]);

/** Traces of one session are looked for so far before and after those at hand: a day, in nanoseconds. */
const reach = 86_400_000_000_000n;

const inSessions = `
  FROM ledger
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64}
    AND session_id IN (SELECT arrayJoin({sessions:Array(String)}))
`;
const counted = "GROUP BY trace_id, span_id HAVING argMax(counts AND removed = 0, version)";

const TOLD_BY_SPANS = `
  SELECT session, tongue
  FROM (
    SELECT argMax(session_id, version) AS session, argMax(dialect, version) AS tongue
    ${inSessions} AND signal = 'span' AND kind = 'llm'
    ${counted}
  )
  GROUP BY session, tongue
`;

const TOLD_BY_LOGS = `
  SELECT lower(hex(trace_id)) AS id, argMax(session_id, version) AS session, argMax(dialect, version) AS tongue
  ${inSessions} AND signal = 'log'
  ${counted}
`;

interface ToldRow {
  readonly session: string;
  readonly tongue: string;
}

/** Which of these sessions have counting model calls that spans tell, and in which dialects. */
export async function toldBySpans(
  store: Store,
  project: string,
  place: Place,
  sessions: readonly string[],
): Promise<ReadonlySet<SessionDialect>> {
  const params = { project, ...around(place), sessions };
  const rows = await store.query<ToldRow>({ text: TOLD_BY_SPANS, params, lane: "ingest" });
  return new Set(rows.map(({ session, tongue }) => sessionDialect(session, tongue)));
}

/** Traces with counting calls that log events tell, though spans tell the session's calls in that dialect. */
export async function toldTwice(
  store: Store,
  project: string,
  place: Place,
  told: ReadonlySet<SessionDialect>,
): Promise<readonly string[]> {
  const sessions = [...new Set([...told].map((one) => (JSON.parse(one) as [string])[0]))];
  const params = { project, ...around(place), sessions };
  const rows = await store.query<ToldRow & { id: string }>({ text: TOLD_BY_LOGS, params, lane: "ingest" });
  const twice = rows.filter(({ session, tongue }) => told.has(sessionDialect(session, tongue)));
  return [...new Set(twice.map(({ id }) => id))];
}

function around({ low, high }: Place) {
  const [first, last] = [BigInt(low), BigInt(high)];
  return {
    low: String(first > reach ? first - reach : 0n),
    high: String(last + reach > endOfTime ? endOfTime : last + reach),
  };
}

const endOfTime = 18_446_744_073_709_551_615n;

/** A trace that log events alone make up. */
export const isLogBorn = (spans: readonly SlimSpan[]): boolean => spans.every(({ signal }) => signal === "log");
