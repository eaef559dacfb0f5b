import type { StepColumns } from "../model/step-columns.ts";
import type { Family } from "./family.ts";

/**
 * When each step began and ended, in whole units after `base`. A unit is a nanosecond, or as many more as it takes for
 * every moment of the trace to be a number without rounding.
 */
export interface Spells {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Unix nanoseconds. */
  readonly base: bigint;
  /** Nanoseconds. */
  readonly unit: bigint;
  readonly running: number;
  /** Moved to where their clock cannot have been right. */
  readonly skewed: number;
}

/**
 * What runs is taken to run until now; what was abandoned, until the last that was heard from below it. A step that
 * another service tells, with a clock behind, begins with its parent at the earliest; what answers a call ends with it at
 * the latest.
 */
export function spellsOf(steps: StepColumns, family: Family, now: bigint): Spells {
  const { ends, running } = endsOf(steps, family, now);
  const { base, unit } = scaleOf(steps, ends);
  const from = new Float64Array(steps.length);
  const to = new Float64Array(steps.length);
  for (let at = 0; at < steps.length; at += 1) {
    from[at] = Number(((steps.starts[at] as bigint) - base) / unit);
    to[at] = Number(((ends[at] as bigint) - base) / unit);
  }
  const skewed = moveSkewed(steps, family, { from, to });
  return { from, to, base, unit, running, skewed };
}

function endsOf({ length, starts, durations, shapeOf, shapes }: StepColumns, family: Family, now: bigint) {
  const ends: bigint[] = new Array(length);
  let running = 0;
  for (let at = length - 1; at >= 0; at -= 1) {
    const place = family.downwards[at] as number;
    const start = starts[place] as bigint;
    const { state } = shapes[shapeOf[place] as number] ?? { state: "ended" };
    const told = state === "running" ? now : start + (durations[place] as bigint);
    if (state === "running") running += 1;
    const heard = state === "abandoned" ? ends[place] : undefined;
    ends[place] = latest(start, told, heard ?? start);
    const parent = family.parents[place] as number;
    if (parent === -1 || shapes[shapeOf[parent] as number]?.state !== "abandoned") continue;
    const known = ends[parent];
    if (known === undefined || known < (ends[place] as bigint)) ends[parent] = ends[place] as bigint;
  }
  return { ends, running };
}

function latest(...moments: readonly bigint[]): bigint {
  let last = 0n;
  for (const moment of moments) if (moment > last) last = moment;
  return last;
}

const exact = BigInt(Number.MAX_SAFE_INTEGER);

function scaleOf({ length, starts }: StepColumns, ends: readonly bigint[]) {
  let [base, last] = [starts[0] ?? 0n, ends[0] ?? 0n];
  for (let at = 1; at < length; at += 1) {
    if ((starts[at] as bigint) < base) base = starts[at] as bigint;
    if ((ends[at] as bigint) > last) last = ends[at] as bigint;
  }
  let unit = 1n;
  while ((last - base) / unit > exact / 4n) unit *= 2n;
  return { base, unit };
}

const server = 2;
const client = 3;

/** What a service's clock was found to be off by holds for the steps of the same service below. */
function moveSkewed(
  steps: StepColumns,
  { parents, downwards }: Family,
  { from, to }: Pick<Spells, "from" | "to">,
): number {
  const { shapeOf, shapes, length } = steps;
  const moved = new Float64Array(length);
  let skewed = 0;
  for (const at of downwards) {
    const parent = parents[at] as number;
    if (parent === -1) continue;
    const [own, above] = [shapes[shapeOf[at] as number], shapes[shapeOf[parent] as number]];
    if (own === undefined || above === undefined) continue;
    const isElsewhere = own.service !== above.service && own.service !== "" && above.service !== "";
    const isAnswer = isElsewhere && own.spanKind === server && above.spanKind === client;
    const by = isElsewhere ? skewBetween({ from, to }, at, parent, isAnswer) : (moved[parent] as number);
    if (by === 0) continue;
    moved[at] = by;
    from[at] = (from[at] as number) + by;
    to[at] = (to[at] as number) + by;
    skewed += 1;
  }
  return skewed;
}

function skewBetween({ from, to }: Pick<Spells, "from" | "to">, at: number, parent: number, isAnswer: boolean): number {
  const late = (from[parent] as number) - (from[at] as number);
  if (late > 0) return late;
  const over = (to[at] as number) - (to[parent] as number);
  return isAnswer && over > 0 && over <= -late ? -over : 0;
}
