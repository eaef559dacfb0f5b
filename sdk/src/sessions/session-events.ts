import type { Attributes, Context } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { jsonOf, plainOf } from "../content/json-of.ts";
import { quietly } from "../quietly.ts";
import type { Running } from "../running.ts";
import { describe } from "../spans/open-span.ts";
import { textOf } from "./facts.ts";
import type { ReceivedMessage, Session } from "./session.ts";
import { tell } from "./tell.ts";

/** Where and when something happened: whose it is, and the span that is open there. */
export interface Occasion {
  readonly session: Session | undefined;
  readonly within?: Context | undefined;
  /** Epoch milliseconds. */
  readonly timestamp?: number | undefined;
}

export function tellEvent(at: Running, occasion: Occasion, name: string, data: unknown): void {
  say(at, occasion, "spanwise.event", {
    [names.eventName]: String(name),
    ...(data !== undefined && { [names.eventData]: given(at, data, names.eventData) }),
  });
}

export function tellMessage(at: Running, occasion: Occasion, message: ReceivedMessage | string): void {
  const { text, from, length = text?.length } = typeof message === "string" ? { text: message } : message;
  say(at, occasion, "spanwise.message.received", {
    ...(length !== undefined && { [names.messageLength]: length }),
    ...(textOf(from) !== undefined && { [names.messageFrom]: textOf(from) }),
    ...(text !== undefined && { [names.messageText]: at.content.textOf(text, names.messageText) }),
  });
}

export function tellError(at: Running, occasion: Occasion, error: unknown, context: unknown): void {
  quietly(() => {
    const { name, message } = describe(error);
    const attributes = {
      "exception.type": name,
      "exception.message": message,
      "exception.stacktrace": stackOf(error),
      ...(context !== undefined && { [names.errorContext]: given(at, context, names.errorContext) }),
    };
    tell(at, { ...occasion, ...told("exception", occasion, attributes), isError: true, body: message });
  });
}

function stackOf(error: unknown): string | undefined {
  const stack = typeof error === "object" && error !== null ? (error as { readonly stack?: unknown }).stack : undefined;
  return typeof stack === "string" ? stack : undefined;
}

function say(at: Running, occasion: Occasion, eventName: string, attributes: Attributes): void {
  quietly(() => tell(at, { ...occasion, ...told(eventName, occasion, attributes) }));
}

function told(eventName: string, { session }: Occasion, attributes: Attributes) {
  const said = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return { eventName, attributes: { ...session?.onSpan, ...Object.fromEntries(said) } };
}

/** In characters. */
const mostGiven = 64 * 1024;

/** What the caller gave to be told is told, content or not; a redactor sees it too. */
function given(at: Running, value: unknown, of: string): string | undefined {
  if (at.content.isOn) return at.content.textOf(value, of);
  return typeof value === "string" ? plainOf(value, mostGiven) : jsonOf(value, mostGiven);
}
