/**
 * Whole numbers, small ones in few bytes: of the first byte six bits and the sign, then seven bits each, the lowest
 * first; the highest bit says that more follow.
 */
export class Varints {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;

  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Of numbers past 2^53 as much as a double holds. */
  put(value: number): void {
    if (this.length + 12 > this.bytes.length) this.grow();
    const sign = value < 0 ? 64 : 0;
    let rest = Math.abs(value);
    if (rest < 0x8000_0000) return this.putSmall(rest, sign);
    let byte = (rest % 64) | sign;
    for (rest = Math.floor(rest / 64); rest > 0; rest = Math.floor(rest / 128)) {
      this.bytes[this.length++] = byte | 128;
      byte = rest % 128;
    }
    this.bytes[this.length++] = byte;
  }

  putBig(value: bigint): void {
    const exact = Number(value);
    if (Number.isSafeInteger(exact)) return this.put(exact);
    if (this.length + 12 > this.bytes.length) this.grow();
    let rest = value < 0n ? -value : value;
    let byte = Number(rest % 64n) | (value < 0n ? 64 : 0);
    for (rest /= 64n; rest > 0n; rest /= 128n) {
      this.bytes[this.length++] = byte | 128;
      byte = Number(rest % 128n);
    }
    this.bytes[this.length++] = byte;
  }

  private putSmall(value: number, sign: number): void {
    let byte = (value & 63) | sign;
    for (let rest = value >>> 6; rest > 0; rest >>>= 7) {
      this.bytes[this.length++] = byte | 128;
      byte = rest & 127;
    }
    this.bytes[this.length++] = byte;
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
