import { ProtobufWriter } from "../../receiver/src/otlp/protobuf-writer.ts";
import type { Load, Size } from "./workload.ts";

/** The shape of Jaeger's own ClickHouse benchmark: ten spans a trace, eleven short attributes a span. */
export interface SmallSpan {
  /** Two halves of 64 bits each as numbers of 32. */
  readonly trace: readonly [number, number, number, number];
  readonly span: readonly [number, number];
  readonly parent: readonly [number, number] | undefined;
  readonly name: string;
  readonly service: string;
  /** Nanoseconds as low and high 32 bits come from these: Unix microseconds, below 2^53. */
  readonly startMicros: number;
  readonly durationMicros: number;
  readonly failed: boolean;
  /** Places in `keys` and `values`, eleven of each. */
  readonly keys: readonly number[];
  readonly values: readonly number[];
}

export const SPANS_PER_TRACE = 10;
const ATTRIBUTES = 11;
/** A million traces in ten days, in the order of time, as they would arrive. */
const MILLIS_PER_TRACE = 864;
const SPANS_PER_REQUEST = 1000;

export const services = Array.from({ length: 10 }, (_, i) => `service-${i}`);
const operations = Array.from({ length: 40 }, (_, i) => `${["GET", "POST", "query", "publish"][i % 4]} /resource/${i}`);
export const keys = Array.from({ length: 97 }, (_, i) => `${["app", "net", "user", "job"][i % 4]}.attr.${i}`);
export const values = Array.from({ length: 1000 }, (_, i) => `val-${(mix(i, 77) >>> 4).toString(36)}`);

/** Each span is a function of its number, so that it can be told again anywhere without keeping it. */
export function smallSpan(index: number, { seed, spans, until }: Size): SmallSpan {
  const salt = saltOf(seed);
  const trace = Math.floor(index / SPANS_PER_TRACE);
  const place = index % SPANS_PER_TRACE;
  const root = trace * SPANS_PER_TRACE;
  const traces = Math.ceil(spans / SPANS_PER_TRACE);
  const begin = (until - 60_000 - (traces - trace) * MILLIS_PER_TRACE) * 1000;
  const parent = place === 0 ? undefined : spanIdOf(root + Math.floor((place - 1) / 3), salt);
  const firstKey = mix(index, salt + 1) % keys.length;
  return {
    trace: [mix(trace, salt + 2), mix(trace, salt + 3), mix(trace, salt + 4), trace],
    span: spanIdOf(index, salt),
    parent,
    name: operations[mix(index, salt + 7) % operations.length] as string,
    service: services[Math.floor(index / SPANS_PER_REQUEST) % services.length] as string,
    startMicros: begin + place * 1500 + (mix(index, salt + 8) % 900),
    durationMicros: place === 0 ? 40_000 : 500 + (mix(index, salt + 9) % 15_000),
    failed: mix(index, salt + 10) % 50 === 0,
    keys: Array.from({ length: ATTRIBUTES }, (_, i) => (firstKey + i * 7) % keys.length),
    values: Array.from({ length: ATTRIBUTES }, (_, i) => mix(index * ATTRIBUTES + i, salt + 11) % values.length),
  };
}

export function* small(size: Size): Generator<Load> {
  for (let from = 0; from < size.spans; from += SPANS_PER_REQUEST) {
    const to = Math.min(from + SPANS_PER_REQUEST, size.spans);
    yield { body: requestOf(from, to, size), spans: to - from };
  }
}

function requestOf(from: number, to: number, size: Size): Uint8Array {
  const writer = new ProtobufWriter((to - from) * 460 + 256);
  const resourceSpans = writer.begin(1);
  const resource = writer.begin(1);
  writer.raw(attribute(1, "service.name", services[Math.floor(from / SPANS_PER_REQUEST) % services.length] as string));
  writer.end(resource);
  const scopeSpans = writer.begin(2);
  for (let index = from; index < to; index++) writeSpan(writer, smallSpan(index, size));
  writer.end(scopeSpans);
  writer.end(resourceSpans);
  return writer.finish();
}

function writeSpan(writer: ProtobufWriter, span: SmallSpan): void {
  const message = writer.begin(2);
  writeId(writer, 1, span.trace);
  writeId(writer, 2, span.span);
  if (span.parent) writeId(writer, 4, span.parent);
  writer.string(5, span.name);
  writer.uint(6, 2);
  writeMicros(writer, 7, span.startMicros);
  writeMicros(writer, 8, span.startMicros + span.durationMicros);
  writeAttributes(writer, span);
  const status = writer.begin(15);
  writer.uint(3, span.failed ? 2 : 0);
  writer.end(status);
  writer.fixed32(16, 257);
  writer.end(message);
}

/** Every key with every value as protobuf, the length in front: made once, as a span copies eleven of them. */
const STRIDE = 48;
let pool: Uint8Array | undefined;

function attributePool(): Uint8Array {
  const made = new Uint8Array(keys.length * values.length * STRIDE);
  for (const [k, key] of keys.entries()) {
    for (const [v, value] of values.entries()) {
      const bytes = attribute(9, key, value);
      const place = (k * values.length + v) * STRIDE;
      made[place] = bytes.length;
      made.set(bytes, place + 1);
    }
  }
  return made;
}

/** A loop beats `set` for so few bytes. */
function writeAttributes(writer: ProtobufWriter, span: SmallSpan): void {
  pool ??= attributePool();
  const { buffer, position } = writer.reserve(ATTRIBUTES * STRIDE);
  let to = position;
  for (let i = 0; i < ATTRIBUTES; i++) {
    const place = ((span.keys[i] as number) * values.length + (span.values[i] as number)) * STRIDE;
    const end = place + 1 + (pool[place] as number);
    for (let from = place + 1; from < end; from++) buffer[to++] = pool[from] as number;
  }
  writer.advance(to);
}

function attribute(field: number, key: string, value: string): Uint8Array {
  const writer = new ProtobufWriter(96);
  const entry = writer.begin(field);
  writer.string(1, key);
  const any = writer.begin(2);
  writer.string(1, value);
  writer.end(any);
  writer.end(entry);
  return writer.finish();
}

const idBytes = Buffer.alloc(16);

function writeId(writer: ProtobufWriter, field: number, words: readonly number[]): void {
  for (const [i, word] of words.entries()) idBytes.writeUInt32BE(word, i * 4);
  writer.bytes(field, idBytes.subarray(0, words.length * 4));
}

function writeMicros(writer: ProtobufWriter, field: number, micros: number): void {
  const thousandLow = (micros % 2 ** 32) * 1000;
  const high = Math.floor(micros / 2 ** 32) * 1000 + Math.floor(thousandLow / 2 ** 32);
  writer.fixed64Halves(field, thousandLow % 2 ** 32, high);
}

function spanIdOf(index: number, salt: number): readonly [number, number] {
  return [mix(index, salt + 5), (mix(index, salt + 6) | 1) >>> 0];
}

const salts = new Map<string, number>();

function saltOf(seed: string): number {
  const known = salts.get(seed);
  if (known !== undefined) return known;
  const made = [...seed].reduce((sum, character) => mix(sum, character.charCodeAt(0)), 1) >>> 1;
  salts.set(seed, made);
  return made;
}

/** 32 well-mixed bits of two numbers: the finaliser of MurmurHash3. */
function mix(value: number, salt: number): number {
  let bits = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
