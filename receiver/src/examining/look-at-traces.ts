import { setImmediate } from "node:timers/promises";
import { Breath } from "../breath.ts";
import { findProblems } from "../findings/find-problems.ts";
import type { ContextWindow } from "../findings/rule.ts";
import type { Thresholds } from "../findings/thresholds.ts";
import { worthReading } from "../findings/worth-reading.ts";
import type { Finding } from "../model/finding.ts";
import type { Step, StepSaid } from "../model/step.ts";
import type { SaidSpan } from "../store/estimating/read-said.ts";
import type { SaidInStepsQuery } from "../store/examining/said-in-steps.ts";
import type { StepsOfTraces, StepsQuery } from "../store/examining/steps-of-traces.ts";
import type { TraceToExamine } from "../store/examining/traces-to-examine.ts";
import { saidOfSpan } from "./said-of-span.ts";

export interface Eyes {
  readonly readSteps: (query: StepsQuery) => Promise<StepsOfTraces>;
  readonly readSaid: (query: SaidInStepsQuery) => AsyncIterable<SaidSpan>;
  readonly contextWindow: ContextWindow;
  readonly thresholds: Thresholds;
  /** Unix nanoseconds. */
  readonly now: () => bigint;
}

/** What looks at some traces may cost; each takes from it what it has cost. */
export interface Room {
  /** Spans whose facts are read. */
  spans: number;
  /** Spans that are read for what was said in them, and how much. */
  said: number;
  bytes: number;
}

export interface Seen {
  readonly trace: TraceToExamine;
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  /** Not all that could show something was read: the bounds were too narrow. */
  readonly isPartial: boolean;
}

/** Looks at traces of one project. */
export async function lookAtTraces(
  eyes: Eyes,
  project: string,
  traces: readonly TraceToExamine[],
  room: Room,
): Promise<readonly Seen[]> {
  if (traces.length === 0) return [];
  const place = placeOf(traces);
  const spans = traces.reduce((sum, trace) => sum + trace.spans, 0);
  const { steps, isCut } = await eyes.readSteps({ project, place, spans, most: Math.max(room.spans, 1) });
  room.spans -= spans;
  const said = await readAll(eyes, { project, place, steps, room });
  const seen: Seen[] = [];
  for (const trace of traces) {
    const told = (steps.get(trace.trace) ?? []).map((step) =>
      withSaid(step, said.found.get(trace.trace + step.spanId)),
    );
    const about = { traceId: trace.trace, steps: told, now: eyes.now(), contextWindow: eyes.contextWindow };
    await setImmediate();
    const findings = await new Breath().through(findProblems(about, eyes.thresholds));
    seen.push({ trace, steps: told, findings, isPartial: isCut || said.leftOut.has(trace.trace) });
  }
  return seen;
}

const withSaid = (step: Step, said: StepSaid | undefined): Step => (said === undefined ? step : { ...step, said });

function placeOf(traces: readonly TraceToExamine[]) {
  let [low, high] = [traces[0]?.start ?? 0n, 0n];
  for (const { start, end } of traces) {
    if (start < low) low = start;
    if (end > high) high = end;
  }
  return { ids: traces.map(({ trace }) => trace), low: String(low), high: String(high) };
}

interface Reading {
  readonly project: string;
  readonly place: ReturnType<typeof placeOf>;
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  readonly room: Room;
}

interface AllSaid {
  /** By the ids of their trace and span. */
  readonly found: ReadonlyMap<string, StepSaid>;
  /** Traces of which something worth reading was not read. */
  readonly leftOut: ReadonlySet<string>;
}

/** Few enough that others wait some milliseconds at most. */
const atOnce = 20;

async function readAll(eyes: Eyes, { project, place, steps, room }: Reading): Promise<AllSaid> {
  await setImmediate();
  const wanted = wantedOf(steps, eyes.thresholds);
  await setImmediate();
  const spans = wanted.slice(0, Math.max(room.said, 0));
  room.said -= spans.length;
  const found = new Map<string, StepSaid>();
  for await (const { trace, span, told, logs } of eyes.readSaid({ project, place, spans, room })) {
    found.set(trace + span, saidOfSpan(told, logs));
    if (found.size % atOnce === 0) await setImmediate();
  }
  const leftOut = new Set(wanted.filter(({ trace, span }) => !found.has(trace + span)).map(({ trace }) => trace));
  return { found, leftOut };
}

/** The first of each trace, then the second of each, and so on: a large one leaves room to the others. */
function wantedOf(steps: ReadonlyMap<string, readonly Step[]>, thresholds: Thresholds) {
  const lists = [...steps].map(([trace, those]) => ({ trace, spans: worthReading(those, thresholds) }));
  const ranked = lists.flatMap(({ trace, spans }) => spans.map((span, rank) => ({ trace, span, rank })));
  return ranked.sort((one, other) => one.rank - other.rank);
}
