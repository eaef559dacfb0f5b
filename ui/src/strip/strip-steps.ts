import type { Answer } from "../../../receiver/src/client/routes.ts";

type Strips = Answer<"strips">;

/** A step, or neighbours that share a tick, as a strip draws it. */
export interface StripStep {
  /** Nanoseconds after the strip begins. */
  readonly start: number;
  /** Nanoseconds; null while it runs. */
  readonly duration: number | null;
  readonly kind: string;
  /** The tool, model, agent or workflow; "" where none is told. */
  readonly name: string;
  readonly agent: string;
  readonly count: number;
  readonly failed: number;
}

/** Steps in the order of their start. */
export interface StripSteps {
  /** Unix nanoseconds. */
  readonly startTime: string;
  readonly steps: readonly StripStep[];
  /** More than there are steps where neighbours share a tick. */
  readonly stepCount: number;
  /** What the user asked first. */
  readonly title: string | null;
}

/** The strips of an answer by their ids. */
export function readStrips({ items, texts }: Strips): ReadonlyMap<string, StripSteps> {
  return new Map(items.map((item) => [item.id, stripOf(item, texts)]));
}

function stripOf(
  { startTime, stepCount, title, ticks }: Strips["items"][number],
  texts: readonly string[],
): StripSteps {
  const textAt = (place: number | undefined) => texts[place ?? 0] ?? "";
  const steps = ticks.start.map((start, at) => ({
    start,
    duration: ticks.duration[at] ?? null,
    kind: textAt(ticks.kind[at]),
    name: textAt(ticks.name[at]),
    agent: textAt(ticks.agent[at]),
    count: ticks.count[at] ?? 1,
    failed: ticks.failed[at] ?? 0,
  }));
  return { startTime, steps, stepCount, title };
}
