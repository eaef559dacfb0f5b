import { ProtobufWriter } from "../receiver/src/otlp/protobuf-writer.ts";
import { BYTES, Wire } from "../receiver/src/otlp/wire.ts";
import type { Load } from "./workloads/workload.ts";

/** One span in a hundred comes again as it was, and one in a hundred is told anew. */
const ONE_IN = 100;

/**
 * Batches of so many requests, as a pourer would take them. Each also tells two in a hundred spans of the batch before
 * again: the first ones of a request as they were, as a sender does that lost the answer, and others, spread, with a
 * later end, as failed and with other tokens.
 */
export function* withRepeats(loads: Iterable<Load>, requests: number, end: bigint): Generator<readonly Load[]> {
  let batch: Load[] = [];
  let again: Load[] = [];
  for (const load of loads) {
    batch.push(load);
    if (batch.length < requests) continue;
    yield [...batch, ...again];
    again = batch.map((one) => retold(one, end));
    batch = [];
  }
  yield [...batch, ...again];
}

function retold({ body, spans }: Load, end: bigint): Load {
  const resourceSpans = fields(body).get(1)?.[0] ?? body;
  const scopeSpans = fields(resourceSpans).get(2)?.[0] ?? body;
  const all = fields(scopeSpans).get(2) ?? [];
  const same = all.slice(0, Math.ceil(spans / ONE_IN));
  const anew = all.filter((_, place) => place % ONE_IN === ONE_IN - 1).map((span) => changed(span, end));
  const writer = new ProtobufWriter(64 * 1024);
  const outer = writer.begin(1);
  for (const resource of fields(resourceSpans).get(1) ?? []) writer.bytes(1, resource);
  const inner = writer.begin(2);
  for (const scope of fields(scopeSpans).get(1) ?? []) writer.bytes(1, scope);
  for (const span of [...same, ...anew]) writer.bytes(2, span);
  writer.end(inner);
  writer.end(outer);
  return { body: writer.finish(), spans: same.length + anew.length };
}

/** Of a field that is there twice the last one holds. */
function changed(span: Uint8Array, end: bigint): Uint8Array {
  const writer = new ProtobufWriter(span.length + 128);
  writer.raw(span);
  writer.fixed64(8, end);
  const attribute = writer.begin(9);
  writer.string(1, "gen_ai.usage.input_tokens");
  const value = writer.begin(2);
  writer.int(3, 7);
  writer.end(value);
  writer.end(attribute);
  const status = writer.begin(15);
  writer.uint(3, 2);
  writer.end(status);
  return writer.finish();
}

/** The contents of a message's length-delimited fields, by number. */
function fields(message: Uint8Array): ReadonlyMap<number, Uint8Array[]> {
  const found = new Map<number, Uint8Array[]>();
  for (const wire = new Wire(message); wire.next(); ) {
    if (wire.type !== BYTES) {
      wire.skip();
      continue;
    }
    wire.stretch();
    const content = message.subarray(wire.from, wire.to);
    const before = found.get(wire.field);
    if (before) before.push(content);
    else found.set(wire.field, [content]);
  }
  return found;
}
