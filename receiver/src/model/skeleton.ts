import type { TextColumn } from "./columns.ts";

/** What a trace holds and when it changed: as long as `version` is the same, so is every answer made of it. */
export interface TraceVersion {
  readonly version: string;
  /** Spans of the trace, as its summary counts them. */
  readonly spanCount: number;
  /** Rows that tell of spans: at least as many as there are spans. */
  readonly tellings: number;
}

/** The spans of a trace as the engine holds them, by columns; a span may be told more than once. */
export interface ToldSpans {
  readonly count: number;
  /** Eight bytes a span. */
  readonly ids: Uint8Array;
  /** All zero is none. */
  readonly parents: Uint8Array;
  /** Of two tellings of one span the one of the higher version holds, then the one that starts later. */
  readonly versions: BigUint64Array;
  /** Unix nanoseconds. */
  readonly starts: BigUint64Array;
  readonly durations: BigInt64Array;
  /** By `statuses`. */
  readonly statuses: Uint8Array;
  /** 0 running, 1 abandoned, 2 ended. */
  readonly states: Uint8Array;
  /** 1 where a log event tells of the call. */
  readonly fromLogs: Uint8Array;
  readonly counts: Uint8Array;
  readonly tokens: ToldTokens;
  readonly texts: Readonly<Record<ShapeField, TextColumn>>;
}

/** What the ledger holds of them. */
export interface ToldEntries {
  readonly count: number;
  readonly ids: Uint8Array;
  readonly versions: BigUint64Array;
  readonly hidden: Uint8Array;
  readonly failed: Uint8Array;
  readonly counts: Uint8Array;
  /** The span that counts in its place; all zero is none. */
  readonly keepers: Uint8Array;
  /** 1 where the span takes over what it does not say itself. */
  readonly adopted: Uint8Array;
  /** By `costSources`. */
  readonly costSources: Uint8Array;
  /** Pico-dollars. */
  readonly costs: BigInt64Array;
  readonly tokens: ToldTokens;
  readonly texts: Readonly<Record<EntryField, TextColumn>>;
}

export interface ToldTokens {
  readonly known: Uint8Array;
  readonly input: BigUint64Array;
  readonly output: BigUint64Array;
}

/** What many spans of a trace have in common. */
export const shapeFields = ["name", "kind", "agent", "model", "provider", "service", "tool", "error"] as const;
export type ShapeField = (typeof shapeFields)[number];
/** Of these the ledger may know more than the span. */
export const entryFields = ["agent", "model", "provider", "error"] as const;
export type EntryField = (typeof entryFields)[number];

/** In the order of the ledger's numbers. */
export const costSources = ["none", "reported", "computed", "estimated", "failed"] as const;
