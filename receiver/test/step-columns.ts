import type { StepColumns, StepShape, StepWait } from "../src/model/step-columns.ts";

export interface ToldStep extends Partial<StepShape> {
  readonly id: number;
  readonly parent?: number;
  readonly start: number | bigint;
  /** Of what has not ended, nothing. */
  readonly end?: number | bigint;
  readonly firstToken?: number;
  readonly wait?: StepWait;
}

const plain = {
  name: "step",
  kind: "span",
  service: "",
  agentName: "",
  model: "",
  toolName: "",
  state: "ended",
  failed: false,
  spanKind: 1,
} as const;

export function stepColumns(steps: readonly ToldStep[]): StepColumns {
  const big = (value: (step: ToldStep) => number | bigint) => steps.map((step) => BigInt(value(step)));
  return {
    length: steps.length,
    spanIds: BigUint64Array.from(big(({ id }) => idOf(id))),
    parentIds: BigUint64Array.from(big(({ parent = 0 }) => idOf(parent))),
    starts: BigUint64Array.from(big(({ start }) => start)),
    durations: BigInt64Array.from(big(({ start, end = start }) => BigInt(end) - BigInt(start))),
    firstTokens: BigUint64Array.from(big(({ firstToken = 0 }) => firstToken)),
    shapeOf: Uint32Array.from(steps, (_, at) => at),
    shapes: steps.map(({ id, parent, start, end, firstToken, wait, ...shape }) => ({ ...plain, ...shape })),
    waits: new Map(steps.flatMap(({ wait }, at) => (wait === undefined ? [] : [[at, wait] as const]))),
    isCut: false,
  };
}

/** Read as hex, the id is the number. */
function idOf(number: number): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes.readBigUInt64LE();
}
