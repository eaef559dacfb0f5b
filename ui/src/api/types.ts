import type { CostLine } from "../../../receiver/src/model/cost.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import type { Cost, Tokens } from "../../../receiver/src/model/usage.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface Project {
  readonly id: string;
}

export interface TracePage {
  readonly trace: Trace;
  readonly spans: readonly Span[];
  readonly nextCursor: string | null;
}

export interface WholeTrace {
  readonly trace: Trace;
  readonly spans: readonly Span[];
}

export interface Log {
  readonly id: string;
  readonly time: string;
  readonly severity: number;
  readonly severityText: string | null;
  readonly eventName: string | null;
  readonly body: unknown;
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly service: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Point {
  readonly metric: string;
  readonly series: string;
  readonly type: string;
  readonly unit: string | null;
  readonly time: string;
  /** What JSON cannot hold as a number comes as text. */
  readonly value: number | string | null;
  readonly count: string | null;
  readonly sum: number | string | null;
  readonly service: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Where one fact of a span came from. */
export interface FactSource {
  readonly value: unknown;
  readonly attributes: readonly string[];
  readonly reader: string;
  readonly rule: string;
  readonly lines?: readonly CostLine[];
}

export interface ExplainedSpan extends Span {
  readonly explain: Readonly<Record<string, FactSource>>;
}

/** A model that was called. */
export interface CalledModel {
  readonly name: string;
  readonly calls: number;
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
}

export interface IngestCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly late: number;
  readonly skewed: number;
  readonly cut: number;
  readonly unknownModel: number;
}

export interface IngestSource extends IngestCounts {
  readonly service: string | null;
  readonly scope: string | null;
}

/** The counts, and a page of the rejected items. */
export interface IngestHealth extends IngestCounts {
  readonly orphan: number;
  readonly sources: readonly IngestSource[];
  readonly items: readonly Rejected[];
  readonly nextCursor: string | null;
}

export interface Rejected {
  readonly id: string;
  readonly signal: "traces" | "logs" | "metrics";
  readonly code: string;
  readonly reason: string;
  readonly source: string;
  readonly service: string | null;
  readonly time: string;
  readonly size: number;
  /** The beginning of its bytes, in base64. */
  readonly copy: string;
}
