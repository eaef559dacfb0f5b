import type { Attributes } from "@opentelemetry/api";

export interface Meters {
  /** Seconds that an operation of a model took, and why it failed if it did. */
  operation(seconds: number, attributes: Attributes): void;
  tokens(kind: "input" | "output", count: number, attributes: Attributes): void;
  firstChunk(seconds: number, attributes: Attributes): void;
  tool(seconds: number, attributes: Attributes): void;
}

const mostWaiting = 2000;

/** Meters that wait for others: what is recorded until those come is recorded on them then. */
export function createWaitingMeters(coming: Promise<Meters | undefined>): Meters {
  let meters: Meters | undefined;
  let waiting: ((meters: Meters) => void)[] | undefined = [];
  const settle = (come: Meters | undefined) => {
    meters = come;
    if (come) for (const record of waiting ?? []) record(come);
    waiting = undefined;
  };
  coming.then(settle, () => settle(undefined));
  const when = (record: (meters: Meters) => void) => {
    if (meters) record(meters);
    else if (waiting && waiting.length < mostWaiting) waiting.push(record);
  };
  return {
    operation: (seconds, attributes) => when((to) => to.operation(seconds, { ...attributes })),
    tokens: (kind, count, attributes) => when((to) => to.tokens(kind, count, { ...attributes })),
    firstChunk: (seconds, attributes) => when((to) => to.firstChunk(seconds, { ...attributes })),
    tool: (seconds, attributes) => when((to) => to.tool(seconds, { ...attributes })),
  };
}
