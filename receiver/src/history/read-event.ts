import type { Said } from "../dialects/dialect.ts";
import { eventReaderOf, eventReaders } from "../dialects/events/index.ts";
import type { ToldCall } from "../dialects/events/told-call.ts";
import type { Telling } from "../store/again/read-tellings.ts";

/**
 * What the reader of an event makes of it today. Where its name is not among what is stored with the call, its reader is
 * known by what it makes of it: a call of the same kind and name that went the same way.
 */
export function readEvent(telling: Telling, said: Said): ToldCall | undefined {
  const name = said.text("event.name") ?? said.text("event_name");
  const named = name === undefined ? undefined : eventReaderOf(name, telling.scope, telling.span.service ?? "");
  if (named !== undefined) return named.read(said);
  for (const reader of eventReaders) {
    const told = reader.read(said);
    if (told !== undefined && isSameCall(told, telling)) return told;
  }
  return undefined;
}

function isSameCall({ name, facts }: ToldCall, { span, facts: before }: Telling): boolean {
  const { kind, dialect, failed = false } = facts;
  return name === span.name && kind === before.kind && dialect === before.dialect && failed === before.failed;
}
