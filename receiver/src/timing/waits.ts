import type { StepColumns, StepShape } from "../model/step-columns.ts";
import { byOwner, type Family } from "./family.ts";
import type { Spells } from "./spells.ts";
import { Stretches } from "./works.ts";

export interface Waits {
  /** From asking until the first token came, of the steps that tell it. */
  readonly firstToken: Stretches;
  /** From the start of an attempt that failed until the next attempt at the same began. */
  readonly failedAttempts: Stretches;
  /** Of whole steps, and of those that steps tell of within them. */
  readonly retries: number;
  /** In units, as steps tell it; where in them it lay nobody says. */
  readonly rateLimit: number;
}

export function waitsOf(steps: StepColumns, family: Family, spells: Spells, byStart: Uint32Array): Waits {
  const { failedAttempts, retries } = attemptsIn(steps, family, spells, byStart);
  let [told, rateLimit] = [0, 0];
  for (const [at, wait] of steps.waits) {
    if (at >= steps.length) continue;
    told += wait.retries;
    rateLimit += Math.min(wait.rateLimitNanos / Number(spells.unit), lengthOf(spells, at));
  }
  return {
    firstToken: firstTokens(steps, spells),
    failedAttempts,
    retries: retries + told,
    rateLimit: Math.floor(rateLimit),
  };
}

const lengthOf = ({ from, to }: Spells, at: number) => (to[at] as number) - (from[at] as number);

function firstTokens({ length, firstTokens: told }: StepColumns, { from, to, unit }: Spells): Stretches {
  const waited = new Stretches();
  for (let at = 0; at < length; at += 1) {
    const after = told[at] as bigint;
    if (after === 0n) continue;
    const start = from[at] as number;
    waited.add(start, Math.min(start + Number(after / unit), to[at] as number));
  }
  return waited;
}

/** Another attempt follows the failed one at once, at the same place: between them nothing else was done there. */
function attemptsIn({ shapeOf, shapes }: StepColumns, family: Family, { from, to }: Spells, byStart: Uint32Array) {
  const { offsets, members } = byOwner(family.parents, byStart);
  const failedAttempts = new Stretches();
  let retries = 0;
  for (let parent = 0; parent < offsets.length - 1; parent += 1) {
    for (let at = (offsets[parent] as number) + 1; at < (offsets[parent + 1] as number); at += 1) {
      const [one, next] = [members[at - 1] as number, members[at] as number];
      const [failed, again] = [shapes[shapeOf[one] as number], shapes[shapeOf[next] as number]];
      if (!failed?.failed || (to[one] as number) > (from[next] as number) || !isSame(failed, again)) continue;
      failedAttempts.add(from[one] as number, from[next] as number);
      retries += 1;
    }
  }
  return { failedAttempts, retries };
}

const isSame = (one: StepShape, other: StepShape | undefined) =>
  other !== undefined &&
  one.kind === other.kind &&
  one.name === other.name &&
  one.toolName === other.toolName &&
  one.model === other.model;
