/** A number that is to be sent as a double though it is whole. */
export class Double {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** bigint and safe whole numbers are ints, other numbers doubles; null and undefined are the empty value. */
export type ValueInput =
  | string
  | boolean
  | number
  | bigint
  | Double
  | Uint8Array
  | null
  | undefined
  | readonly ValueInput[]
  | { readonly [key: string]: ValueInput };

/** The list form may hold a key twice. */
export type AttributesInput = Readonly<Record<string, ValueInput>> | readonly (readonly [string, ValueInput])[];

export interface ScopeInput {
  readonly name?: string;
  readonly version?: string;
  readonly attributes?: AttributesInput;
}

/** What one resource and scope have to tell. */
export interface Batch<Item> {
  readonly resource?: AttributesInput;
  readonly resourceSchemaUrl?: string;
  readonly scope?: ScopeInput;
  readonly scopeSchemaUrl?: string;
  readonly items: readonly Item[];
}

/** Ids are hex, of any length: tests send wrong ones too. Times are Unix nanoseconds. */
export interface SpanInput {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly traceState?: string;
  readonly parentSpanId?: string;
  readonly flags?: number;
  readonly name?: string;
  readonly kind?: number;
  readonly start?: bigint;
  readonly end?: bigint;
  readonly attributes?: AttributesInput;
  readonly droppedAttributes?: number;
  readonly events?: readonly EventInput[];
  readonly droppedEvents?: number;
  readonly links?: readonly LinkInput[];
  readonly droppedLinks?: number;
  readonly status?: { readonly code?: number; readonly message?: string };
}

export interface EventInput {
  readonly time?: bigint;
  readonly name?: string;
  readonly attributes?: AttributesInput;
  readonly droppedAttributes?: number;
}

export interface LinkInput {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly traceState?: string;
  readonly attributes?: AttributesInput;
  readonly droppedAttributes?: number;
  readonly flags?: number;
}

export interface LogInput {
  readonly time?: bigint;
  readonly observedTime?: bigint;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly body?: ValueInput;
  readonly attributes?: AttributesInput;
  readonly droppedAttributes?: number;
  readonly flags?: number;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly eventName?: string;
}

export interface MetricInput {
  readonly name?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly metadata?: AttributesInput;
  readonly data?: MetricDataInput;
}

/** `temporality`: 1 delta, 2 cumulative. */
export type MetricDataInput =
  | { readonly type: "gauge"; readonly points: readonly NumberPointInput[] }
  | {
      readonly type: "sum";
      readonly points: readonly NumberPointInput[];
      readonly temporality?: number;
      readonly monotonic?: boolean;
    }
  | { readonly type: "histogram"; readonly points: readonly HistogramPointInput[]; readonly temporality?: number }
  | {
      readonly type: "exponentialHistogram";
      readonly points: readonly ExponentialHistogramPointInput[];
      readonly temporality?: number;
    }
  | { readonly type: "summary"; readonly points: readonly SummaryPointInput[] };

interface PointInput {
  readonly start?: bigint;
  readonly time?: bigint;
  readonly attributes?: AttributesInput;
  readonly flags?: number;
}

/** A bigint is `as_int`, a number `as_double`. */
export interface NumberPointInput extends PointInput {
  readonly value?: number | bigint;
  readonly exemplars?: readonly ExemplarInput[];
}

interface Distribution extends PointInput {
  readonly count?: bigint;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly exemplars?: readonly ExemplarInput[];
}

export interface HistogramPointInput extends Distribution {
  readonly bucketCounts?: readonly bigint[];
  readonly explicitBounds?: readonly number[];
}

export interface BucketsInput {
  readonly offset?: number;
  readonly bucketCounts?: readonly bigint[];
}

export interface ExponentialHistogramPointInput extends Distribution {
  readonly scale?: number;
  readonly zeroCount?: bigint;
  readonly zeroThreshold?: number;
  readonly positive?: BucketsInput;
  readonly negative?: BucketsInput;
}

export interface SummaryPointInput extends PointInput {
  readonly count?: bigint;
  readonly sum?: number;
  readonly quantiles?: readonly { readonly quantile: number; readonly value: number }[];
}

export interface ExemplarInput {
  readonly time?: bigint;
  readonly value?: number | bigint;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly attributes?: AttributesInput;
}
