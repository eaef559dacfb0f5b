import { type Recorded, RequestBuilder } from "./encode-request.ts";
import type { LossCount } from "./losses.ts";
import type { ProtobufWriter } from "./protobuf-writer.ts";
import type { Room } from "./room.ts";
import type { Sender } from "./sending.ts";

/** What is encoded in one go, so that the event loop is never held for longer than a few milliseconds. */
const SLICE_BYTES = 256 * 1024;
const SLICE_MILLIS = 3;
/** An attribute of the resource that is still being found out is not waited for longer. */
const RESOURCE_MILLIS = 2000;

export interface BatcherOptions<Item extends Recorded> {
  readonly write: (writer: ProtobufWriter, item: Item) => void;
  /** Roughly the bytes an item takes. */
  readonly weigh: (item: Item) => number;
  readonly batchBytes: number;
  readonly batchItems: number;
  readonly intervalMillis: number;
  readonly room: Room;
  readonly losses: LossCount;
  readonly sender: Sender;
  /** Something was lost before it could be sent. */
  readonly onLoss: (reason: "queueFull" | "encoding") => void;
}

/**
 * Takes items as they end, encodes them in slices between which the event loop runs, and hands them on in batches of
 * so many bytes.
 */
export class Batcher<Item extends Recorded> {
  readonly #options: BatcherOptions<Item>;
  readonly #builder: RequestBuilder<Item>;
  /** What each of `#waiting` was weighed at is in `#weights`, at the same place. */
  #waiting: (Item | undefined)[] = [];
  #weights: number[] = [];
  #next = 0;
  #waitingBytes = 0;
  #added = 0;
  #encoded = 0;
  #timer: NodeJS.Timeout | undefined;
  #step: Promise<void> | undefined;
  #isEncoding = false;
  #isClosed = false;

  constructor(options: BatcherOptions<Item>) {
    this.#options = options;
    this.#builder = new RequestBuilder(options.write, options.batchBytes);
  }

  /** Never throws. */
  add(item: Item): void {
    const { room, intervalMillis } = this.#options;
    const weight = this.#weigh(item);
    if (weight === undefined) return this.#lose("encoding");
    if (this.#isClosed) return void this.#options.losses.dropped.unreachable++;
    if (!room.take(weight, 1)) return this.#lose("queueFull");
    this.#waiting.push(item);
    this.#weights.push(weight);
    this.#waitingBytes += weight;
    this.#added++;
    this.#timer ??= setTimeout(() => this.#due(), intervalMillis).unref();
    if (this.#waitingBytes >= SLICE_BYTES && !this.#isEncoding) void this.#encodeSoon();
  }

  /** Resolves when everything added so far is with the sender. Never rejects. */
  async handOver(): Promise<void> {
    await this.#encodeUntil(this.#added);
    this.#seal();
  }

  /** The same at once, however long it holds the event loop: for a process that is about to die. Never throws. */
  handOverNow(): void {
    while (this.#next < this.#waiting.length) this.#encodeNext();
    this.#forgetEncoded();
    this.#seal();
  }

  /** What comes from now on is lost, and counted. */
  close(): void {
    clearTimeout(this.#timer);
    this.#isClosed = true;
  }

  #weigh(item: Item): number | undefined {
    try {
      return this.#options.weigh(item);
    } catch {
      return undefined;
    }
  }

  #due(): void {
    this.#timer = undefined;
    void this.handOver();
  }

  async #encodeSoon(): Promise<void> {
    this.#isEncoding = true;
    await this.#encodeUntil(this.#added);
    this.#isEncoding = false;
  }

  async #encodeUntil(target: number): Promise<void> {
    while (this.#encoded < target) {
      this.#step ??= this.#encodeInTurn();
      await this.#step;
    }
  }

  /** One slice a turn of the event loop, however many wait for it. */
  async #encodeInTurn(): Promise<void> {
    await nextTurn();
    await this.#resourceOfNext();
    await this.#options.sender.eased();
    this.#encodeSlice();
    this.#step = undefined;
  }

  #encodeSlice(): void {
    const { batchBytes, batchItems } = this.#options;
    const until = performance.now() + SLICE_MILLIS;
    let bytes = 0;
    while (this.#next < this.#waiting.length && bytes < SLICE_BYTES && performance.now() < until) {
      bytes += this.#encodeNext();
      if (this.#builder.bytes >= batchBytes || this.#builder.count >= batchItems) this.#seal();
    }
    this.#forgetEncoded();
  }

  #encodeNext(): number {
    const item = this.#waiting[this.#next] as Item;
    const weight = this.#weights[this.#next] as number;
    this.#waiting[this.#next++] = undefined;
    this.#waitingBytes -= weight;
    this.#encoded++;
    try {
      const bytes = this.#builder.add(item);
      this.#options.room.correct(bytes - weight);
      return bytes;
    } catch {
      this.#options.room.give(weight, 1);
      this.#lose("encoding");
      return 0;
    }
  }

  #forgetEncoded(): void {
    if (this.#next < this.#waiting.length / 2) return;
    this.#waiting = this.#waiting.slice(this.#next);
    this.#weights = this.#weights.slice(this.#next);
    this.#next = 0;
  }

  #seal(): void {
    const { bytes: reserved, count } = this.#builder;
    if (count === 0) return;
    const { room, sender } = this.#options;
    const done = () => room.give(reserved, count);
    try {
      const request = this.#builder.finish();
      void sender.send({ parts: request.parts, count }).then((isThere) => {
        done();
        if (isThere) request.release();
      });
    } catch {
      done();
      this.#lose("encoding", count);
    }
  }

  #lose(reason: "queueFull" | "encoding", count = 1): void {
    this.#options.losses.dropped[reason] += count;
    this.#options.onLoss(reason);
  }

  async #resourceOfNext(): Promise<void> {
    const resource = this.#waiting[this.#next]?.resource;
    if (!resource?.asyncAttributesPending) return;
    const found = resource.waitForAsyncAttributes?.();
    await Promise.race([found, new Promise((resolve) => setTimeout(resolve, RESOURCE_MILLIS).unref())]);
  }
}

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve));
