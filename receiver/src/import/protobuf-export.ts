import type { Signal } from "../model/signal.ts";
import { BYTES, FIXED32, FIXED64, Malformed, VARINT, Wire } from "../otlp/wire.ts";
import { NotOtlp, type OtlpExport } from "./otlp-export.ts";

/** The envelopes of the three signals are alike; the first record tells which it is. */
export function protobufExport(body: Uint8Array<ArrayBuffer>): OtlpExport {
  try {
    const records = messages(body, 1).flatMap((resource) =>
      messages(resource, 2).flatMap((scope) => messages(scope, 2)),
    );
    const signal = records.map(signalOf).find((found) => found !== undefined);
    if (signal === undefined) throw new NotOtlp("it is neither JSON nor an OTLP request in protobuf");
    const count = signal === "metrics" ? records.flatMap(points).length : records.length;
    return { signal, contentType: "application/x-protobuf", body, records: count };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new NotOtlp(`it is neither JSON nor protobuf (${error.message})`, { cause: error });
  }
}

/** By the wire types of fields that only one of them has: a span's times, a log record's time and severity. */
function signalOf(record: Uint8Array): Signal | undefined {
  const fields = fieldsOf(record);
  const has = (field: number, type: number) => fields.some((one) => one.field === field && one.type === type);
  if (has(7, FIXED64) || has(8, FIXED64)) return "traces";
  if (has(1, FIXED64) || has(11, FIXED64) || has(2, VARINT) || has(8, FIXED32)) return "logs";
  if ([5, 7, 9, 10, 11].some((field) => has(field, BYTES)) && has(1, BYTES) && !isTraceId(fields)) return "metrics";
  if (isTraceId(fields)) return "traces";
  return has(3, BYTES) || has(5, BYTES) ? "logs" : undefined;
}

interface Field {
  readonly field: number;
  readonly type: number;
  readonly length: number;
}

function isTraceId(fields: readonly Field[]): boolean {
  return [
    [1, 16],
    [2, 8],
  ].every(([field, length]) => fields.some((one) => one.field === field && one.length === length));
}

function fieldsOf(bytes: Uint8Array): Field[] {
  const wire = new Wire(bytes);
  const found: Field[] = [];
  while (wire.next()) {
    const { field, type, position } = wire;
    wire.skip();
    found.push({ field, type, length: type === BYTES ? wire.to - wire.from : wire.position - position });
  }
  return found;
}

function points(metric: Uint8Array): Uint8Array[] {
  return [5, 7, 9, 10, 11].flatMap((field) => messages(metric, field).flatMap((data) => messages(data, 1)));
}

function messages(bytes: Uint8Array, field: number): Uint8Array[] {
  const wire = new Wire(bytes);
  const found: Uint8Array[] = [];
  while (wire.next()) {
    wire.skip();
    if (wire.field === field && wire.type === BYTES) found.push(bytes.subarray(wire.from, wire.to));
  }
  return found;
}

/** What an Export…ServiceResponse says was refused, and why. */
export function partialSuccess(response: Uint8Array): { readonly rejected: number; readonly message: string } {
  const [partial] = messages(response, 1);
  const [message] = partial === undefined ? [] : messages(partial, 2);
  return { rejected: partial === undefined ? 0 : firstVarint(partial), message: new TextDecoder().decode(message) };
}

function firstVarint(bytes: Uint8Array): number {
  const wire = new Wire(bytes);
  while (wire.next()) {
    if (wire.field === 1 && wire.type === VARINT) return wire.varint();
    wire.skip();
  }
  return 0;
}
