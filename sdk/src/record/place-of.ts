import { type Context, context } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { withoutSpan, withSession } from "../context.ts";
import type { Running } from "../running.ts";
import { openSessionAt, openSessionOf } from "../sessions/sessions.ts";

/** Where what is recorded by hand belongs: where we are, or in the session that was named, in no trace of another. */
export function placeOf(at: Running, sessionId: string | undefined): Context {
  const within = context.active();
  if (sessionId === undefined || openSessionAt(within)?.id === sessionId) return within;
  return withSession(withoutSpan(within, at), openSessionOf(sessionId) ?? named(sessionId));
}

/** One that is not open here: it ended, or another process holds it. */
function named(id: string) {
  const said = { [names.sessionId]: id };
  return { id, onTop: said, onSpan: said, touch() {} };
}
