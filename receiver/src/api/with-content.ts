import { isContentKey, isContentOfEvent } from "../dialects/content/content-keys.ts";
import { readContent } from "../dialects/content/read-content.ts";
import type { LogRecord } from "../model/log.ts";
import type { Span } from "../model/span.ts";

/** The spans with what was said in them, as they and the log records joined to them tell it. */
export function withContent(spans: readonly Span[], logs: readonly LogRecord[]): readonly Span[] {
  const bySpan = Map.groupBy(logs, nameOf);
  return spans.map((span) => {
    const content = readContent(span, bySpan.get(nameOf(span)) ?? []);
    return { ...span, ...content, metadata: { ...content.metadata, ...span.metadata } };
  });
}

const nameOf = ({ traceId, spanId }: Pick<LogRecord, "traceId" | "spanId">) => `${traceId} ${spanId}`;

/** The spans without messages and without the bodies of tool calls. */
export function withoutContent(spans: readonly Span[]): readonly Span[] {
  return spans.map((span) => {
    const bare = {
      ...span,
      attributes: without(span.attributes, isContentKey),
      events: span.events.map((event) => ({
        ...event,
        attributes: without(event.attributes, (key) => isContentOfEvent(event.name, key)),
      })),
    };
    const { tool, metadata } = readContent(bare, []);
    const shown = tool && { ...tool, arguments: null, result: null };
    return { ...bare, tool: shown, metadata: { ...metadata, ...span.metadata } };
  });
}

const without = (attributes: Span["attributes"], isLeftOut: (key: string) => boolean): Span["attributes"] =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => !isLeftOut(key)));
