import type { Kind } from "./span.ts";

/** What many steps of a trace have in common. */
export interface StepShape {
  readonly name: string;
  readonly kind: Kind;
  readonly service: string;
  readonly agentName: string;
  readonly model: string;
  readonly toolName: string;
  readonly state: "running" | "abandoned" | "ended";
  readonly failed: boolean;
  /** OTLP's number: 2 is a server, 3 a client. */
  readonly spanKind: number;
}

/** The spans of a trace as narrow columns, one place in each for each span; those another span says all of are left out. */
export interface StepColumns {
  readonly length: number;
  /** Ids as the engine keeps them, eight bytes each; 0 is none. `spanIdText` gives their hex. */
  readonly spanIds: BigUint64Array;
  readonly parentIds: BigUint64Array;
  /** Unix nanoseconds. */
  readonly starts: BigUint64Array;
  /** Of what has not ended 0. */
  readonly durations: BigInt64Array;
  /** Nanoseconds until the first token; 0 where nobody says. */
  readonly firstTokens: BigUint64Array;
  /** Which of `shapes` each is of. */
  readonly shapeOf: Uint32Array;
  readonly shapes: readonly StepShape[];
  /** What some of them say of having waited, by their place. */
  readonly waits: ReadonlyMap<number, StepWait>;
  /** There are more than are told here. */
  readonly isCut: boolean;
}

export interface StepWait {
  /** For the provider's rate limit. */
  readonly rateLimitNanos: number;
  readonly retries: number;
}

/** The hex of an id that was read from its eight bytes, the lowest first. */
export function spanIdText(id: bigint): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(id);
  return bytes.toString("hex");
}
