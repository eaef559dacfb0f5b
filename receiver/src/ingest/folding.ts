import type { RowBuffer } from "../row-buffer.ts";
import type { GoodText } from "./good-text.ts";
import { hashOf } from "./hash.ts";
import { messagePieces } from "./message-pieces.ts";
import type { Seen } from "./seen.ts";

/** What stands in a folded text where a content was: it cannot stand in a text that is folded. */
const PLACE = 1;

/**
 * Moves long messages of one row out of it: the row keeps their names (`refs`, in the order of their places) and carries
 * along the contents (`contents`) that were not stored lately.
 */
export class Folding {
  private readonly seen: Seen;
  private readonly refs: Buffer[] = [];
  private readonly contents: { readonly hash: Buffer; readonly bytes: Uint8Array }[] = [];

  constructor(seen: Seen) {
    this.seen = seen;
  }

  begin(): void {
    this.refs.length = 0;
    this.contents.length = 0;
  }

  /** Writes the text as a String, folded when that pays, and says whether it was. */
  write(row: RowBuffer, { bytes, from, to }: GoodText): boolean {
    const pieces = messagePieces(bytes, from, to);
    row.varint(foldedLength(from, to, pieces));
    let at = from;
    for (let index = 0; index < pieces.length; index += 2) {
      const begin = pieces[index] as number;
      const end = pieces[index + 1] as number;
      row.raw(bytes, at, begin);
      row.u8(PLACE);
      this.moveOut(bytes.subarray(begin, end));
      at = end;
    }
    row.raw(bytes, at, to);
    return pieces.length > 0;
  }

  /** Writes bytes of any kind as a String: as they are when short, else the place of what was moved out. */
  writeWhole(row: RowBuffer, bytes: Uint8Array, from: number, to: number): void {
    if (to - from < smallestEvent) return row.string(bytes, from, to);
    row.varint(1);
    row.u8(PLACE);
    this.moveOut(bytes.subarray(from, to));
  }

  writeRefs(row: RowBuffer): void {
    row.varint(this.refs.length);
    for (const ref of this.refs) row.fixed(ref, 0, 16);
  }

  /** Writes the contents this row brings; from here on they count as stored. */
  writeContents(row: RowBuffer): void {
    row.varint(this.contents.length);
    for (const { hash, bytes } of this.contents) {
      row.fixed(hash, 0, 16);
      row.string(bytes, 0, bytes.length);
      this.seen.add(hash);
    }
  }

  private moveOut(bytes: Uint8Array): void {
    const hash = hashOf(bytes);
    this.refs.push(hash);
    if (!this.seen.has(hash)) this.contents.push({ hash, bytes });
  }
}

const smallestEvent = 512;

function foldedLength(from: number, to: number, pieces: readonly number[]): number {
  let length = to - from;
  for (let index = 0; index < pieces.length; index += 2) {
    length -= (pieces[index + 1] as number) - (pieces[index] as number) - 1;
  }
  return length;
}
