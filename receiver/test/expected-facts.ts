import type { Span } from "../src/model/span.ts";
import type { ExpectedSpan } from "./recorded-exports.ts";

/** What of a span is not as the recorded facts say, one line for each; none when all is. */
export function problemsOf(span: Span, expected: ExpectedSpan): string[] {
  const told = { ...factsOf(span), ...tokenFacts(span) };
  return Object.entries(flattened(expected)).flatMap(([name, wanted]) => {
    if (!Object.hasOwn(told, name)) return [];
    const value = told[name as keyof typeof told];
    return meets(value, wanted) ? [] : [`${expected.name} ${name}: ${shown(value)}, not ${shown(wanted)}`];
  });
}

function factsOf(span: Span) {
  return {
    parentSpanId: span.parentSpanId,
    kind: span.kind,
    status: span.status,
    model: span.model,
    responseModel: span.responseModel,
    provider: span.provider,
    sessionId: span.sessionId,
    userId: span.userId,
    agentName: span.agentName,
    workflowName: span.workflowName,
    environment: span.environment,
    tags: span.tags,
    finishReasons: span.finishReasons,
    streaming: span.streaming,
    errorType: span.error?.type ?? null,
    errorMessage: span.error?.message ?? null,
    timeToFirstChunkMs: span.timeToFirstTokenNanos === null ? null : Number(span.timeToFirstTokenNanos) / 1e6,
    countsTowardTotals: span.countsTowardTotals ? span.kind : false,
    cost: span.cost?.source === "reported" ? Number(span.cost.total) : null,
    "tool.name": span.tool?.name ?? null,
    "tool.callId": span.tool?.callId ?? null,
    duplicateOf: span.duplicateOf === span.parentSpanId ? "parent" : span.duplicateOf,
  };
}

function tokenFacts({ kind, countsTowardTotals, tokens }: Span) {
  const isCall = countsTowardTotals || kind === "llm" || kind === "embedding";
  return {
    tokens: isCall ? tokens : null,
    "tokens.input": tokens?.input ?? null,
    "tokens.output": tokens?.output ?? null,
    "tokens.cached": tokens?.cached ?? null,
    "tokens.cacheWrite": tokens?.cacheWrite ?? null,
    "tokens.reasoning": tokens?.reasoning ?? null,
  };
}

/** `tokens` and `tool` by member, so that each is compared alone. */
function flattened(expected: ExpectedSpan): Readonly<Record<string, unknown>> {
  const { tokens, tool, reportedAggregateTokens, ...plain } = expected as Readonly<Record<string, unknown>>;
  return { ...plain, ...members("tokens", tokens), ...members("tool", tool), ...aggregate(reportedAggregateTokens) };
}

/** A wrapper may show the sum of what it wraps, or nothing. */
function aggregate(told: unknown): Readonly<Record<string, unknown>> {
  if (typeof told !== "object" || told === null) return {};
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [`tokens.${name}`, { anyOf: [value, null] }]));
}

function members(name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return { [name]: value };
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [`${name}.${key}`, one]));
}

function meets(value: unknown, wanted: unknown): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === "object" && wanted !== null && !Array.isArray(wanted)) return meetsRule(value, wanted);
  if (wanted === null) return value === null || value === undefined;
  if (typeof wanted === "string" && wanted.startsWith("parent ")) return value === "parent";
  if (typeof wanted === "number" && typeof value === "number") return Math.abs(wanted - value) < 1e-12;
  // A part that nobody told is none where it is said to be none.
  if (wanted === 0 && value === null) return true;
  return JSON.stringify(value) === JSON.stringify(wanted);
}

function meetsRule(value: unknown, rule: object): boolean {
  if ("anyOf" in rule && Array.isArray(rule.anyOf)) return rule.anyOf.some((one) => meets(value, one));
  if ("approx" in rule) {
    const { approx, tolerance = 0 } = rule as { approx: number; tolerance?: number };
    return typeof value === "number" && Math.abs(value - approx) <= tolerance;
  }
  if ("startsWith" in rule && Array.isArray(rule.startsWith)) {
    return typeof value === "string" && rule.startsWith.some((start) => value.startsWith(start));
  }
  return false;
}

const shown = (value: unknown) => JSON.stringify(value);
