import { paths } from "../paths.ts";
import type { LiveEvent, LiveSession, LiveSpan, LiveTrace } from "./live-events.ts";

/** What a line tells of, as it is by now. */
export type LiveLine =
  | { readonly what: "span"; readonly told: LiveSpan }
  | { readonly what: "trace"; readonly told: LiveTrace }
  | { readonly what: "session"; readonly told: LiveSession };

/** The line of an event; undefined for what is none. */
export function lineOf({ event, data }: LiveEvent): LiveLine | undefined {
  if (event === "span") return { what: event, told: data };
  if (event === "trace") return { what: event, told: data };
  return event === "session" ? { what: event, told: data } : undefined;
}

export function keyOfLine({ what, told }: LiveLine): string {
  if (what === "span") return `span ${told.traceId} ${told.spanId}`;
  return what === "trace" ? `trace ${told.traceId}` : `session ${told.sessionId}`;
}

export function pathOfLine(project: string, { what, told }: LiveLine): string {
  if (what === "session") return paths.session(project, told.sessionId);
  return paths.trace(project, told.traceId, what === "span" ? { span: told.spanId } : {});
}

/** The session that a line leads to beside its own page. */
export const sessionOf = ({ what, told }: LiveLine): string | null => (what === "session" ? null : told.sessionId);

/** How long the longest bar stands for. */
const longestMillis = 600_000;
const grain = 100;

/** How long a bar is for something that took so long, from 0 to 1: what is ten times as long is a good part longer. */
export const barShare = (millis: number): number =>
  Math.min(1, Math.log1p(Math.max(0, millis) / grain) / Math.log1p(longestMillis / grain));
