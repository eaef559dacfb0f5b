import { hash } from "node:crypto";

/**
 * Where a listener is: all that came into the store until `at`, in milliseconds of the engine's clock, was told to it, and
 * of what came shortly before or will be seen late, that which `told` marks. Any receiver over the same store goes on from it.
 */
export interface Position {
  readonly at: number;
  readonly told: readonly string[];
}

/** What is being written when somebody looks is seen at most so much later; looked for again after a reconnect. */
export const overlapMillis = 5000;
export const mostMarks = 64;
const markLength = 7;

/** An event's id: opaque to who gets it, and plain characters, as it travels in a header. */
export function encodePosition({ at, told }: Position): string {
  return `1.${at.toString(36)}.${told.join("")}`;
}

/** Undefined for what is no position of ours. */
export function decodePosition(text: string): Position | undefined {
  if (text.length > 32 + mostMarks * markLength) return undefined;
  const [, at, marks] = /^1\.([0-9a-z]{1,10})\.([\w-]*)$/.exec(text) ?? [];
  if (at === undefined || marks === undefined || marks.length % markLength !== 0) return undefined;
  const told = Array.from({ length: marks.length / markLength }, (_, index) =>
    marks.slice(index * markLength, (index + 1) * markLength),
  );
  return { at: Number.parseInt(at, 36), told };
}

/** Stands for one state of one thing: 42 bits, so that of a million events none is likely to be taken for another. */
export function markOf(...names: readonly (string | bigint)[]): string {
  return hash("sha1", names.join(" "), "base64url").slice(0, markLength);
}
