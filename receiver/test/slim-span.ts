import { reckon } from "../src/ledger/reckon.ts";
import type { Priced } from "../src/model/cost.ts";
import type { Usage } from "../src/model/facts.ts";
import type { CallToPrice, Reckoned, Reckoning, SlimSpan } from "../src/model/ledger.ts";

const noon = 1_790_000_000_000_000_000n;
const second = 1_000_000_000n;

/** A model call that says nothing but what is given; `at` and `took` are seconds. */
export function slimSpan(
  spanId: string,
  { at = 0, took = 1, ...given }: Partial<SlimSpan> & { at?: number; took?: number } = {},
): SlimSpan {
  return {
    spanId,
    parentSpanId: "",
    start: noon + BigInt(at) * second,
    duration: BigInt(took) * second,
    state: "ended",
    failed: false,
    signal: "span",
    kind: "llm",
    dialect: "otel-genai",
    service: "",
    scope: "",
    environment: "",
    sessionId: "",
    userId: "",
    agentName: "",
    workflowName: "",
    platform: "",
    tags: [],
    provider: "",
    model: "",
    responseModel: "",
    responseId: "",
    usage: undefined,
    details: undefined,
    tier: "",
    reportedCost: "",
    counts: ["llm", "tool", "embedding", "rerank"].includes(given.kind ?? "llm"),
    toolName: "",
    toolCallId: "",
    errorType: "",
    errorMessage: "",
    finishReasons: [],
    firstToken: 0n,
    received: 1,
    retention: 30,
    ...given,
  };
}

export const used = (input: number, output: number, more: Partial<Usage> = {}): Usage => ({
  input,
  output,
  cached: 0,
  cacheWrite: 0,
  reasoning: 0,
  ...more,
});

/** A micro-dollar a token of input, two a token of output; nothing for models that are "unknown". */
function plainPrice({ model, usage }: CallToPrice): Priced | undefined {
  if (model === "unknown") return undefined;
  const [input, output] = [BigInt(usage.input) * 1_000_000n, BigInt(usage.output) * 2_000_000n];
  return { total: input + output, input, output, cached: 0n, cacheWrite: 0n, version: "p1", lines: [] };
}

export function reckoned(spans: readonly SlimSpan[], how: Partial<Reckoning> = {}): Reckoned {
  const steps = reckon(spans, { price: plainPrice, known: { spanCallsOfSession: () => 0 }, ...how });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
