/** One OTLP request, and how much is in it. */
export interface Load {
  readonly body: Uint8Array;
  readonly spans: number;
}

export interface Size {
  readonly seed: string;
  readonly spans: number;
  /** Unix milliseconds; every span starts before it. */
  readonly until: number;
}

export type Workload = (size: Size) => Generator<Load>;

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
