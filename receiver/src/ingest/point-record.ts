import { BYTES, FIXED64, readDouble, readUint64, VARINT, Wire } from "../otlp/wire.ts";
import type { Limits } from "./limits.ts";
import { exponentialHistogram, gauge, histogram, sum, summary } from "./metric.ts";
import { Refused } from "./refused.ts";
import { keep, type Stretch } from "./stretch.ts";

export type Numbers<T> = readonly T[];

const noRecordedValue = 1;

/** One metric point of any type as its fields lie in the request. Used again for each point. */
export class PointRecord {
  bytes: Uint8Array = Buffer.alloc(0);
  time = 0n;
  start = 0n;
  flags = 0;
  /** 0 none, 1 int, 2 double. */
  valueType = 0;
  value = 0;
  intValue = 0n;
  count = 0n;
  sum: number | undefined;
  min: number | undefined;
  max: number | undefined;
  bounds: number[] = [];
  buckets: bigint[] = [];
  scale = 0;
  zeroCount = 0n;
  zeroThreshold = 0;
  positiveOffset = 0;
  positive: bigint[] = [];
  negativeOffset = 0;
  negative: bigint[] = [];
  /** Quantile and value by turns. */
  quantiles: number[] = [];
  exemplars: Stretch[] = [];
  exemplarTraces: number[] = [];
  attributes: Stretch[] = [];
  private type = 0;
  private most = 0;

  /** Throws `Refused` as soon as there are more buckets than the limits allow. */
  read(wire: Wire, { from, to }: Stretch, type: number, { bucketsPerPoint }: Limits): void {
    Object.assign(this, new PointRecord());
    this.bytes = wire.bytes;
    this.most = bucketsPerPoint;
    this.type = type;
    wire.over(from, to);
    while (wire.next()) this.readField(wire);
    if (this.flags & noRecordedValue) this.valueType = 0;
  }

  /** Refuses what cannot be true of any point. */
  check(): void {
    const { bounds, buckets } = this;
    if (this.type === histogram && buckets.length !== bounds.length + 1 && buckets.length + bounds.length > 0) {
      throw new Refused("bad_buckets", "a histogram must have one bucket count more than bounds, or neither");
    }
  }

  /** What is strange about a point that is kept as it is. */
  oddities(): string[] {
    const { bounds, buckets, count, min, max } = this;
    const said: string[] = [];
    const rises = (bound: number, index: number) => index === 0 || bound > (bounds[index - 1] as number);
    if (!bounds.every(rises) || Number.isNaN(bounds[0])) said.push("a histogram's bounds do not rise");
    const sum = buckets.reduce((total, one) => total + one, 0n);
    if (buckets.length > 0 && sum !== count) said.push("a histogram's buckets do not add up to its count");
    if (min !== undefined && max !== undefined && min > max) said.push("a point's minimum is over its maximum");
    return said;
  }

  private readField(wire: Wire): void {
    const { field } = wire;
    if (field === 2 || field === 3) this.readTime(wire);
    else if (field === attributesField[this.type] && wire.type === BYTES) keep(this.attributes, stretchOf(wire));
    else if (this.type === gauge || this.type === sum) this.readNumber(wire);
    else if (this.type === histogram) this.readHistogram(wire);
    else if (this.type === exponentialHistogram) this.readExponential(wire);
    else this.readSummary(wire);
  }

  private readTime(wire: Wire): void {
    if (wire.type !== FIXED64) throw new Refused("wrong_type", "the point's time has the wrong type");
    const time = readUint64(wire.bytes, wire.fixed64());
    if (wire.field === 2) this.start = time;
    else this.time = time;
  }

  private readNumber(wire: Wire): void {
    const { field, type } = wire;
    if (field === 4 && type === FIXED64) {
      this.valueType = 2;
      this.value = double(wire);
    } else if (field === 6 && type === FIXED64) {
      this.valueType = 1;
      this.intValue = BigInt.asIntN(64, readUint64(wire.bytes, wire.fixed64()));
      this.value = Number(this.intValue);
    } else if (field === 5 && type === BYTES) this.readExemplar(wire);
    else if (field === 8 && type === VARINT) this.flags = wire.int32() >>> 0;
    else wire.skip();
  }

  private readHistogram(wire: Wire): void {
    const { field } = wire;
    if (field === 6) readRepeated(wire, (at) => this.add(this.buckets, readUint64(wire.bytes, at)));
    else if (field === 7) readRepeated(wire, (at) => this.add(this.bounds, readDouble(wire.bytes, at)));
    else if (field === 8 && wire.type === BYTES) this.readExemplar(wire);
    else if (field === 10 && wire.type === VARINT) this.flags = wire.int32() >>> 0;
    else if (wire.type === FIXED64) this.readDistribution(wire, field === 11, field === 12);
    else wire.skip();
  }

