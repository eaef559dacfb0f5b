import type { Message } from "../../receiver/src/model/message.ts";
import type { Span } from "../../receiver/src/model/span.ts";
import { type Query, query } from "../query.ts";

/** What the receiver knows of a call of a model or a tool. Only what is known is there. */
export interface Facts {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly provider?: string;
  readonly model?: string;
  readonly responseModel?: string;
  readonly tokens?: Partial<Record<"input" | "output" | "cached" | "cacheWrite" | "reasoning", number>>;
  readonly finishReasons?: readonly string[];
  readonly streaming?: true;
  /** That the time to the first token is known. */
  readonly firstToken?: true;
  readonly error?: string;
  readonly retries?: number;
  readonly waited?: true;
  readonly interrupted?: true;
  /** As the span itself says; the receiver hands it down to those below, some seconds later. */
  readonly agent?: string;
  readonly system?: string;
  readonly input?: readonly Message[];
  readonly output?: readonly Message[];
  readonly tool?: { readonly name: string; readonly arguments: unknown; readonly result: unknown };
  /** In dollars, as the library says. */
  readonly cost?: number;
  /** Of a span of the host's own, the name of what it happened in. */
  readonly within?: string;
}

/** Of each scenario, in the order of their start, the spans that are below its own. */
export async function factsOf(asked: Query): Promise<Readonly<Record<string, readonly Facts[]>>> {
  const { items } = await query<{ items: readonly { traceId: string }[] }>(asked, "traces?limit=1000");
  const traces = await Promise.all(
    items.map(({ traceId }) => query<{ spans: readonly Span[] }>(asked, `traces/${traceId}`)),
  );
  return Object.fromEntries(
    traces.map(({ spans }) => {
      const root = spans.find(({ parentSpanId }) => parentSpanId === null);
      const others = spans.filter((span) => span !== root);
      return [root?.name ?? "no root", others.sort(byStartIn(spans)).map((span) => factsOfSpan(span, spans))];
    }),
  );
}

/** Those that start at once come parents first. */
function byStartIn(spans: readonly Span[]) {
  const parents = new Map(spans.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]));
  const depthOf = ({ spanId }: Span) => {
    let depth = 0;
    for (let at: string | null | undefined = spanId; at && depth < 99; at = parents.get(at)) depth += 1;
    return depth;
  };
  return (a: Span, b: Span) =>
    Number(BigInt(a.startTime) - BigInt(b.startTime)) || depthOf(a) - depthOf(b) || (a.name < b.name ? -1 : 1);
}

function factsOfSpan(span: Span, spans: readonly Span[]): Facts {
  const { attributes, tokens, tool } = span;
  const above = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return known({
    name: span.name,
    kind: span.kind,
    status: span.status,
    provider: span.provider,
    model: span.model,
    responseModel: span.responseModel,
    tokens: tokens && present(tokens),
    finishReasons: span.finishReasons,
    streaming: span.streaming || null,
    firstToken: span.timeToFirstTokenNanos === null ? null : true,
    error: span.error?.type,
    retries: attributes["spanwise.retries"],
    waited: attributes["spanwise.rate_limit.wait"] === undefined ? null : true,
    interrupted: attributes["spanwise.interrupted"],
    agent: attributes["gen_ai.agent.name"],
    system: span.system,
    input: span.input,
    output: span.output,
    tool: tool && { name: tool.name, arguments: tool.arguments, result: tool.result },
    cost: attributes["gen_ai.usage.cost"],
    within: span.kind === "span" ? above?.name : null,
  }) as unknown as Facts;
}

function present({ input, output, cached, cacheWrite, reasoning }: NonNullable<Span["tokens"]>) {
  const counts = Object.entries({ input, output, cached, cacheWrite, reasoning });
  return Object.fromEntries(counts.filter(([, count]) => count !== 0 && count !== null));
}

function known(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isEmpty = (value: unknown) => value === undefined || value === null || (Array.isArray(value) && !value.length);
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => !isEmpty(value)));
}
