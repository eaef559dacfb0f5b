/** What writer and reader of a skeleton agree on. Imports nothing: it runs in browsers too. */
export const mediaType = "application/vnd.spanwise.skeleton";

/** "SPWS", then the version of the format. */
export const magic = 0x5357_5053;
export const formatVersion = 1;

/**
 * What is said of a row in bits. The status is the lowest two (0 ok, 1 error, 2 running), the source of its cost the
 * highest three, by `costSources`.
 */
export const flag = {
  status: 0b11,
  /** It has an end. */
  ended: 1 << 2,
  /** Its use stands in the sums of the trace. */
  counts: 1 << 3,
  /** Another span tells the same call, and counts. */
  duplicate: 1 << 4,
  hasTokens: 1 << 5,
  /** A log event told of it. */
  fromLog: 1 << 6,
  /** Its parent has not arrived. */
  orphan: 1 << 7,
  /** It stood in a circle of parents, which was cut above it. */
  cut: 1 << 8,
  /** No span: it stands for parents that have not arrived. */
  missing: 1 << 9,
} as const;
export const costSourceShift = 13;

/** Reported, computed or estimated. */
export function costIsKnown(flags: number): boolean {
  const source = flags >> costSourceShift;
  return source >= 1 && source <= 3;
}

/** Stands at the front as JSON. The columns follow in its order. */
export interface Head {
  readonly traceId: string;
  /** As long as it is the same, rows are the same and in the same order. */
  readonly version: string;
  /** Unix nanoseconds of the first start: starts count from here. */
  readonly origin: string;
  readonly rows: number;
  readonly spans: number;
  /** Of the whole trace, as its summary counts them. */
  readonly spanCount: number;
  /** Spans were left out: the first by start are here. */
  readonly truncated: boolean;
  readonly orphans: number;
  /** Distinct parents that have not arrived. */
  readonly missingParents: number;
  /** Circles of parents that were cut. */
  readonly cuts: number;
  /** Distinct texts that were left out because there were too many; "…" stands for each. */
  readonly textsLeftOut: number;
  readonly shapes: number;
  readonly columns: readonly { readonly name: string; readonly bytes: number }[];
}
