/**
 * Changes to protobuf bytes that alter lengths: what is replaced, in the order of the bytes, and the lengths of the
 * messages around it. Applied at once, so that each byte is copied once however deep the messages lie.
 */
export class Edits {
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly bytes: (Uint8Array | undefined)[] = [];

  get size(): number {
    return this.from.length;
  }

  /** Forgets the edits made since there were so many. */
  rewind(size: number): void {
    this.from.length = size;
    this.to.length = size;
    this.bytes.length = size;
  }

  /** Replaces a stretch, and answers by how much longer the whole gets. */
  replace(from: number, to: number, bytes: Uint8Array): number {
    this.from.push(from);
    this.to.push(to);
    this.bytes.push(bytes);
    return bytes.length - (to - from);
  }

  /** Replaces a field's content that has its length at `lengthAt`, before `from`. */
  replaceField(lengthAt: number, to: number, bytes: Uint8Array): number {
    return this.replace(lengthAt, to, Buffer.concat([varint(bytes.length), bytes]));
  }

  /** Goes through a message within the stretch, and mends its length when the inside got longer or shorter. */
  within(lengthAt: number, from: number, to: number, walk: () => number): number {
    const place = this.from.push(lengthAt) - 1;
    this.to.push(from);
    this.bytes.push(undefined);
    const grown = walk();
    if (this.from.length === place + 1) {
      this.rewind(place);
      return 0;
    }
    const length = varint(to - from + grown);
    this.bytes[place] = length;
    return grown + length.length - (from - lengthAt);
  }

  apply(body: Uint8Array, grown: number): Uint8Array {
    const out = Buffer.allocUnsafeSlow(body.length + grown);
    let copied = 0;
    let at = 0;
    for (let index = 0; index < this.from.length; index += 1) {
      const from = this.from[index] as number;
      const bytes = this.bytes[index] as Uint8Array;
      out.set(body.subarray(copied, from), at);
      at += from - copied;
      out.set(bytes, at);
      at += bytes.length;
      copied = this.to[index] as number;
    }
    out.set(body.subarray(copied), at);
    return out;
  }
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
