import { decode } from "./good-text.ts";
import type { Stretch } from "./stretch.ts";

/** Whether the key of a KeyValue begins so; a key is the first thing in it. */
export function keyStartsWith(prefix: string, bytes: Uint8Array, { from }: Stretch): boolean {
  return decode(bytes, from + 2, Math.min(from + 2 + prefix.length, bytes.length)) === prefix;
}
