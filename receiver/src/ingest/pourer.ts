import { setTimeout as sleep } from "node:timers/promises";
import { RequestError } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { LandingTable, Store } from "../store/store.ts";
import type { Touched } from "./seal.ts";
import type { Segments, Waiting } from "./segments.ts";

export interface PourerOptions {
  readonly store: Store;
  readonly segments: Segments;
  /** Makes the summaries of these traces anew. Safe to repeat. */
  readonly settle: (touched: Touched) => Promise<void>;
  /** Told of the traces of whose calls log records tell what was said. Safe to repeat. */
  readonly hear?: ((heard: Touched) => Promise<void>) | undefined;
  /** Told when a segment will not come into the engine: what is sent later cannot build on it. */
  readonly onSetAside: () => void;
  readonly log: Logger;
  /** The least time between two pours, in milliseconds: many small inserts make many small parts. */
  readonly pause?: number | undefined;
  /** How long a segment rests that the engine refused once, in milliseconds; each further time twice as long. */
  readonly rest?: number | undefined;
}

/** A segment the engine refused while it answers. */
interface Refused {
  readonly segment: Waiting;
  readonly error: unknown;
  readonly times: number;
  readonly againAt: number;
  /** How many the engine had taken in when it first refused this one. */
  readonly pouredBefore: number;
}

const tables: readonly LandingTable[] = ["spans_in", "logs_in", "points_in", "rejected_in"];
/** The most that one insert takes in, in bytes. */
const mostBytes = 64 * 1024 * 1024;
const refusalsBeforeQuarantine = 6;
const longestPause = 5000;

/**
 * Pours what waits on disk into the engine, in the order it came, and removes it when the engine has it and the
 * summaries are made. An engine that is slow or away costs nothing but room on disk. A segment that the engine refuses
 * lets the others pass, and is set aside when it was refused time and again while others were taken.
 */
export class Pourer {
  /** Bytes of segments that wait. */
  bytes = 0;
  /** Why something that waits was not taken; undefined when all was. */
  failure: string | undefined;
  private readonly options: PourerOptions;
  private readonly waiting = new Map<LandingTable, Waiting[]>(tables.map((table) => [table, []]));
  private refused: readonly Refused[] = [];
  private poured = 0;
  private readonly ended = new AbortController();
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;
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
    this.ended.abort();
    this.wake();
    const late = sleep(Math.max(0, deadline - Date.now()), undefined, { ref: false });
    await Promise.race([this.running, late]);
  }

  private get stopped(): boolean {
    return this.ended.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      if (this.isEmpty()) await this.someToPour();
      const begun = Date.now();
      const failed = await this.pourAll();
      const pause = failed
        ? Math.min(longestPause, 100 * 2 ** this.tries)
        : (this.options.pause ?? 400) - (Date.now() - begun);
      if (!this.stopped && pause > 0) await this.rest(pause);
    }
  }

  private isEmpty(): boolean {
    return tables.every((table) => this.waiting.get(table)?.length === 0);
  }

  /** Until something comes, or something that was refused is due again. */
  private someToPour(): Promise<void> {
    return new Promise((resolve) => {
      const due = this.refused.map(({ againAt }) => againAt - Date.now());
      const timer = due.length === 0 ? undefined : setTimeout(resolve, Math.max(1, Math.min(...due)));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private rest(millis: number): Promise<void> {
    return sleep(millis, undefined, { signal: this.ended.signal }).catch(() => undefined);
  }

  /** Answers whether the engine is away. */
  private async pourAll(): Promise<boolean> {
    try {
      for (const table of tables) await this.pourTable(table);
      await this.pourRefused();
      this.failure = this.refused[0] && messageOf(this.refused[0].error);
      this.tries = 0;
      return false;
    } catch (error) {
      this.tries += 1;
      this.failure = messageOf(error);
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
      const some = firstOf(queue);
      const refused = await this.pourHalves(table, some);
      queue.splice(0, some.length);
      this.refused = [...this.refused, ...refused.map(([segment, error]) => this.refusalOf(segment, error))];
    }
  }

  /** Finds those that are refused among many, and answers them. Throws when the engine is away. */
  private async pourHalves(table: LandingTable, some: readonly Waiting[]): Promise<[Waiting, unknown][]> {
    try {
      await this.pourSome(table, some);
      return [];
    } catch (error) {
      if (isAway(error) || this.stopped) throw error;
      const [first] = some;
      if (first !== undefined && some.length === 1) return [[first, error]];
      const middle = Math.ceil(some.length / 2);
      const early = await this.pourHalves(table, some.slice(0, middle));
      return [...early, ...(await this.pourHalves(table, some.slice(middle)))];
    }
  }

  private async pourSome(table: LandingTable, some: readonly Waiting[]): Promise<void> {
    const { store, segments, settle, hear } = this.options;
    await store.pour(table, some);
    const told = table === "spans_in" ? settle : table === "logs_in" ? hear : undefined;
    await told?.(joined(await Promise.all(some.map(segments.touchedBy))));
    await segments.remove(some);
    this.poured += some.length;
    this.bytes -= bytesOf(some);
  }

  private async pourRefused(): Promise<void> {
    const due = this.refused.filter(({ againAt }) => againAt <= Date.now());
    for (const refused of due) {
      const { segment } = refused;
      const [still] = await this.pourHalves(segment.table, [segment]);
      const kept = still && (await this.keptOf(this.refusalOf(segment, still[1], refused)));
      this.refused = this.refused.flatMap((other) => (other === refused ? (kept ?? []) : other));
    }
  }

  private refusalOf(segment: Waiting, error: unknown, before?: Refused): Refused {
    const times = (before?.times ?? 0) + 1;
    const againAt = Date.now() + Math.min(60_000, (this.options.rest ?? 500) * 2 ** times);
    this.options.log.warn({ err: error, segment: segment.path, times }, "the engine refused a segment; it is kept");
    return { segment, error, times, againAt, pouredBefore: before?.pouredBefore ?? this.poured };
  }

  /** Undefined when it was set aside: it is the segment that is at fault, as the engine takes others. */
  private async keptOf(refused: Refused): Promise<Refused | undefined> {
    const { segment, error, times, pouredBefore } = refused;
    if (times < refusalsBeforeQuarantine || this.poured === pouredBefore) return refused;
    const place = await this.options.segments.putAside(segment.path);
    this.bytes -= segment.bytes;
    this.options.onSetAside();
    this.options.log.error(
      { err: error, segment: place },
      "the engine refuses a segment and takes others; it was set aside",
    );
    return undefined;
  }
}

/** The engine answers nobody now, or has no room: that says nothing of the segment. */
function isAway(error: unknown): boolean {
  return error instanceof RequestError && error.status === 503;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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

function joined(some: readonly Touched[]): Touched {
  const all = new Map<string, Set<string>>();
  for (const touched of some) {
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
