import { fieldsOf, listFrom } from "./lines.ts";

/** The facts of a span, as its column `line` holds them. */
export interface SpanLine {
  readonly name: string;
  readonly kind: string;
  readonly dialect: string;
  readonly status: "ok" | "error" | "running";
  readonly state: "running" | "abandoned" | "ended";
  readonly signal: "span" | "log";
  readonly statusMessage: string;
  readonly service: string;
  readonly scope: string;
  readonly environment: string;
  readonly release: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly agentName: string;
  readonly workflowName: string;
  readonly platform: string;
  readonly tags: readonly string[];
  readonly provider: string;
  readonly model: string;
  readonly responseModel: string;
  readonly responseId: string;
  readonly hasTokens: boolean;
  /** Whole numbers in decimal, as `firstToken` is. */
  readonly input: string;
  readonly output: string;
  readonly cached: string;
  readonly cacheWrite: string;
  readonly reasoning: string;
  readonly detailNames: readonly string[];
  readonly detailValues: readonly number[];
  readonly tier: string;
  readonly reportedCost: string;
  readonly finishReasons: readonly string[];
  readonly streaming: "unknown" | "no" | "yes";
  readonly firstToken: string;
  readonly counts: boolean;
  readonly toolName: string;
  readonly toolCallId: string;
  readonly errorType: string;
  readonly errorMessage: string;
  readonly attributeTypes: string;
  /** In hex. */
  readonly origin: string;
}

const statuses = ["ok", "error", "running"] as const;
const states = ["running", "abandoned", "ended"] as const;
const signals = ["span", "log"] as const;
const streams = ["unknown", "no", "yes"] as const;

/** Reads what the migration `spans_line` writes, field for field. */
export function readSpanLine(line: string): SpanLine {
  const next = fieldsOf(line);
  return {
    name: next(),
    kind: next(),
    dialect: next(),
    status: statuses[Number(next())] ?? "ok",
    state: states[Number(next())] ?? "ended",
    signal: signals[Number(next())] ?? "span",
    statusMessage: next(),
    service: next(),
    scope: next(),
    environment: next(),
    release: next(),
    sessionId: next(),
    userId: next(),
    agentName: next(),
    workflowName: next(),
    platform: next(),
    tags: listFrom(next()),
    provider: next(),
    model: next(),
    responseModel: next(),
    responseId: next(),
    hasTokens: next() === "1",
    input: next(),
    output: next(),
    cached: next(),
    cacheWrite: next(),
    reasoning: next(),
    detailNames: listFrom(next()),
    detailValues: listFrom(next()),
    tier: next(),
    reportedCost: next(),
    finishReasons: listFrom(next()),
    streaming: streams[Number(next())] ?? "unknown",
    firstToken: next(),
    counts: next() === "1",
    toolName: next(),
    toolCallId: next(),
    errorType: next(),
    errorMessage: next(),
    attributeTypes: next(),
    origin: next(),
  };
}
