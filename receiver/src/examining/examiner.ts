import { setTimeout as sleep } from "node:timers/promises";
import type { Examined } from "../store/examining/finding-rows.ts";
import type { TraceToExamine, Unexamined } from "../store/examining/traces-to-examine.ts";
import { type Eyes, lookAtTraces } from "./look-at-traces.ts";
import { together } from "./together.ts";

export interface ExaminerParts extends Eyes {
  readonly findUnexamined: (asked: Unexamined) => Promise<readonly TraceToExamine[]>;
  readonly keep: (project: string, examined: readonly Examined[]) => Promise<void>;
  /** Of its time that it may work. */
  readonly percent: number;
  readonly quietSeconds: number;
  /** Whether an error says nothing of the traces that were looked at: the engine is away. */
  readonly isPassing: (error: unknown) => boolean;
  /** A trace that cannot be looked at; it is not looked at again until it changes. */
  readonly onFault: (error: unknown, trace: TraceToExamine) => void;
  readonly ended: AbortSignal;
}

const megabyte = 1024 * 1024;
const tracesAtOnce = 200;
const spansAtOnce = 5000;
const roomAtOnce = () => ({ spans: 20_000, said: 1000, bytes: 32 * megabyte });

/** A trace that lacks spans is waited for so many times as long. */
const patience = 6;
/** Summaries are written a little after the time they tell. */
const lagSeconds = 180;
/** When a process starts it looks back so far for what is not examined. */
const lookBackSeconds = 3 * 86_400;
const longLookMillis = 30_000;

/**
 * Looks through traces that are over, and such as are stuck, and keeps what went wrong in them. What is to be looked at is
 * asked of the store each time, so nothing is lost with a process, and several may do this at once.
 */
export class Examiner {
  private readonly parts: ExaminerParts;
  /** When all of a window was last seen to be examined, by our clock in milliseconds; 0 is never. */
  private near = 0;
  private far = 0;

  constructor(parts: ExaminerParts) {
    this.parts = parts;
  }

  /** Looks at some traces that were not examined; tells whether there may be more. `millis` is the time now. */
  async look(millis: number): Promise<boolean> {
    const isLong = millis - this.far >= longLookMillis;
    const { quietSeconds, thresholds } = this.parts;
    const reach = Math.max(patience * quietSeconds, isLong ? thresholds.stuckSeconds : 0);
    const since = isLong ? this.far : this.near;
    const traces = await this.parts.findUnexamined({
      windowSeconds: Math.min(lookBackSeconds, (millis - since) / 1000 + reach + lagSeconds),
      quietSeconds,
      patienceSeconds: patience * quietSeconds,
      stuckSeconds: thresholds.stuckSeconds,
      limit: tracesAtOnce,
    });
    await this.examine(traces);
    if (traces.length === tracesAtOnce) return true;
    this.near = millis;
    if (isLong) this.far = millis;
    return false;
  }

  private async examine(traces: readonly TraceToExamine[]): Promise<void> {
    for (const [project, those] of Map.groupBy(traces, (trace) => trace.project)) {
      for (const some of together(those, spansAtOnce)) {
        if (this.parts.ended.aborted) return;
        const begun = performance.now();
        await this.parts.keep(project, await this.seen(project, some));
        await this.rest(performance.now() - begun);
      }
    }
  }

  private async seen(project: string, traces: readonly TraceToExamine[]): Promise<readonly Examined[]> {
    try {
      return await lookAtTraces(this.parts, project, traces, roomAtOnce());
    } catch (error) {
      const [first] = traces;
      if (first === undefined || this.parts.isPassing(error)) throw error;
      if (traces.length > 1) return this.oneByOne(project, traces);
      this.parts.onFault(error, first);
      return [{ trace: first, findings: [] }];
    }
  }

  /** One trace that cannot be looked at costs the others nothing. */
  private async oneByOne(project: string, traces: readonly TraceToExamine[]): Promise<readonly Examined[]> {
    const all: Examined[] = [];
    for (const trace of traces) all.push(...(await this.seen(project, [trace])));
    return all;
  }

  /** So that it takes its share of time and no more. */
  private async rest(worked: number): Promise<void> {
    const { percent, ended } = this.parts;
    const millis = Math.min((worked * (100 - percent)) / percent, longestRest);
    if (millis > 0) await sleep(millis, undefined, { ref: false, signal: ended }).catch(() => {});
  }
}

const longestRest = 60_000;
