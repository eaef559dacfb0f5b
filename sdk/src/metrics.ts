import type { Attributes } from "@opentelemetry/api";

export interface Meters {
  /** Seconds that an operation of a model took, and why it failed if it did. */
  operation(seconds: number, attributes: Attributes): void;
  tokens(kind: "input" | "output", count: number, attributes: Attributes): void;
  firstChunk(seconds: number, attributes: Attributes): void;
  tool(seconds: number, attributes: Attributes): void;
}
