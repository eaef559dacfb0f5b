import type { Context } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { withoutSpan, withSession } from "../context.ts";
import { openSessionAt, openSessionOf } from "../sessions/sessions.ts";

/** Where what is recorded by hand belongs: where we are, or in the session that was named, in no trace of another. */
export function placeOf(sessionId: string | undefined): Context {
  const within = context.active();
  if (sessionId === undefined || openSessionAt(within)?.id === sessionId) return within;
  return withSession(withoutSpan(within), openSessionOf(sessionId) ?? named(sessionId));
}

/** One that is not open here: it ended, or another process holds it. */
function named(id: string) {
  const said = { [names.sessionId]: id };
  return { id, onTop: said, onSpan: said, touch() {} };
}
