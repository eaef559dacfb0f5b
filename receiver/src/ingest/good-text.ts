import { isUtf8 } from "node:buffer";
import type { Tally } from "./tally.ts";

/**
 * A stretch of bytes that is good UTF-8 and not too long. Mostly it is the stretch that came; a string that was over
 * the limit is cut with a mark that tells its length, one that was not UTF-8 is mended.
 */
export class GoodText {
  bytes: Uint8Array = new Uint8Array();
  from = 0;
  to = 0;
  cut = false;

  take(bytes: Uint8Array, from: number, to: number, limit: number, tally: Tally): this {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.cut = to - from > limit;
    if (this.cut) {
      if (!wasCut(bytes, from, to, limit)) this.replace(cutText(bytes, from, to, limit));
      tally.cuts += 1;
    }
    if (!isGood(this.bytes, this.from, this.to)) {
      this.replace(Buffer.from(decode(this.bytes, this.from, this.to)));
      tally.mended += 1;
    }
    return this;
  }

  private replace(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.from = 0;
    this.to = bytes.length;
  }
}

export function decode(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString();
}

function isGood(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from >= 48) return isUtf8(bytes.subarray(from, to));
  for (let at = from; at < to; at += 1) {
    if ((bytes[at] as number) >= 0x80) return isUtf8(bytes.subarray(from, to));
  }
  return true;
}

const longestMark = 48;
const mark = /…\[cut: \d{1,15} bytes\]$/;

/** What was cut to this limit before, and comes again from an export, stays as it is. */
function wasCut(bytes: Uint8Array, from: number, to: number, limit: number): boolean {
  return to - from <= limit + longestMark && mark.test(decode(bytes, Math.max(from, to - longestMark), to));
}

function cutText(bytes: Uint8Array, from: number, to: number, limit: number): Uint8Array {
  let end = from + limit;
  while (end > from && ((bytes[end] as number) & 0xc0) === 0x80) end -= 1;
  return Buffer.concat([bytes.subarray(from, end), Buffer.from(`…[cut: ${to - from} bytes]`)]);
}
