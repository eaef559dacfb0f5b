import { BYTES, Wire } from "../otlp/wire.ts";
import type { Origin } from "./origin.ts";
import { keep, type Stretch } from "./stretch.ts";
import type { Tally } from "./tally.ts";

/**
 * Goes through an Export…ServiceRequest of any signal: resources hold scopes, scopes hold records, under the same field
 * numbers in all three. `record` is called with the place of each record, while `origin` holds who speaks.
 * Throws `Malformed` when the frame around the records cannot be read. Answers how many resources there were.
 */
export function walkRequest(
  body: Uint8Array,
  origin: Origin,
  tally: Tally,
  record: (from: number, to: number) => void,
): number {
  const resources = framesOf(new Wire(body), 1);
  for (const { from, to } of resources) {
    const resource = readFrame(new Wire(body, from, to));
    origin.readResource(body, resource.heads, resource.schema, tally);
    for (const inner of resource.items) {
      const scope = readFrame(new Wire(body, inner.from, inner.to));
      origin.readScope(body, scope.heads, scope.schema, tally);
      for (const item of scope.items) record(item.from, item.to);
    }
  }
  return resources.length;
}

/** A ResourceX or ScopeX: 1 is the head, 2 the items, 3 the schema's address; in any order, the head in any pieces. */
function readFrame(wire: Wire) {
  const heads: Stretch[] = [];
  const items: Stretch[] = [];
  let schema: Stretch | undefined;
  while (wire.next()) {
    if (wire.type !== BYTES || wire.field > 3) {
      wire.skip();
      continue;
    }
    wire.stretch();
    const stretch = { from: wire.from, to: wire.to };
    if (wire.field === 1) keep(heads, stretch);
    else if (wire.field === 2) keep(items, stretch);
    else schema = stretch;
  }
  return { heads, items, schema };
}

function framesOf(wire: Wire, field: number): Stretch[] {
  const frames: Stretch[] = [];
  while (wire.next()) {
    if (wire.field === field && wire.type === BYTES) {
      wire.stretch();
      keep(frames, { from: wire.from, to: wire.to });
    } else {
      wire.skip();
    }
  }
  return frames;
}
