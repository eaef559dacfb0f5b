import type { LogRecord } from "../model/log.ts";
import type { Message, Part } from "../model/message.ts";
import type { Span } from "../model/span.ts";
import type { Place, PlacedText } from "./match.ts";

/** What people read of a span: each text, and where it stands. */
export function* textsOf(span: Span): Generator<PlacedText> {
  const { tool, error } = span;
  yield* told({ place: "name" }, span.name);
  yield* told({ place: "system" }, span.system);
  for (const [index, message] of span.input.entries()) yield* inMessage("input", index, message);
  for (const [index, message] of span.output.entries()) yield* inMessage("output", index, message);
  yield* told({ place: "tool.name" }, tool?.name);
  yield* leaves(tool?.arguments, (path) => ({ place: "tool.arguments", ...path }));
  yield* leaves(tool?.result, (path) => ({ place: "tool.result", ...path }));
  yield* told({ place: "error" }, error?.message);
  yield* told({ place: "error" }, error?.type);
  yield* told({ place: "stack" }, error?.stack);
  yield* told({ place: "status" }, span.statusMessage);
  yield* told({ place: "agent" }, span.agentName);
}

/** All else that is kept of it, as it was sent: asked only for what stands nowhere else. */
export function* restOf(span: Span, logs: readonly LogRecord[]): Generator<PlacedText> {
  for (const [index, event] of span.events.entries()) {
    yield* told({ place: "event", index }, event.name);
    for (const [key, value] of Object.entries(event.attributes))
      yield* told({ place: "event", index, key }, asText(value));
  }
  for (const [key, value] of Object.entries(span.attributes)) yield* told({ place: "attribute", key }, asText(value));
  for (const log of logs) {
    yield* told({ place: "log", key: "body" }, asText(log.body));
    yield* told({ place: "log", key: "event_name" }, log.eventName);
    yield* told({ place: "log", key: "severity_text" }, log.severityText);
    for (const [key, value] of Object.entries(log.attributes)) yield* told({ place: "log", key }, asText(value));
  }
}

function* told(where: Place, text: string | null | undefined): Generator<PlacedText> {
  if (text) yield { where, text };
}

function* inMessage(place: "input" | "output", index: number, { parts }: Message): Generator<PlacedText> {
  for (const [part, one] of parts.entries()) {
    for (const value of saidIn(one)) yield* leaves(value, (path) => ({ place, index, part, ...path }));
  }
}

function saidIn(part: Part): readonly unknown[] {
  switch (part.type) {
    case "text":
    case "reasoning":
      return [part.text];
    case "tool_call":
      return [part.name, part.arguments];
    case "tool_result":
      return [part.result];
    case "media":
      return [part.uri];
  }
}

const mostLeaves = 10_000;
const deepest = 100;

/** Each text in a value, with the path to it. */
function* leaves(value: unknown, where: (path: { readonly path?: string }) => Place): Generator<PlacedText> {
  const waiting: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value, path: [] }];
  for (let seen = 0; waiting.length > 0 && seen < mostLeaves; seen += 1) {
    const { value: one, path } = waiting.pop() as (typeof waiting)[number];
    if (typeof one === "object" && one !== null) {
      if (path.length >= deepest) continue;
      for (const [key, inner] of Object.entries(one).reverse()) waiting.push({ value: inner, path: [...path, key] });
      continue;
    }
    const text = asText(one);
    if (text) yield { where: where(path.length === 0 ? {} : { path: path.join(".") }), text };
  }
}

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : (JSON.stringify(value) ?? "");
}
