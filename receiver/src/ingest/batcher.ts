import { setTimeout as sleep } from "node:timers/promises";
import { Overloaded } from "../errors.ts";
import { Batch } from "./batch.ts";
import type { SegmentInput, Segments, Waiting } from "./segments.ts";

export interface BatcherOptions {
  readonly segments: Segments;
  /** Takes over what is on disk. */
  readonly onWritten: (waiting: readonly Waiting[]) => void;
  /** Called when a batch was lost before it was acknowledged: what was thought stored may not be. */
  readonly onLost: (error: unknown) => void;
  /** How long the first request of a batch waits for others, in milliseconds. */
  readonly window?: number;
}

/** Requests that arrive together become one segment for each table, are forced to disk together and answered together. */
export class Batcher {
  private readonly options: BatcherOptions;
  private filling = new Batch();
  private spare = new Batch();
  private committed: Promise<void> | undefined;
  private writing: Promise<void> = Promise.resolve();
  private poisoned: Batch | undefined;

  constructor(options: BatcherOptions) {
    this.options = options;
  }

  /** Lets `write` add its rows to the batch being filled, and resolves with what it answered once they are on disk. */
  async add<T>(write: (batch: Batch) => T): Promise<T> {
    const answer = write(this.filling);
    this.committed ??= this.commit();
    await this.committed;
    return answer;
  }

  /** Bytes of rows that are not yet on disk. */
  get bytes(): number {
    return this.filling.size;
  }

  /** Resolves when nothing is under way. */
  async drain(): Promise<void> {
    while (this.committed !== undefined) await this.committed.catch(() => undefined);
    await this.writing.catch(() => undefined);
  }

  private async commit(): Promise<void> {
    await Promise.all([sleep(this.options.window ?? 4), this.writing.catch(() => undefined)]);
    const batch = this.filling;
    this.filling = this.spare;
    this.spare = batch;
    this.committed = undefined;
    this.writing = this.write(batch);
    await this.writing;
  }

  /** A batch that was filled while the one before it was lost may refer to contents that went with it. */
  private checkPoisoned(batch: Batch): void {
    if (this.poisoned !== batch) return;
    this.poisoned = undefined;
    throw new Error("the batch before this one was lost");
  }

  private async write(batch: Batch): Promise<void> {
    try {
      this.checkPoisoned(batch);
      const inputs = inputsOf(batch);
      if (inputs.length > 0) this.options.onWritten(await this.options.segments.write(inputs));
    } catch (error) {
      if (this.committed !== undefined) this.poisoned = this.filling;
      this.options.onLost(error);
      throw new Overloaded("what you sent could not be written to disk; send it again", 5);
    } finally {
      batch.clear();
    }
  }
}

function inputsOf(batch: Batch): SegmentInput[] {
  const all: SegmentInput[] = [
    { table: "spans_in", rows: batch.spans.written(), touched: batch.touched },
    { table: "logs_in", rows: batch.logs.written(), touched: batch.heard },
    { table: "points_in", rows: batch.points.written(), touched: none },
    { table: "rejected_in", rows: batch.rejected.written(), touched: none },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

const none: ReadonlyMap<string, ReadonlySet<string>> = new Map();
