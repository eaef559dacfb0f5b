import type { Span } from "../model/span.ts";
import type { Said, SaidPool } from "./said.ts";

/** What a call to a model was made with, beside what was said to it. */
export interface AskedWith {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly tools: Readonly<Record<string, unknown>>;
}

/** A span as far as it is compared. */
export interface ComparedStep
  extends Pick<
    Span,
    | "spanId"
    | "parentSpanId"
    | "name"
    | "kind"
    | "status"
    | "startTime"
    | "durationNanos"
    | "agentName"
    | "provider"
    | "model"
    | "responseModel"
    | "finishReasons"
    | "tokens"
    | "cost"
    | "timeToFirstTokenNanos"
    | "countsTowardTotals"
  > {
  readonly toolName: string | null;
  readonly errorType: string | null;
  readonly said: StepSaid;
}

/** Nothing, where contents are not compared. */
export interface StepSaid {
  readonly system: Said | null;
  readonly input: readonly Said[];
  readonly output: readonly Said[];
  readonly arguments: Said | null;
  readonly result: Said | null;
  readonly parameters: Said | null;
  readonly tools: Said | null;
  readonly error: Said | null;
}

/** Keeps of a span what is compared, and what was said in it once for all steps. */
export function comparedStep(span: Span, asked: AskedWith, pool: SaidPool): ComparedStep {
  return { ...narrow(span), said: saidIn(span, asked, pool) };
}

const narrow = (span: Span): Omit<ComparedStep, "said"> => ({
  spanId: span.spanId,
  parentSpanId: span.parentSpanId,
  name: span.name,
  kind: span.kind,
  status: span.status,
  startTime: span.startTime,
  durationNanos: span.durationNanos,
  agentName: span.agentName,
  provider: span.provider,
  model: span.model,
  responseModel: span.responseModel,
  finishReasons: span.finishReasons,
  tokens: span.tokens,
  cost: span.cost,
  timeToFirstTokenNanos: span.timeToFirstTokenNanos,
  countsTowardTotals: span.countsTowardTotals,
  toolName: span.tool?.name ?? null,
  errorType: span.error?.type ?? null,
});

const saidIn = (span: Span, { parameters, tools }: AskedWith, pool: SaidPool): StepSaid => ({
  system: pool.value(span.system),
  input: span.input.map((message) => pool.message(message)),
  output: span.output.map((message) => pool.message(message)),
  arguments: pool.value(span.tool?.arguments),
  result: pool.value(span.tool?.result),
  parameters: pool.value(Object.keys(parameters).length > 0 ? parameters : null),
  tools: pool.value(Object.keys(tools).length > 0 ? tools : null),
  error: pool.value(span.error?.message),
});