  private readExponential(wire: Wire): void {
    const { field, type } = wire;
    if (field === 6 && type === VARINT) this.scale = zigzag(wire);
    else if (field === 7 && type === FIXED64) this.zeroCount = readUint64(wire.bytes, wire.fixed64());
    else if (field === 8 && type === BYTES) this.positiveOffset = this.readBuckets(wire, this.positive);
    else if (field === 9 && type === BYTES) this.negativeOffset = this.readBuckets(wire, this.negative);
    else if (field === 10 && type === VARINT) this.flags = wire.int32() >>> 0;
    else if (field === 11 && type === BYTES) this.readExemplar(wire);
    else if (field === 14 && type === FIXED64) this.zeroThreshold = double(wire);
    else if (type === FIXED64) this.readDistribution(wire, field === 12, field === 13);
    else wire.skip();
  }

  private readSummary(wire: Wire): void {
    if (wire.field === 6 && wire.type === BYTES) this.readQuantile(wire);
    else if (wire.field === 8 && wire.type === VARINT) this.flags = wire.int32() >>> 0;
    else if (wire.type === FIXED64) this.readDistribution(wire, false, false);
    else wire.skip();
  }

  /** The fields that all distributions share: 4 the count, 5 the sum; the smallest and largest value where they have them. */
  private readDistribution(wire: Wire, isMin: boolean, isMax: boolean): void {
    if (wire.field === 4) this.count = readUint64(wire.bytes, wire.fixed64());
    else if (wire.field === 5) this.sum = double(wire);
    else if (isMin) this.min = double(wire);
    else if (isMax) this.max = double(wire);
    else wire.skip();
  }

  private readQuantile(wire: Wire): void {
    const { from, to } = stretchOf(wire);
    const inner = new Wire(wire.bytes, from, to);
    let quantile = 0;
    let value = 0;
    while (inner.next()) {
      if (inner.field === 1 && inner.type === FIXED64) quantile = double(inner);
      else if (inner.field === 2 && inner.type === FIXED64) value = double(inner);
      else inner.skip();
    }
    if (this.quantiles.length >= 2 * this.most) throw tooMany(this.most);
    this.quantiles.push(quantile, value);
  }

  private readExemplar(wire: Wire): void {
    const stretch = stretchOf(wire);
    keep(this.exemplars, stretch);
    const inner = new Wire(wire.bytes, stretch.from, stretch.to);
    while (inner.next()) {
      inner.skip();
      if (inner.field === 5 && inner.type === BYTES && inner.to - inner.from === 16)
        this.exemplarTraces.push(inner.from);
    }
  }

  /** Buckets of an exponential histogram: 1 the offset, 2 the counts, packed or one by one. Answers the offset. */
  private readBuckets(wire: Wire, counts: bigint[]): number {
    const { from, to } = stretchOf(wire);
    const inner = new Wire(wire.bytes, from, to);
    let offset = 0;
    while (inner.next()) {
      if (inner.field === 1 && inner.type === VARINT) offset = zigzag(inner);
      else if (inner.field === 2 && inner.type === VARINT) this.add(counts, inner.varint64());
      else if (inner.field === 2 && inner.type === BYTES) {
        const packed = stretchOf(inner);
        const list = new Wire(wire.bytes, packed.from, packed.to);
        while (list.position < list.end) this.add(counts, list.varint64());
      } else inner.skip();
    }
    return offset;
  }

  private add<T>(list: T[], item: T): void {
    if (list.length >= this.most) throw tooMany(this.most);
    list.push(item);
  }
}

function tooMany(most: number): Refused {
  return new Refused("too_many_buckets", `a point may have ${most} buckets, bounds or quantiles and not more`);
}

const attributesField: Readonly<Record<number, number>> = {
  [gauge]: 7,
  [sum]: 7,
  [histogram]: 9,
  [exponentialHistogram]: 1,
  [summary]: 7,
};

function stretchOf(wire: Wire): Stretch {
  wire.stretch();
  return { from: wire.from, to: wire.to };
}

function double(wire: Wire): number {
  return readDouble(wire.bytes, wire.fixed64());
}

function zigzag(wire: Wire): number {
  const value = wire.varint() >>> 0;
  return (value >>> 1) ^ -(value & 1);
}

/** Repeated fixed64 or double, packed or one by one. */
function readRepeated(wire: Wire, take: (at: number) => void): void {
  if (wire.type === FIXED64) return take(wire.fixed64());
  if (wire.type !== BYTES) return wire.skip();
  const { from, to } = stretchOf(wire);
  if ((to - from) % 8 !== 0) throw new Refused("malformed", "a packed list is cut off");
  for (let at = from; at < to; at += 8) take(at);
}
