import { BadRequest } from "../../errors.ts";
import { costIsKnown } from "./cost-row.ts";

/** What the list of spans is sorted by, and which spans have it: those without are not in such a list. */
interface SpanSort {
  readonly expression: string;
  readonly having: readonly string[];
  readonly isOfLedger: boolean;
}

const sorts: ReadonlyMap<string, SpanSort> = new Map([
  ["start", { expression: "start", having: [], isOfLedger: false }],
  ["duration", { expression: "duration", having: ["state = 'ended'"], isOfLedger: false }],
  ["tokens", { expression: "toInt64(input_tokens + output_tokens)", having: ["has_tokens"], isOfLedger: true }],
  // In billionths of a dollar.
  ["cost", { expression: "toInt64(toDecimal128(cost, 12) * 1000000000)", having: [costIsKnown], isOfLedger: true }],
]);

export function spanSortOf(name: string): SpanSort {
  const sort = sorts.get(name);
  if (sort !== undefined) return sort;
  throw new BadRequest(`sort by one of ${[...sorts.keys()].join(", ")}, not "${name.slice(0, 100)}"`);
}
