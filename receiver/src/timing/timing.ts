import type { StepColumns } from "../model/step-columns.ts";
import type { Window } from "./critical-path.ts";
import { type Family, familyOf, placesOf } from "./family.ts";
import { type Spells, spellsOf } from "./spells.ts";
import { type CriticalPath, nanosOf, timeOf, toldPath } from "./told-path.ts";
import { waitsOf } from "./waits.ts";
import { Stretches, type WorkKind, workKinds, worksOf } from "./works.ts";

/** Where the time of a trace went. Times are decimal strings of Unix nanoseconds, lengths of time of nanoseconds. */
export interface Timing {
  readonly startTime: string;
  readonly endTime: string;
  /** `busyNanos + idleNanos`. */
  readonly wallNanos: string;
  readonly busyNanos: string;
  readonly idleNanos: string;
  readonly byKind: Readonly<Record<WorkKind, { readonly steps: number; readonly busyNanos: string }>>;
  readonly waiting: {
    readonly betweenStepsNanos: string;
    readonly firstTokenNanos: string;
    readonly rateLimitNanos: string;
    readonly failedAttemptsNanos: string;
    readonly retries: number;
  };
  readonly parallelism: { readonly average: number; readonly most: number };
  readonly criticalPath: CriticalPath;
  readonly steps: number;
  readonly running: number;
  readonly roots: number;
  readonly orphans: number;
  readonly circles: number;
  readonly skewed: number;
  readonly isCut: boolean;
}

export interface TimingOptions {
  /** Unix nanoseconds. */
  readonly now: bigint;
  /** What the path leads to: the end of all that was told, or that of the longest root, whatever goes on behind it. */
  readonly until?: "last" | "root";
  /** The most steps and segments of the path that are told. */
  readonly most?: number;
}

export function timingOf(steps: StepColumns, { now, until = "last", most = 5000 }: TimingOptions): Timing {
  const family = familyOf(steps);
  const spells = spellsOf(steps, family, now);
  const byStart = placesOf(steps.length).sort(
    (one, other) => (spells.from[one] as number) - (spells.from[other] as number),
  );
  const whole = windowOf(spells);
  const works = worksOf(steps, family, spells, byStart);
  const { union: busy, sum, most: atOnce } = Stretches.of(works.byKind).measure();
  const waits = waitsOf(steps, family, spells, byStart);
  const nanos = (units: number) => nanosOf(spells, units);
  return {
    startTime: timeOf(spells, whole.from),
    endTime: timeOf(spells, whole.to),
    wallNanos: nanos(whole.to - whole.from),
    busyNanos: nanos(busy),
    idleNanos: nanos(whole.to - whole.from - busy),
    byKind: record(workKinds, (index) => ({
      steps: works.stepsOfKind[index] ?? 0,
      busyNanos: nanos(works.byKind[index]?.measure().union ?? 0),
    })),
    waiting: {
      betweenStepsNanos: nanos(works.between.measure().union),
      firstTokenNanos: nanos(waits.firstToken.measure().union),
      rateLimitNanos: nanos(waits.rateLimit),
      failedAttemptsNanos: nanos(waits.failedAttempts.measure().union),
      retries: waits.retries,
    },
    parallelism: { average: busy === 0 ? 0 : Math.round((sum / busy) * 1000) / 1000, most: atOnce },
    criticalPath: toldPath(
      { steps, family, spells, works, most },
      until === "last" ? whole : windowOfRoot(family, spells, whole),
    ),
    steps: steps.length,
    running: spells.running,
    roots: family.roots,
    orphans: family.orphans,
    circles: family.circles,
    skewed: spells.skewed,
    isCut: steps.isCut,
  };
}

const record = <Name extends string, Value>(names: readonly Name[], value: (index: number) => Value) =>
  Object.fromEntries(names.map((name, index) => [name, value(index)])) as Record<Name, Value>;

function windowOf({ from, to }: Spells): Window {
  let [first, last] = [from[0] ?? 0, to[0] ?? 0];
  for (const moment of from) if (moment < first) first = moment;
  for (const moment of to) if (moment > last) last = moment;
  return { from: first, to: last };
}

function windowOfRoot({ parents }: Family, { from, to }: Spells, whole: Window): Window {
  let longest: Window | undefined;
  for (const [at, parent] of parents.entries()) {
    const own = { from: from[at] as number, to: to[at] as number };
    if (parent === -1 && (longest === undefined || own.to - own.from > longest.to - longest.from)) longest = own;
  }
  return longest ?? whole;
}
