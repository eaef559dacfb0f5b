import { findProblems } from "../src/findings/find-problems.ts";
import type { Thresholds } from "../src/findings/thresholds.ts";
import type { Finding } from "../src/model/finding.ts";
import type { Step, StepSaid } from "../src/model/step.ts";

const second = 1_000_000_000n;
/** Seconds after some moment. */
export const at = (seconds: number) => 1_795_262_400n * second + BigInt(Math.round(seconds * 1e9));

interface Given extends Partial<Omit<Step, "start" | "end" | "firstToken">> {
  /** Seconds. */
  readonly from?: number;
  /** Seconds; null while it runs. */
  readonly to?: number | null;
  readonly firstToken?: number;
}

let made = 0;

/** A step that says nothing but what is given; each begins a second after the one made before, and takes half of one. */
export function step({ from, to, firstToken = 0, ...given }: Given = {}): Step {
  made += 1;
  const start = from ?? made;
  return {
    spanId: made.toString(16).padStart(16, "0"),
    parentSpanId: "",
    name: "work",
    kind: "span",
    status: to === null ? "running" : "ok",
    isAbandoned: false,
    start: at(start),
    end: to === null ? undefined : at(to ?? start + 0.5),
    isHidden: false,
    counts: true,
    agentName: "",
    provider: "",
    model: "",
    usage: undefined,
    finishReasons: [],
    firstToken: BigInt(Math.round(firstToken * 1e9)),
    toolName: "",
    errorType: "",
    errorMessage: "",
    said: undefined,
    ...given,
  };
}

export const said = (given: Partial<StepSaid> = {}): StepSaid => {
  return { given: "", returned: "", isBlank: false, complaint: "", ...given };
};

export const tool = (toolName: string, given: Given = {}) => step({ kind: "tool", toolName, name: toolName, ...given });
export const chat = (given: Given = {}) => step({ kind: "llm", model: "gpt-4o", provider: "openai", ...given });
export const failed = { status: "error", errorType: "timeout", errorMessage: "took too long" } as const;
export const tokens = (input: number, output = 100, reasoning = 0) => ({ usage: { input, output, reasoning } });

/** `count` of what is made of each number from 0. */
export const many = (count: number, make: (number: number) => Step): Step[] =>
  Array.from({ length: count }, (_, number) => make(number));

/** Small, so that tests are. */
export const thresholds: Thresholds = {
  repeatedCalls: 3,
  thrashCalls: 6,
  thrashPercent: 50,
  retryFailures: 4,
  retrySeconds: 60,
  pingPongHandOffs: 4,
  emptyAnswerTokens: 8,
  truncatedAnswers: 1,
  contextPercent: 85,
  growingCalls: 5,
  growingFactor: 4,
  growingTokens: 20_000,
  stuckSeconds: 600,
  firstTokenSeconds: 10,
  swallowedErrors: 1,
  sameErrorTraces: 3,
  askedAgain: 2,
};

const traceId = "7".repeat(32);

/** What is found in the steps, an hour after the moment. */
export function problemsIn(steps: readonly Step[], now = at(3600)): readonly Finding[] {
  const contextWindow = (_: string, model: string) => (model === "gpt-4o" ? 128_000 : undefined);
  const search = findProblems({ traceId, steps, now, contextWindow }, thresholds);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** Of each finding its rule, its severity, its sentence and how many spans show it. */
export const told = (findings: readonly Finding[]) =>
  findings.map(({ rule, severity, title, spanIds }) => [rule, severity, title, spanIds.length]);
