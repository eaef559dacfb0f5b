import { BYTES, VARINT, type Wire } from "../otlp/wire.ts";
import type { Stretch } from "./stretch.ts";
import { keep, nothing } from "./stretch.ts";

export const gauge = 1;
export const sum = 2;
export const histogram = 3;
export const exponentialHistogram = 4;
export const summary = 5;

export interface Metric {
  readonly name: Stretch;
  readonly unit: Stretch;
  readonly description: Stretch;
  readonly type: number;
  readonly temporality: number;
  readonly needsTemporality: boolean;
  readonly monotonic: boolean;
  readonly points: readonly Stretch[];
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto */
const typesByField: ReadonlyMap<number, number> = new Map([
  [5, gauge],
  [7, sum],
  [9, histogram],
  [10, exponentialHistogram],
  [11, summary],
]);

/** Reads a Metric down to the places of its points; undefined when it holds no data. Of two kinds of data the last holds. */
export function readMetric(wire: Wire): Metric | undefined {
  const texts = [nothing, nothing, nothing, nothing];
  let field = 0;
  let data: Stretch[] = [];
  while (wire.next()) {
    const { field: number } = wire;
    if (wire.type !== BYTES || !(number <= 3 || typesByField.has(number))) {
      wire.skip();
      continue;
    }
    wire.stretch();
    const stretch = { from: wire.from, to: wire.to };
    if (number <= 3) texts[number] = stretch;
    else if (number === field) data.push(stretch);
    else {
      field = number;
      data = [stretch];
    }
  }
  const type = typesByField.get(field);
  if (type === undefined) return undefined;
  const [, name = nothing, description = nothing, unit = nothing] = texts;
  return {
    name,
    description,
    unit,
    type,
    needsTemporality: type !== gauge && type !== summary,
    ...readData(wire, data),
  };
}

function readData(wire: Wire, data: readonly Stretch[]) {
  const points: Stretch[] = [];
  let temporality = 0;
  let monotonic = false;
  for (const { from, to } of data) {
    wire.over(from, to);
    while (wire.next()) {
      if (wire.field === 1 && wire.type === BYTES) {
        wire.stretch();
        keep(points, { from: wire.from, to: wire.to });
      } else if (wire.field === 2 && wire.type === VARINT) temporality = wire.int32();
      else if (wire.field === 3 && wire.type === VARINT) monotonic = wire.varint() !== 0;
      else wire.skip();
    }
  }
  return { points, temporality, monotonic };
}
