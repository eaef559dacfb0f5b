import type { Allowance } from "../src/comparing/allowance.ts";
import { compareSteps, type StepPair } from "../src/comparing/compare-steps.ts";
import { type AskedWith, type ComparedStep, comparedStep } from "../src/comparing/compared-step.ts";
import { SaidPool } from "../src/comparing/said.ts";
import type { Message } from "../src/model/message.ts";
import type { Span } from "../src/model/span.ts";
import { contentSpan } from "./content-span.ts";

export interface GivenStep extends Partial<Omit<Span, "spanId" | "parentSpanId" | "startTime">> {
  readonly id: number;
  readonly parent?: number;
  readonly start?: number;
  readonly asked?: Partial<AskedWith>;
}

const hex = (number: number) => number.toString(16).padStart(16, "0");

/** Steps as they are compared, with what was said in them kept in a pool of both sides. */
export function comparedSteps(given: readonly GivenStep[], pool = new SaidPool()): readonly ComparedStep[] {
  return given.map(({ id, parent, start = id, asked, ...told }) => {
    const parentSpanId = parent === undefined ? null : hex(parent);
    const span = contentSpan({ ...told, spanId: hex(id), parentSpanId, startTime: String(start) });
    return comparedStep(span, { parameters: {}, tools: {}, ...asked }, pool);
  });
}

export const said = (role: string, text: string): Message => ({ role, parts: [{ type: "text", text }] });

/** What comparing them comes to, at once. */
export function allPairs(
  left: readonly ComparedStep[],
  right: readonly ComparedStep[],
  allowance: Allowance,
): readonly StepPair[] {
  const comparing = compareSteps(left, right, allowance);
  for (;;) {
    const { done, value } = comparing.next();
    if (done) return value;
  }
}
