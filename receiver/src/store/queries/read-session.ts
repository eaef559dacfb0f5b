import type { LogRecord } from "../../model/log.ts";
import type { Session } from "../../model/session.ts";
import type { Store } from "../store.ts";
import { within } from "./filters.ts";
import { findSessionExtent } from "./find-extent.ts";
import { findLogs } from "./find-logs.ts";
import { findTraces } from "./find-traces.ts";
import { Parameters } from "./parameters.ts";
import { type SessionLine, type SpokenTrace, sessionColumns, toSession } from "./trace-row.ts";

export interface SessionQuery {
  readonly project: string;
  readonly sessionId: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface SessionAnswer {
  readonly session: Session;
  /** A page of them, the first first. */
  readonly traces: readonly SpokenTrace[];
  /** The log records of its traces that are events, the first first, as many as the page holds. */
  readonly events: readonly LogRecord[];
  readonly nextCursor: string | null;
}

/** A session, its traces, its events. Null for a session that is not there. */
export async function readSession(store: Store, query: SessionQuery): Promise<SessionAnswer | null> {
  const { project, sessionId, limit, cursor } = query;
  const range = await findSessionExtent(store, project, sessionId);
  if (range === undefined) return null;
  const filters = { project, range, session: [sessionId] };
  const page = { order: "asc", limit, ...(cursor !== undefined && { cursor }) } as const;
  const [session, traces] = await Promise.all([readSummary(store, query, range), findTraces(store, filters, page)]);
  if (session === undefined) return null;
  const end = session.endTime === null ? undefined : BigInt(session.endTime) + 1n;
  const inTime = { from: range.from, to: end !== undefined && end > range.to ? end : range.to + aDay };
  const eventFilters = { ...filters, range: inTime };
  const events = await findLogs(store, eventFilters, { order: "asc", limit }, { onlyEvents: true });
  return { session, traces: traces.items, events: events.items, nextCursor: traces.nextCursor };
}

/** How long after its last trace began a running session is looked through. */
const aDay = 86_400_000_000_000n;

async function readSummary(store: Store, { project, sessionId }: SessionQuery, range: { from: bigint; to: bigint }) {
  const add = new Parameters();
  const conditions = [...within(project, "start", range, add), `session_id = ${add.string(sessionId)}`];
  const text = `
    SELECT ${sessionColumns} FROM sessions FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY version DESC LIMIT 1`;
  const [row] = await store.query<SessionLine>({ text, params: add.values });
  return row && toSession(row);
}
