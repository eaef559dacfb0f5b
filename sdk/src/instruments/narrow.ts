import type { Fields } from "./answer.ts";

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** What a list holds, of any kind. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The sum of those that are numbers, or nothing when none is. */
export function sumOf(...values: readonly unknown[]): number | undefined {
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0);
}
