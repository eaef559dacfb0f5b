/** What was left out for who reads too slowly. */
export interface Skipped {
  readonly count: number;
  /** When the first of it came, in milliseconds, and the least of its starts in Unix nanoseconds. */
  readonly since: number;
  readonly from: bigint | undefined;
}

interface Came {
  readonly at: number;
  readonly start: bigint | undefined;
}

export interface OutboxOptions {
  /** In characters: what may wait for the reader. */
  readonly most: number;
  /** The frame that tells what was skipped, once the reader has caught up. */
  readonly tellSkipped: (skipped: Skipped) => string;
}

/** So many characters go out in one piece, about. */
const pieceLength = 65_536;

/** What waits for one reader. One that is slower than what comes loses some of it, and is told so; it never costs memory. */
export class Outbox {
  private readonly options: OutboxOptions;
  private waiting: string[] = [];
  private length = 0;
  private skipped: Skipped | undefined;
  private closed = false;
  private wake: () => void = () => undefined;

  constructor(options: OutboxOptions) {
    this.options = options;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0 && this.skipped === undefined;
  }

  /**
   * Answers whether there was room. Once something was skipped, all is until the reader has read what waits; what does
   * not say when it `came` is not missed.
   */
  offer(frame: string, came?: Came): boolean {
    if (this.closed) return false;
    const hasRoom = this.skipped === undefined && this.length + frame.length <= this.options.most;
    if (!hasRoom) {
      if (came !== undefined) this.skipped = withOneMore(this.skipped, came);
      return false;
    }
    this.waiting.push(frame);
    this.length += frame.length;
    this.wake();
    return true;
  }

  /** Waits until there is something; undefined when it is closed. */
  async next(): Promise<string | undefined> {
    while (this.isEmpty && !this.closed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.wake = resolve;
      await promise;
    }
    return this.closed ? undefined : this.piece();
  }

  /** What waits is thrown away. */
  close(): void {
    this.closed = true;
    this.waiting = [];
    this.wake();
  }

  private piece(): string {
    let count = 0;
    for (let length = 0; count < this.waiting.length && length < pieceLength; count += 1) {
      length += this.waiting[count]?.length ?? 0;
    }
    const piece = this.waiting.splice(0, count).join("");
    this.length -= piece.length;
    if (this.waiting.length > 0 || this.skipped === undefined) return piece;
    const { skipped } = this;
    this.skipped = undefined;
    return piece + this.options.tellSkipped(skipped);
  }
}

function withOneMore(skipped: Skipped | undefined, { at, start }: Came): Skipped {
  if (skipped === undefined) return { count: 1, since: at, from: start };
  const { count, since, from } = skipped;
  const least = from === undefined || (start !== undefined && start < from) ? start : from;
  return { count: count + 1, since: Math.min(since, at), from: least };
}
