import type { Session } from "../src/model/session.ts";
import type { Span } from "../src/model/span.ts";
import type { Trace } from "../src/model/trace.ts";
import type { UsageDimension } from "../src/model/usage.ts";

/** What is asked for, by the names of parameters. */
export type Asked = Readonly<Record<string, readonly string[]>>;

/** A span as the API tells it, with the trace and the session it belongs to. */
export interface Placed {
  readonly span: Span;
  readonly trace: Trace;
  readonly session: Session | undefined;
}

type Facts = Readonly<Record<string, readonly unknown[]>>;

/** What a span answers to each filter with. */
export function factsOfSpan({ span, trace, session }: Placed): Facts {
  return {
    session: [trace.sessionId],
    user: [span.userId],
    agent: [span.agentName],
    platform: [span.platform],
    model: [span.model ?? span.responseModel],
    provider: [span.provider],
    tool: [span.tool?.name],
    kind: [span.kind],
    status: [span.status],
    tag: span.tags,
    service: [span.service],
    environment: [span.environment],
    bot: [session?.botName],
    hasError: [String(span.status === "error")],
    errorType: span.status === "error" ? [span.error?.type ?? "error"] : [],
    "meta.plan": [session?.metadata.plan, span.metadata.plan],
    "attr.note": [span.attributes.note],
    minTokens: [span.tokens?.total],
    maxDuration: [span.durationNanos ?? "0"],
    minCost: [span.cost?.total],
  };
}

/** What a trace or a session answers with: of these names its own row, of the others any of its spans. */
export function factsOfSummary(one: Trace | Session, session: Session | undefined): Facts {
  return {
    session: [one.sessionId],
    user: [one.userId],
    platform: ["platform" in one ? one.platform : undefined],
    status: [one.status],
    tag: one.tags,
    bot: [session?.botName],
    hasError: [String(one.errorCount > 0)],
    minErrors: [one.errorCount],
    minTokens: [one.tokens?.total],
    maxDuration: [one.durationNanos],
    minCost: [one.cost?.total],
  };
}

export function answers(facts: Facts, name: string, values: readonly string[]): boolean {
  const told = facts[name] ?? [];
  const [bound = "0"] = values;
  if (name.startsWith("min"))
    return told.some((one) => one !== undefined && one !== null && Number(one) >= Number(bound));
  if (name.startsWith("max"))
    return told.some((one) => one !== undefined && one !== null && Number(one) <= Number(bound));
  return told.some((one) => one !== null && one !== undefined && values.includes(String(one)));
}

const answersAll = (facts: Facts, asked: Asked) =>
  Object.entries(asked).every(([name, values]) => answers(facts, name, values));

export const spansAsked = (all: readonly Placed[], asked: Asked): Placed[] =>
  all.filter((one) => answersAll(factsOfSpan(one), asked));

/** The ledger has an entry for what says something of agents' work, and for what is somebody's. */
export function isBooked({ span }: Placed): boolean {
  const { sessionId, userId, agentName, workflowName, platform, tags } = span;
  const isPlain = ["span", "http", "db"].includes(span.kind);
  return !isPlain || [sessionId, userId, agentName, workflowName, platform].some(Boolean) || tags.length > 0;
}

/** In trillionths of a dollar. */
const exact = (money: string): bigint => {
  const [whole = "0", part = ""] = money.split(".");
  return BigInt(whole) * 10n ** 12n + BigInt(part.padEnd(12, "0").slice(0, 12));
};

/** What spans add up to, as `plainly` tells an answer of the API. */
export function sumOf(spans: readonly Span[], isCall: (span: Span) => boolean = (span) => span.countsTowardTotals) {
  const calls = spans.filter(isCall);
  const counting = spans.filter((span) => span.countsTowardTotals);
  const tokens = counting.map((span) => span.tokens).filter((one) => one !== null);
  const costs = counting.map((span) => span.cost).filter((one) => one !== null);
  const failed = calls.filter((span) => span.status === "error").length;
  const times = calls.map((span) => span.durationNanos).filter((one) => one !== null);
  return {
    calls: calls.length,
    failed,
    success: calls.length === 0 ? null : (calls.length - failed) / calls.length,
    input: tokens.reduce((sum, { input }) => sum + input, 0),
    output: tokens.reduce((sum, { output }) => sum + output, 0),
    saysTokens: tokens.length > 0,
    cost: costs.length === 0 ? null : costs.reduce((sum, { total }) => sum + exact(total), 0n),
    average: times.length === 0 ? null : times.reduce((sum, one) => sum + BigInt(one), 0n) / BigInt(times.length),
  };
}

export interface Told {
  readonly calls: number;
  readonly errors?: number;
  readonly failures?: number;
  readonly successRate: number | null;
  readonly tokens: Span["tokens"];
  readonly cost: { readonly total: string } | null;
  readonly latency: { readonly average: string } | null;
}

export function plainly({
  calls,
  errors,
  failures,
  successRate,
  tokens,
  cost,
  latency,
}: Told): ReturnType<typeof sumOf> {
  return {
    calls,
    failed: errors ?? failures ?? 0,
    success: successRate,
    input: tokens?.input ?? 0,
    output: tokens?.output ?? 0,
    saysTokens: tokens !== null,
    cost: cost && exact(cost.total),
    average: latency && BigInt(latency.average),
  };
}

/** Under which names of a grouping a span is summed. */
export function groupsOf(one: Placed, by: UsageDimension): readonly (string | null)[] {
  const told = (factsOfSpan(one)[by] ?? []) as readonly (string | null | undefined)[];
  const named = told.map((value) => value ?? null);
  return named.length === 0 ? [null] : named;
}

/** When the interval begins by the clocks of a zone, in Unix nanoseconds. */
export function beginOfInterval(nanos: string, interval: string, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(Number(BigInt(nanos) / 1_000_000n)).toZonedDateTimeISO(zone);
  const begin = {
    minute: () => at.round({ smallestUnit: "minute", roundingMode: "floor" }),
    hour: () => at.round({ smallestUnit: "hour", roundingMode: "floor" }),
    day: () => at.startOfDay(),
    week: () => at.subtract({ days: at.dayOfWeek - 1 }).startOfDay(),
    month: () => at.with({ day: 1 }).startOfDay(),
  }[interval];
  return String(begin?.().epochNanoseconds);
}
