import { costIsKnown, flag, formatVersion, type Head, magic } from "./wire.ts";

/**
 * The tree of a trace, one row a span, from the top: parents before children, siblings by start. Imports nothing but
 * what the wire is: it runs in browsers too.
 */
export interface Skeleton extends Omit<Head, "columns" | "shapes"> {
  /** The row of the parent; -1 at the top. */
  readonly parent: Int32Array;
  readonly depth: Uint32Array;
  /** How many rows the subtree takes, the row itself among them. */
  readonly size: Uint32Array;
  /** Nanoseconds from `origin` on; exact below 2^53, which are 104 days. */
  readonly start: Float64Array;
  /** Nanoseconds; 0 for what has no end. */
  readonly duration: Float64Array;
  /** By `flag`. */
  readonly flags: Uint16Array;
  /** 0 where nobody says; then `flag.hasTokens` is not set. */
  readonly input: Float64Array;
  readonly output: Float64Array;
  /** Pico-dollars; 0 where it is not known, as `costIsKnown` tells. */
  readonly cost: BigInt64Array;
  /** Which shape each row has. */
  readonly shape: Uint32Array;
  readonly shapes: readonly Shape[];
  /** Eight bytes a row; null when they were not asked for. */
  readonly ids: Uint8Array | null;
}

/** What many spans have in common; '' is nothing. */
export interface Shape {
  readonly name: string;
  readonly kind: string;
  readonly agent: string;
  readonly model: string;
  readonly provider: string;
  readonly service: string;
  readonly tool: string;
  readonly error: string;
}

/** The ids of the rows of the skeleton that has the same version. */
export interface SpanIds {
  readonly version: string;
  readonly ids: Uint8Array;
}

export function readSkeleton(bytes: Uint8Array): Skeleton {
  const { head, column } = open(bytes);
  const { columns: _columns, shapes, ...facts } = head;
  const { rows } = head;
  const flags = new Uint16Array(column("flags").slice().buffer);
  if (flags.length !== rows) throw notOurs();
  const tree = treeOf(numbers(column("depth"), new Float64Array(rows)));
  const durations = numbers(column("duration"), new Float64Array(rows));
  return {
    ...facts,
    ...tree,
    start: startsOf(column("start"), tree.depth, durations),
    duration: durations,
    flags,
    input: spread(column("input"), flags),
    output: spread(column("output"), flags),
    cost: costsOf(column("cost"), flags),
    shape: numbers(column("shape"), new Uint32Array(rows)),
    shapes: shapesOf(column("shapes"), column("texts"), shapes),
    ids: head.columns.some(({ name }) => name === "ids") ? column("ids").slice() : null,
  };
}

export function readSpanIds(bytes: Uint8Array): SpanIds {
  const { head, column } = open(bytes);
  return { version: head.version, ids: column("ids").slice() };
}

/** In hex; '' for the row that is no span. */
export function spanIdAt(ids: Uint8Array, row: number): string {
  const bytes = ids.subarray(row * 8, row * 8 + 8);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return /^0*$/.test(hex) ? "" : hex;
}

/** The row of a span; -1 when it is not there. */
export function rowOfSpan(ids: Uint8Array, spanId: string): number {
  const wanted = Array.from({ length: 8 }, (_, at) => Number.parseInt(spanId.slice(at * 2, at * 2 + 2), 16));
  for (let at = 0; at < ids.length; at += 8) {
    let same = 0;
    while (same < 8 && ids[at + same] === wanted[same]) same += 1;
    if (same === 8) return at / 8;
  }
  return -1;
}

const notOurs = () => new Error("this is no skeleton of a trace, or one of another version of Spanwise");

function open(given: Uint8Array) {
  // Not a Buffer, whose slices are the same bytes.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0, true) !== magic || view.getUint32(4, true) !== formatVersion)
    throw notOurs();
  const front = 12 + view.getUint32(8, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(12, front))) as Head;
  const columns = new Map<string, Uint8Array>();
  let at = front;
  for (const { name, bytes: length } of head.columns) {
    columns.set(name, bytes.subarray(at, at + length));
    at += length;
  }
  if (at !== bytes.length) throw notOurs();
  const column = (name: string): Uint8Array => {
    const found = columns.get(name);
    if (found === undefined) throw new Error(`the skeleton holds no ${name}`);
    return found;
  };
  return { head, column };
}

