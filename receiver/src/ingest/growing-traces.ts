import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../log.ts";
import type { NotedTraces } from "./noted-traces.ts";
import type { Touched } from "./seal.ts";

export interface GrowingTracesOptions {
  /** Makes the summaries of these traces anew, and tells how many spans each of them has. Safe to repeat. */
  readonly settle: (touched: Touched, onSize: OnSize) => Promise<void>;
  /** Which large traces wait to be settled; outlives the process. */
  readonly noted: NotedTraces;
  readonly log: Logger;
  /** A trace of so many spans is large. */
  readonly large?: number;
  /** How long nothing came to a large trace, in milliseconds, when it counts as at rest. */
  readonly quiet?: number;
}

export type OnSize = (project: string, trace: string, spans: number) => void;

/** A large trace. Times are milliseconds of a clock that never goes back. */
interface Large {
  readonly project: string;
  readonly trace: string;
  /** When something last came to it. */
  touchedAt: number;
  settledAt: number;
  /** How long it took to settle it. */
  took: number;
  /** Whether something came to it that was not looked at yet. */
  waits: boolean;
  isBeingSettled: boolean;
}

const largeSpans = 20_000;
const quietMillis = 1000;
/** So many times as long as its last settling took, a trace that grows rests before it is settled again. */
const restTimes = 4;
/** What is known of so many large traces is kept; of one forgotten, the next settling finds out again. */
const mostKnown = 1000;

/**
 * Settles the traces that are touched; large ones apart, one after another. Settling looks at the whole trace, so one that
 * grows is not settled with each pour: that would be work by the square of its size. It takes at most a fifth of the time
 * while the trace grows. Once nothing more comes, its sums are made anew after a second, or after as long as that took
 * last. Which traces wait is on disk before the segments that touched them are removed.
 */
export class GrowingTraces {
  private readonly options: GrowingTracesOptions;
  private readonly known = new Map<string, Large>();
  private readonly closed = new AbortController();
  private wake = new AbortController();
  private noting: Promise<void> = Promise.resolve();

  constructor(options: GrowingTracesOptions) {
    this.options = options;
  }

  /** Takes up what an earlier process left to be settled. */
  async start(): Promise<void> {
    const left = await this.options.noted.read().catch((err) => {
      this.options.log.error({ err }, "the note of large traces whose sums are to be made anew cannot be read");
      return new Map<string, Set<string>>();
    });
    for (const [project, ids] of left) for (const trace of ids) this.waitFor(this.learn(project, trace, 0));
    void this.run();
  }

  /** Resolves when the traces are settled, but for large ones: those are noted. */
  readonly settle = async (touched: Touched): Promise<void> => {
    const now = new Map<string, Set<string>>();
    let isToBeNoted = false;
    for (const [project, ids] of touched)
      for (const trace of ids) {
        const large = this.known.get(keyOf(project, trace));
        if (large === undefined) add(now, { project, trace });
        else isToBeNoted = this.waitFor(large) || isToBeNoted;
      }
    if (isToBeNoted) await this.note();
    if (now.size > 0) await this.settleNow(now);
  };

  /** Begins nothing more; what still waits is noted, and taken up at the next start. */
  async close(): Promise<void> {
    this.closed.abort();
    await this.noting;
  }

  private async settleNow(touched: Touched): Promise<void> {
    const begun = performance.now();
    const found: [project: string, trace: string][] = [];
    await this.options.settle(touched, (project, trace, spans) => {
      if (spans >= (this.options.large ?? largeSpans)) found.push([project, trace]);
    });
    for (const [project, trace] of found) this.learn(project, trace, performance.now() - begun);
  }

  private learn(project: string, trace: string, took: number): Large {
    const key = keyOf(project, trace);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.known.size >= mostKnown) this.forgetOne();
    const now = performance.now();
    const large = { project, trace, touchedAt: now, settledAt: now, took, waits: false, isBeingSettled: false };
    this.known.set(key, large);
    return large;
  }

  private forgetOne(): void {
    for (const [key, large] of this.known) if (!isOpen(large)) return void this.known.delete(key);
  }

  /** Answers whether it did not wait before. */
  private waitFor(large: Large): boolean {
    const isNew = !large.waits;
    large.touchedAt = performance.now();
    large.waits = true;
    this.wake.abort();
    return isNew;
  }

  /** Notes are written one after another, each with what is open then. */
  private note(): Promise<void> {
    const write = () => {
      const traces = new Map<string, Set<string>>();
      for (const large of this.known.values()) if (isOpen(large)) add(traces, large);
      return this.options.noted.write(traces);
    };
    const written = this.noting.then(write);
    this.noting = written.catch(() => undefined);
    return written;
  }

  private async run(): Promise<void> {
    while (!this.closed.signal.aborted) {
      const next = this.nextDue();
      const pause = next === undefined ? aDay : this.dueAt(next) - performance.now();
      if (next === undefined || pause > 0) await this.rest(pause);
      else await this.settleLarge(next);
    }
  }

  private nextDue(): Large | undefined {
    let next: Large | undefined;
    for (const large of this.known.values())
      if (large.waits && (next === undefined || this.dueAt(large) < this.dueAt(next))) next = large;
    return next;
  }

  private dueAt({ touchedAt, settledAt, took }: Large): number {
    const quiet = this.options.quiet ?? quietMillis;
    const whileItGrows = settledAt + Math.max(quiet, restTimes * took);
    const atRest = Math.max(touchedAt + quiet, settledAt + took);
    return Math.min(whileItGrows, atRest);
  }

  private async rest(millis: number): Promise<void> {
    this.wake = new AbortController();
    const signal = AbortSignal.any([this.wake.signal, this.closed.signal]);
    await sleep(millis, undefined, { signal, ref: false }).catch(() => undefined);
  }

  private async settleLarge(large: Large): Promise<void> {
    const begun = performance.now();
    large.waits = false;
    large.isBeingSettled = true;
    try {
      await this.options.settle(add(new Map(), large), () => undefined);
      large.isBeingSettled = false;
      if (!large.waits) await this.note();
    } catch (err) {
      large.waits = true;
      if (!this.closed.signal.aborted)
        this.options.log.warn({ err }, "the sums of a large trace could not be made anew; it is tried again");
    }
    large.isBeingSettled = false;
    large.settledAt = performance.now();
    large.took = large.settledAt - begun;
  }
}

const aDay = 86_400_000;

/** To be settled, or not yet settled whole: a process that is killed leaves it to the next. */
const isOpen = ({ waits, isBeingSettled }: Large) => waits || isBeingSettled;

function add(traces: Map<string, Set<string>>, { project, trace }: Pick<Large, "project" | "trace">): Touched {
  return traces.set(project, (traces.get(project) ?? new Set()).add(trace));
}

const keyOf = (project: string, trace: string) => `${project} ${trace}`;
