import { mkdir, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../log.ts";
import type { LandingTable, Store } from "../store/store.ts";
import type { Touched } from "./seal.ts";
import type { Segments, Waiting } from "./segments.ts";

export interface PourerOptions {
  readonly store: Store;
  readonly segments: Segments;
  /** Makes the summaries of these traces anew. Safe to repeat. */
  readonly settle: (touched: Touched) => Promise<void>;
  readonly log: Logger;
  /** The least time between two pours, in milliseconds: many small inserts make many small parts. */
  readonly pause?: number | undefined;
}

const tables: readonly LandingTable[] = ["spans_in", "logs_in", "points_in", "rejected_in"];
/** The most that one insert takes in, in bytes. */
const mostBytes = 64 * 1024 * 1024;
const triesBeforeQuarantine = 5;

/**
 * Pours what waits on disk into the engine, in the order it came, and removes it when the engine has it and the
 * summaries are made. An engine that is slow or away costs nothing but room on disk.
 */
export class Pourer {
  /** Bytes of segments that wait. */
  bytes = 0;
  /** Why the last pour failed; undefined when it did not. */
  failure: string | undefined;
  private readonly options: PourerOptions;
  private readonly waiting = new Map<LandingTable, Waiting[]>(tables.map((table) => [table, []]));
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private tries = 0;

  constructor(options: PourerOptions) {
    this.options = options;
  }

  add(segments: readonly Waiting[]): void {
    for (const segment of segments) {
      this.waiting.get(segment.table)?.push(segment);
      this.bytes += segment.bytes;
    }
    this.wake();
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when all that waits is poured, or at the deadline (Unix milliseconds): what is left waits for the next start. */
  async stop(deadline: number): Promise<void> {
    while (this.bytes > 0 && this.failure === undefined && Date.now() < deadline) await sleep(20);
    this.stopped = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      if (this.bytes === 0) await this.someToPour();
      const begun = Date.now();
      const failed = await this.pourAll();
      const pause = failed ? Math.min(5000, 100 * 2 ** this.tries) : (this.options.pause ?? 200) - (Date.now() - begun);
      if (!this.stopped && pause > 0) await sleep(pause);
    }
  }

  private someToPour(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private async pourAll(): Promise<boolean> {
    try {
      for (const table of tables) await this.pourTable(table);
      this.failure = undefined;
      this.tries = 0;
      return false;
    } catch (error) {
      this.tries += 1;
      this.failure = error instanceof Error ? error.message : String(error);
      this.options.log.warn(
        { err: error, tries: this.tries },
        "the engine did not take the waiting segments; they are kept and tried again",
      );
      return true;
    }
  }

  private async pourTable(table: LandingTable): Promise<void> {
    const queue = this.waiting.get(table) ?? [];
    while (queue.length > 0 && !this.stopped) {
      const some = this.tries >= triesBeforeQuarantine ? queue.slice(0, 1) : firstOf(queue);
      await this.pourSome(table, some);
      queue.splice(0, some.length);
      this.bytes -= bytesOf(some);
    }
  }

  private async pourSome(table: LandingTable, some: readonly Waiting[]): Promise<void> {
    const { store, segments, settle } = this.options;
    try {
      await store.pour(table, some);
    } catch (error) {
      if (!(await this.isPoison(some, error))) throw error;
      return;
    }
    await settle(joined(some));
    await segments.remove(some);
  }

  /** One segment alone that the engine refuses again and again, while it answers everything else, is set aside. */
  private async isPoison(some: readonly Waiting[], error: unknown): Promise<boolean> {
    const [segment] = some;
    if (segment === undefined || some.length > 1 || this.tries <= triesBeforeQuarantine) return false;
    if (!(await this.options.store.ping())) return false;
    const folder = join(dirname(segment.path), "quarantine");
    await mkdir(folder, { recursive: true });
    await rename(segment.path, join(folder, basename(segment.path)));
    this.options.log.error(
      { err: error, segment: segment.path, folder },
      "a segment is refused by the engine and was set aside",
    );
    return true;
  }
}

function firstOf(queue: readonly Waiting[]): Waiting[] {
  const some: Waiting[] = [];
  let bytes = 0;
  for (const segment of queue) {
    if (some.length > 0 && bytes + segment.bytes > mostBytes) break;
    some.push(segment);
    bytes += segment.bytes;
  }
  return some;
}

function joined(some: readonly Waiting[]): Touched {
  const all = new Map<string, Set<string>>();
  for (const { touched } of some) {
    for (const [project, ids] of touched) {
      const known = all.get(project);
      if (known === undefined) all.set(project, new Set(ids));
      else for (const id of ids) known.add(id);
    }
  }
  return all;
}

function bytesOf(segments: readonly Waiting[]): number {
  return segments.reduce((sum, { bytes }) => sum + bytes, 0);
}
