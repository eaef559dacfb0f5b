import { setImmediate } from "node:timers/promises";
import { readContent } from "../dialects/content/read-content.ts";
import type { Estimated } from "../model/ledger.ts";
import { estimateTokens, headLength } from "../pricing/estimate.ts";
import type { Estimator } from "../store/estimating/estimates.ts";
import type { SaidQuery, SaidSpan } from "../store/estimating/read-said.ts";
import { saidTexts } from "./said-texts.ts";

/** What one settle may cost; calls beyond it stay unknown until their trace is settled again. */
interface Bounds {
  readonly calls: number;
  /** Read for what was said. */
  readonly bytes: number;
  /** Given to the tokenizer, in UTF-16 units. */
  readonly letters: number;
}

export interface EstimatorParts {
  readonly readSaid: (query: SaidQuery) => AsyncIterable<SaidSpan>;
  readonly bounds?: Bounds;
  readonly countTokens?: (texts: readonly string[]) => Promise<number>;
}

const ofASettle: Bounds = { calls: 500, bytes: 32 * 1024 * 1024, letters: 1_000_000 };
const nothing: Estimated = { input: 0, output: 0 };

export function openEstimator({
  readSaid,
  bounds = ofASettle,
  countTokens = estimateTokens,
}: EstimatorParts): Estimator {
  const room = { ...bounds };
  return async (project, place, calls) => {
    const counted = new Map<string, Estimated>();
    const some = calls.slice(0, room.calls);
    room.calls -= some.length;
    if (room.letters <= 0) return counted;
    for await (const { trace, span, told, logs } of readSaid({ project, place, calls: some, room })) {
      const said = saidTexts(readContent(told, logs));
      const letters = said === undefined ? 0 : lettersOf(said.input) + lettersOf(said.output);
      if (letters > room.letters) break;
      room.letters -= letters;
      const tokens = said && { input: await countTokens(said.input), output: await countTokens(said.output) };
      counted.set(`${trace} ${span}`, tokens ?? nothing);
      await setImmediate();
    }
    return counted;
  };
}

/** Of those that are given to the tokenizer. */
const lettersOf = (texts: readonly string[]) =>
  Math.min(
    headLength,
    texts.reduce((sum, text) => sum + text.length, 0),
  );
