import { nameOfSpan, spanNamed } from "./session-search.ts";

/** What the address of a comparison may say. */
export interface CompareSearch {
  /** `session:ID` or `trace:ID`. */
  readonly left?: string;
  readonly right?: string;
  /** The step that is selected, as `trace/span` of the right side, or of the left where only it has the step. */
  readonly step?: string;
}

export function readCompareSearch(raw: Readonly<Record<string, unknown>>): CompareSearch {
  const step = spanNamed(raw.step);
  return {
    ...(isSide(raw.left) && { left: raw.left }),
    ...(isSide(raw.right) && { right: raw.right }),
    ...(step && { step: nameOfSpan(step) }),
  };
}

const isSide = (value: unknown): value is string => typeof value === "string" && /^(session|trace):./.test(value);
