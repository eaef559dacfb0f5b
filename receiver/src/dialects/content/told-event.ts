import type { LogRecord } from "../../model/log.ts";
import type { SpanEvent } from "../../model/span.ts";
import { fromJson } from "./json-text.ts";
import { isObject, isText, type Json } from "./values.ts";

/** An event of a span, or a log record that names one. */
export interface ToldEvent {
  readonly name: string;
  readonly attributes: Json;
  /** What the event itself says: the body, or where there is none the attributes. */
  readonly body: Json;
}

export function ofSpan({ name, attributes }: SpanEvent): ToldEvent {
  const content = fromJson(attributes["gen_ai.event.content"]);
  return { name, attributes, body: isObject(content) ? content : attributes };
}

function ofLog({ eventName, attributes, body }: LogRecord): ToldEvent {
  const said = fromJson(body) ?? fromJson(attributes["gen_ai.event.content"]);
  const name = nameOf(eventName, attributes["event.name"], body);
  if (isObject(said)) return { name, attributes, body: said };
  return { name, attributes, body: isText(said) && said !== name ? { ...attributes, content: said } : attributes };
}

/** Some exporters name the place in their source instead. */
const isName = (text: unknown): text is string => isText(text) && /^[\w.:-]+$/.test(text) && !/\.\w+:\d+$/.test(text);

const nameOf = (...said: readonly unknown[]): string => said.find(isName) ?? "";

/** By time; of one moment, in the order in which a conversation goes. */
export function byTime(logs: readonly LogRecord[]): readonly ToldEvent[] {
  const timed = logs.map((log) => ({ event: ofLog(log), time: log.time }));
  return timed
    .sort((one, other) => compare(one.time, other.time) || rank(one.event) - rank(other.event))
    .map(({ event }) => event);
}

const compare = (one: string, other: string) => one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);

const inTalk = [
  "gen_ai.system.message",
  "gen_ai.user.message",
  "gen_ai.assistant.message",
  "gen_ai.tool.message",
  "gen_ai.choice",
];
const rank = ({ name }: ToldEvent) => inTalk.indexOf(name);
