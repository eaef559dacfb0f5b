import type { Span } from "../receiver/src/model/span.ts";
import { type Query, query } from "./query.ts";
import { story } from "./story.ts";

interface Items<Item> {
  readonly items: readonly Item[];
}

interface LogRecord {
  readonly spanId: string | null;
  readonly severity: number;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Point {
  readonly type: string;
  readonly value: number | null;
  readonly count: string | null;
  readonly sum: number | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The story of one trace and service, as the query API tells it: equal to `story` when nothing was lost or bent. */
export async function readStory(asked: Query, traceId: string, service: string) {
  const { spans } = await query<{ spans: readonly Span[] }>(asked, `traces/${traceId}`);
  const logs = await query<Items<LogRecord>>(asked, `traces/${traceId}/logs`);
  const nameOf = (id: string | null) => spans.find(({ spanId }) => spanId === id)?.name ?? null;
  const points = await Promise.all(
    Object.keys(story.metrics).map(async (name) => {
      const { items } = await query<Items<Point>>(asked, `metrics/${name}?service=${service}`);
      return [name, items.map(pointOf)] as const;
    }),
  );
  return {
    // Both may begin in the same tick of a clock; then neither is the first.
    spans: spans
      .map((span) => ({ ...spanOf(span), parent: nameOf(span.parentSpanId) }))
      .sort((a, b) => Number(a.parent !== null) - Number(b.parent !== null)),
    logs: logs.items.map(({ spanId, severity, body, attributes }) => ({
      span: nameOf(spanId),
      severity,
      body,
      attributes,
    })),
    // A metric is told again when its program ends, with the same numbers.
    metrics: Object.fromEntries(points.map(([name, told]) => [name, told[0]])),
  };
}

function spanOf({ name, kind, status, sessionId, agentName, model, tokens, attributes, events }: Span) {
  return {
    name,
    kind,
    status,
    sessionId,
    agent: agentName,
    model,
    tokens: tokens && { input: tokens.input, output: tokens.output },
    messages: attributes["gen_ai.input.messages"] ?? null,
    events: events.map((event) => ({ name: event.name, attributes: event.attributes })),
  };
}

function pointOf({ type, value, count, sum, attributes }: Point): Point {
  return { type, value, count, sum, attributes };
}
