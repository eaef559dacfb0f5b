import { type StepColumns, spanIdText } from "../model/step-columns.ts";
import { criticalPath, type Segment, type Window } from "./critical-path.ts";
import { type Family, placesOf } from "./family.ts";
import type { Spells } from "./spells.ts";
import { type WorkKind, type Works, workKinds } from "./works.ts";

export interface CriticalPath {
  readonly startTime: string;
  readonly endTime: string;
  readonly wallNanos: string;
  /** Of the path's time; `waiting` is the own time of steps that only hold others together, and of nobody. */
  readonly byKind: Readonly<Record<WorkKind | "waiting", string>>;
  /** What each step adds, the longest first. */
  readonly steps: readonly PathStep[];
  /** In the order of time. */
  readonly segments: readonly PathSegment[];
  /** Beyond the bounds: the shortest. */
  readonly leftOut: { readonly steps: number; readonly segments: number; readonly segmentsNanos: string };
}

export interface PathStep {
  /** Null where nothing that was told runs. */
  readonly spanId: string | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly selfNanos: string;
}

export interface PathSegment {
  readonly spanId: string | null;
  readonly startTime: string;
  readonly durationNanos: string;
}

interface PathOf {
  readonly steps: StepColumns;
  readonly family: Family;
  readonly spells: Spells;
  readonly works: Works;
  readonly most: number;
}

/** The critical path as it is answered. */
export function toldPath(of: PathOf, window: Window): CriticalPath {
  const { steps, family, spells, most } = of;
  const { from, to } = spells;
  const byEnd = placesOf(steps.length).sort(
    (one, other) => (to[other] as number) - (to[one] as number) || (from[one] as number) - (from[other] as number),
  );
  const segments = criticalPath(family, spells, byEnd, window);
  const selves = selvesOf(segments);
  const kept = longest(segments, most);
  const told = [...selves].sort(([, one], [, other]) => other - one);
  const left = sumOf(segments) - sumOf(kept);
  return {
    startTime: timeOf(spells, window.from),
    endTime: timeOf(spells, window.to),
    wallNanos: nanosOf(spells, window.to - window.from),
    byKind: pathKinds(of, selves),
    steps: told.slice(0, most).map(([at, self]) => pathStep(steps, at, nanosOf(spells, self))),
    segments: kept.map((one) => ({
      spanId: idAt(steps, one.at),
      startTime: timeOf(spells, one.from),
      durationNanos: nanosOf(spells, one.to - one.from),
    })),
    leftOut: {
      steps: Math.max(0, told.length - most),
      segments: segments.length - kept.length,
      segmentsNanos: nanosOf(spells, left),
    },
  };
}

function selvesOf(segments: readonly Segment[]): ReadonlyMap<number, number> {
  const selves = new Map<number, number>();
  for (const { at, from, to } of segments) selves.set(at, (selves.get(at) ?? 0) + to - from);
  return selves;
}

/** In their order, without the shortest. */
function longest(segments: readonly Segment[], most: number): readonly Segment[] {
  if (segments.length <= most) return segments;
  const lengths = Float64Array.from(segments, ({ from, to }) => to - from).sort();
  const bar = lengths[segments.length - most] as number;
  let room = most - lengths.filter((length) => length > bar).length;
  return segments.filter(({ from, to }) => {
    if (to - from !== bar) return to - from > bar;
    room -= 1;
    return room >= 0;
  });
}

const sumOf = (segments: readonly Segment[]) => segments.reduce((sum, { from, to }) => sum + to - from, 0);

function pathKinds({ spells, works }: PathOf, selves: ReadonlyMap<number, number>): CriticalPath["byKind"] {
  const { kinds, isAtWork } = works;
  const sums = { model: 0, tool: 0, retrieval: 0, agent: 0, other: 0, waiting: 0 };
  for (const [at, self] of selves) {
    const kind = at === -1 || isAtWork[at] === 0 ? "waiting" : workKinds[kinds[at] as number];
    sums[kind ?? "other"] += self;
  }
  const told = Object.entries(sums).map(([kind, units]) => [kind, nanosOf(spells, units)]);
  return Object.fromEntries(told) as CriticalPath["byKind"];
}

const idAt = ({ spanIds }: StepColumns, at: number) => (at === -1 ? null : spanIdText(spanIds[at] as bigint));

function pathStep(steps: StepColumns, at: number, self: string): PathStep {
  const shape = at === -1 ? undefined : steps.shapes[steps.shapeOf[at] as number];
  return { spanId: idAt(steps, at), name: shape?.name ?? null, kind: shape?.kind ?? null, selfNanos: self };
}

export const timeOf = ({ base, unit }: Spells, units: number) => String(base + BigInt(units) * unit);
export const nanosOf = ({ unit }: Spells, units: number) => String(BigInt(units) * unit);
