import { TooLarge } from "../errors.ts";

/** Where something lies in the bytes being walked. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export const nothing: Stretch = { from: 0, to: 0 };

/** So many parts of two bytes each could stand in a request that fits the limit, and cost a hundred times their size. */
const mostParts = 1 << 20;

/** Adds to the parts of a request or record. Throws `TooLarge` for more than any sender means. */
export function keep(parts: Stretch[], part: Stretch): void {
  checkCount(parts.length);
  parts.push(part);
}

export function checkCount(parts: number): void {
  if (parts >= mostParts) throw new TooLarge(`the request holds more than ${mostParts} parts; send smaller batches`);
}
