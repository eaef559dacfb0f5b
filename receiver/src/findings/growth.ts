import type { Step } from "../model/step.ts";
import type { Thresholds } from "./thresholds.ts";

/** Calls whose prompts only grow. One that is a fifth shorter than the one before was cut down, and begins anew. */
export function* growths(
  calls: Iterable<Step>,
  { growingCalls, growingFactor, growingTokens }: Thresholds,
): Generator<readonly Step[]> {
  let stretch: Step[] = [];
  const isGrowth = () => {
    const [first, last] = [promptOf(stretch[0]), promptOf(stretch.at(-1))];
    return stretch.length >= growingCalls && last >= growingTokens && last >= growingFactor * first;
  };
  for (const call of calls) {
    if (promptOf(call) * 5 < promptOf(stretch.at(-1)) * 4) {
      if (isGrowth()) yield stretch;
      stretch = [];
    }
    stretch.push(call);
  }
  if (isGrowth()) yield stretch;
}

export const promptOf = (step: Step | undefined): number => step?.usage?.input ?? 0;
