import { type Exemplar, readExemplar } from "../stored-events.ts";
import { type Attributes, contentsInOrder } from "../stored-values.ts";
import { attributesOf, type ReferringRow, referringColumns, type Surroundings } from "./referring-row.ts";

/** A double that JSON cannot hold is told as text, and so is a whole number beyond 2^53. */
type Told = number | string;

export interface Point {
  readonly metric: string;
  readonly series: string;
  readonly type: "gauge" | "sum" | "histogram" | "exponential_histogram" | "summary";
  readonly unit: string | null;
  readonly description: string | null;
  readonly temporality: "delta" | "cumulative" | null;
  readonly monotonic: boolean;
  readonly time: string;
  readonly startTime: string | null;
  readonly value: Told | null;
  readonly count: string | null;
  readonly sum: Told | null;
  readonly min: Told | null;
  readonly max: Told | null;
  readonly bounds: readonly Told[];
  readonly buckets: readonly string[];
  readonly exponential: {
    readonly scale: number;
    readonly zeroCount: string;
    readonly zeroThreshold: Told;
    readonly positiveOffset: number;
    readonly positive: readonly string[];
    readonly negativeOffset: number;
    readonly negative: readonly string[];
  } | null;
  readonly quantiles: readonly { readonly quantile: Told; readonly value: Told }[];
  readonly exemplars: readonly Exemplar[];
  readonly service: string | null;
  readonly scope: string | null;
  readonly attributes: Attributes;
  readonly resource: Attributes;
}

export const pointColumns = `
  metric, lower(hex(series)) AS series_name, toString(type) AS sort_of, unit, description, temporality, monotonic,
  time, start, toString(value_type) AS value_sort, toString(value) AS double_value, int_value, count,
  toString(sum) AS total, toString(min) AS least, toString(max) AS most,
  arrayMap(b -> toString(b), bounds) AS bound_texts, buckets, scale, zero_count,
  toString(zero_threshold) AS threshold, positive_offset, positive, negative_offset, negative,
  arrayMap(q -> toString(q.1), quantiles) AS quantile_texts, arrayMap(q -> toString(q.2), quantiles) AS quantile_values,
  arrayMap(e -> base64Encode(e), exemplars) AS exemplar_bytes, service, scope, ${referringColumns}`;

export interface PointRow extends ReferringRow {
  readonly metric: string;
  readonly series_name: string;
  readonly sort_of: Point["type"];
  readonly unit: string;
  readonly description: string;
  readonly temporality: number;
  readonly monotonic: boolean;
  readonly time: string;
  readonly start: string;
  readonly value_sort: "none" | "int" | "double";
  readonly double_value: string;
  readonly int_value: string;
  readonly count: string;
  readonly total: string | null;
  readonly least: string | null;
  readonly most: string | null;
  readonly bound_texts: readonly string[];
  readonly buckets: readonly string[];
  readonly scale: number;
  readonly zero_count: string;
  readonly threshold: string;
  readonly positive_offset: number;
  readonly positive: readonly string[];
  readonly negative_offset: number;
  readonly negative: readonly string[];
  readonly quantile_texts: readonly string[];
  readonly quantile_values: readonly string[];
  readonly exemplar_bytes: readonly string[];
  readonly service: string;
  readonly scope: string;
}

export function toPoint(row: PointRow, { origins, contents }: Surroundings): Point {
  const isDistribution = row.sort_of !== "gauge" && row.sort_of !== "sum";
  return {
    metric: row.metric,
    series: row.series_name,
    type: row.sort_of,
    unit: row.unit || null,
    description: row.description || null,
    temporality: row.temporality === 1 ? "delta" : row.temporality === 2 ? "cumulative" : null,
    monotonic: row.monotonic,
    time: row.time,
    startTime: row.start === "0" ? null : row.start,
    value: numberOf(row),
    count: isDistribution ? row.count : null,
    sum: toldOrNull(row.total),
    min: toldOrNull(row.least),
    max: toldOrNull(row.most),
    bounds: row.bound_texts.map(told),
    buckets: row.buckets,
    exponential: row.sort_of === "exponential_histogram" ? exponentialOf(row) : null,
    quantiles: row.quantile_texts.map((quantile, at) => ({
      quantile: told(quantile),
      value: told(row.quantile_values[at] ?? "0"),
    })),
    exemplars: row.exemplar_bytes.map((bytes) => readExemplar(Buffer.from(bytes, "base64"))),
    service: row.service || null,
    scope: row.scope || null,
    attributes: attributesOf(row, contentsInOrder(row.ref_names, contents)),
    resource: origins.get(row.origin_name) ?? {},
  };
}

function exponentialOf(row: PointRow): Point["exponential"] {
  return {
    scale: row.scale,
    zeroCount: row.zero_count,
    zeroThreshold: told(row.threshold),
    positiveOffset: row.positive_offset,
    positive: row.positive,
    negativeOffset: row.negative_offset,
    negative: row.negative,
  };
}

function numberOf(row: PointRow): Told | null {
  if (row.value_sort === "none") return null;
  if (row.value_sort === "double") return told(row.double_value);
  const whole = Number(row.int_value);
  return Number.isSafeInteger(whole) ? whole : row.int_value;
}

const namesOf: Readonly<Record<string, string>> = { nan: "NaN", inf: "Infinity", "-inf": "-Infinity" };

const told = (text: string): Told => namesOf[text] ?? Number(text);
const toldOrNull = (text: string | null): Told | null => (text === null ? null : told(text));
