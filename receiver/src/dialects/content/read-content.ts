import type { LogRecord } from "../../model/log.ts";
import type { Message } from "../../model/message.ts";
import type { Span } from "../../model/span.ts";
import { isContentKey } from "./content-keys.ts";
import { evaluationsIn } from "./evaluations.ts";
import { metadataOf } from "./metadata.ts";
import { sources } from "./sources.ts";
import { firstTold, nothing, type Told } from "./told.ts";
import { byTime } from "./told-event.ts";
import { toolOf } from "./tool.ts";
import type { Json } from "./values.ts";

export interface Content {
  readonly system: string | null;
  readonly input: readonly Message[];
  readonly output: readonly Message[];
  readonly tool: Span["tool"];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * What a span's attributes, its events and the log records joined to it say was said. Never throws; what has another
 * shape than expected is kept as text. A tool's span tells its call and no messages.
 */
export function readContent(span: Span, logs: readonly LogRecord[]): Content {
  const tool = toolOf(span);
  const { system, input, output } = tool === null ? read(span, logs) : nothing;
  return {
    system: system.length === 0 ? null : system.join("\n\n"),
    input,
    output,
    tool,
    metadata: Object.assign(metadataOf(span), evaluationsIn(logs)),
  };
}

function read({ attributes, events }: Span, logs: readonly LogRecord[]): Told {
  const said = Object.entries(attributes).filter(([key]) => isContentKey(key));
  if (said.length === 0 && events.length === 0 && logs.length === 0) return nothing;
  const evidence = { attributes: withoutPrototype(said), events, logs: byTime(logs) };
  return firstTold(sources.values().map((source) => source(evidence)));
}

function withoutPrototype(entries: readonly (readonly [string, unknown])[]): Json {
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, value] of entries) object[key] = value;
  return object;
}