/** Reads varints: of the first byte six bits and the sign, then seven bits each. */
class Varints {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  next(): number {
    const first = this.byte();
    let value = first & 63;
    let byte = first;
    for (let scale = 64; byte >= 128; scale *= 128) {
      byte = this.byte();
      value += (byte & 127) * scale;
    }
    return (first & 64) === 0 ? value : -value;
  }

  nextBig(): bigint {
    const from = this.at;
    const number = this.next();
    if (Number.isSafeInteger(number)) return BigInt(number);
    const first = this.bytes[from] as number;
    let value = 0n;
    for (let at = this.at - 1; at > from; at -= 1) value = value * 128n + BigInt((this.bytes[at] as number) & 127);
    value = value * 64n + BigInt(first & 63);
    return (first & 64) === 0 ? value : -value;
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw notOurs();
    return byte;
  }
}

function numbers<Into extends Float64Array | Uint32Array>(bytes: Uint8Array, into: Into): Into {
  const from = new Varints(bytes);
  for (let at = 0; at < into.length; at += 1) into[at] = from.next();
  return into;
}

/** Each row tells by how much it lies higher than a child of the row before would. */
function treeOf(rises: Float64Array) {
  const rows = rises.length;
  const [parent, depth, size] = [new Int32Array(rows), new Uint32Array(rows), new Uint32Array(rows)];
  const lastAt: number[] = [];
  let deepest = 0;
  for (let row = 0; row < rows; row += 1) {
    const here = deepest - (rises[row] as number);
    if (here < 0 || here > deepest) throw notOurs();
    depth[row] = here;
    parent[row] = here === 0 ? -1 : (lastAt[here - 1] as number);
    lastAt[here] = row;
    deepest = here + 1;
  }
  for (let row = rows - 1; row >= 0; row -= 1) {
    size[row] = (size[row] as number) + 1;
    const above = parent[row] as number;
    if (above >= 0) size[above] = (size[above] as number) + (size[row] as number);
  }
  return { parent, depth, size };
}

/** Told from the end of the sibling before, else from the start of the parent. */
function startsOf(bytes: Uint8Array, depth: Uint32Array, duration: Float64Array): Float64Array {
  const starts = numbers(bytes, new Float64Array(depth.length));
  const [lastStart, lastEnd]: [number[], number[]] = [[], []];
  let before = -1;
  for (let row = 0; row < starts.length; row += 1) {
    const here = depth[row] as number;
    const from = (here > before ? lastStart[here - 1] : lastEnd[here]) ?? 0;
    const start = from + (starts[row] as number);
    starts[row] = start;
    lastStart[here] = start;
    lastEnd[here] = start + (duration[row] as number);
    before = here;
  }
  return starts;
}

/** Only rows that have tokens tell them. */
function spread(bytes: Uint8Array, flags: Uint16Array): Float64Array {
  const [values, from] = [new Float64Array(flags.length), new Varints(bytes)];
  for (let row = 0; row < flags.length; row += 1)
    if (((flags[row] as number) & flag.hasTokens) !== 0) values[row] = from.next();
  return values;
}

function costsOf(bytes: Uint8Array, flags: Uint16Array): BigInt64Array {
  const [costs, from] = [new BigInt64Array(flags.length), new Varints(bytes)];
  for (let row = 0; row < flags.length; row += 1) if (costIsKnown(flags[row] as number)) costs[row] = from.nextBig();
  return costs;
}

function shapesOf(bytes: Uint8Array, encodedTexts: Uint8Array, count: number): Shape[] {
  const texts = JSON.parse(new TextDecoder().decode(encodedTexts)) as readonly string[];
  const from = new Varints(bytes);
  const next = () => texts[from.next()] ?? "";
  return Array.from({ length: count }, () => ({
    name: next(),
    kind: next(),
    agent: next(),
    model: next(),
    provider: next(),
    service: next(),
    tool: next(),
    error: next(),
  }));
}
