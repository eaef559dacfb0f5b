import { reasonOf } from "../warn.ts";
import { type Encoding, encodingsFor } from "./compressing.ts";
import type { LossCount } from "./losses.ts";
import type { Compression } from "./pipeline-shape.ts";
import { createPost, type Post } from "./posting.ts";
import { judge, type Verdict } from "./reading-answers.ts";

export interface Batch {
  /** An encoded request, in parts. They must stay as they are until it arrived. */
  readonly parts: readonly Uint8Array[];
  /** How many spans, log records or data points it holds. */
  readonly count: number;
}

export interface Sender {
  /** Resolves once the batch arrived (true) or was given up. Never rejects. */
  send(batch: Batch): Promise<boolean>;
  /**
   * Resolves when all that was handed over so far arrived or was given up, or when the endpoint failed several times
   * in a row meanwhile. Never rejects.
   */
  settled(patienceMillis?: number): Promise<void>;
  /** Resolves when another batch would soon be sent, or when none is: then what waits is best kept encoded. Never rejects. */
  eased(): Promise<void>;
  /** What has not arrived, for another to send. */
  unsent(): readonly Unsent[];
  /** Gives up what has not arrived. */
  stop(): void;
}

/** A request as it would be sent, not compressed. */
export interface Unsent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface SenderOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly compression: Compression;
  /** For one request. */
  readonly timeoutMillis: number;
  /** "spans", say. */
  readonly what: string;
  readonly losses: LossCount;
  readonly say: (kind: string, message: () => string) => void;
  readonly backoff?: Backoff;
}

export interface Backoff {
  readonly firstMillis: number;
  readonly mostMillis: number;
  /** A batch that is older is given up. */
  readonly giveUpMillis: number;
}

const usualBackoff: Backoff = { firstMillis: 500, mostMillis: 30_000, giveUpMillis: 300_000 };
const protobuf = { "content-type": "application/x-protobuf", "user-agent": "spanwise-sdk-js" };
/** Requests under way at a time. */
const LANES = 4;
/** While somebody waits for everything to arrive: the longest pause, and how long an endpoint may fail. */
const HURRIED_MILLIS = 250;
const HURRIED_PATIENCE_MILLIS = 1000;

/**
 * Posts batches, several at a time while the endpoint is well. Once it fails, one request at a time asks whether it is
 * well again, ever more rarely.
 */
export class HttpSender implements Sender {
  readonly #options: SenderOptions;
  readonly #backoff: Backoff;
  readonly #encodings: readonly Encoding[];
  readonly #connection: { post: Post; close(): void };
  /** How many are given to a lane or wait for one. */
  readonly #open = new Set<Batch>();
  readonly #waiters = new Set<() => void>();
  #busyLanes = 0;
  #encoding = 0;
  #isEncodingProven = false;
  #failuresInRow = 0;
  #failingSince = 0;
  #pausedUntil = 0;
  #hurried = 0;
  #isStopped = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#backoff = options.backoff ?? usualBackoff;
    this.#encodings = encodingsFor(options.compression, options.url);
    this.#connection = createPost(options.url, options.timeoutMillis, LANES);
  }

  async send(batch: Batch): Promise<boolean> {
    this.#open.add(batch);
    try {
      return await this.#deliver(batch);
    } catch (error) {
      return this.#drop(batch, "rejected", reasonOf(error));
    } finally {
      this.#open.delete(batch);
      this.#changed();
    }
  }

  async settled(patienceMillis = HURRIED_PATIENCE_MILLIS): Promise<void> {
    const asked = new Set(this.#open);
    const start = performance.now();
    this.#hurried++;
    this.#pausedUntil = 0;
    this.#changed();
    while (asked.intersection(this.#open).size > 0 && this.#failingFor(start) < patienceMillis) {
      await this.#change();
    }
    this.#hurried--;
  }

  async eased(): Promise<void> {
    while (this.#open.size >= LANES && this.#failuresInRow === 0 && !this.#isStopped) await this.#change();
  }

  unsent(): readonly Unsent[] {
    const { url, headers } = this.#options;
    return [...this.#open].map(({ parts }) => ({
      url,
      headers: { ...protobuf, ...headers },
      body: Buffer.concat(parts),
    }));
  }

  stop(): void {
    this.#isStopped = true;
    this.#changed();
    this.#connection.close();
  }

  #failingFor(start: number): number {
    return this.#failuresInRow === 0 ? 0 : performance.now() - Math.max(start, this.#failingSince);
  }

  async #deliver(batch: Batch): Promise<boolean> {
    const givenUpAt = performance.now() + this.#backoff.giveUpMillis;
    for (;;) {
      await this.#freeLane();
      if (this.#isStopped) return this.#drop(batch, "unreachable", "the program ended first");
      this.#busyLanes++;
      const askedAt = performance.now();
      const verdict = await this.#ask(batch);
      this.#busyLanes--;
      if (verdict.kind === "later") {
        this.#failed(verdict, askedAt);
        if (performance.now() < givenUpAt) continue;
        return this.#drop(batch, "unreachable", verdict.message);
      }
      this.#recovered();
      if (verdict.kind === "taken") return this.#arrived(batch, verdict);
      return this.#drop(batch, "rejected", verdict.message);
    }
  }

  /** Resolves when a request may be made. */
  async #freeLane(): Promise<void> {
    while (!this.#isStopped) {
      const lanes = this.#failuresInRow > 0 ? 1 : LANES;
      const pause = this.#pausedUntil - performance.now();
      if (this.#busyLanes < lanes && pause <= 0) return;
      await this.#change(this.#busyLanes < lanes ? pause : undefined);
    }
  }

  /** One request, or several when the server does not read the encoding. Never rejects. */
  async #ask({ parts }: Batch): Promise<Verdict> {
    try {
      for (let at = this.#encoding; ; at++) {
        const encoding = this.#encodings[at] as Encoding;
        const verdict = await this.#post(parts, encoding);
        const mayBeEncoding = verdict.kind === "unreadable" && (verdict.status === 415 || !this.#isEncodingProven);
        if (mayBeEncoding && at + 1 < this.#encodings.length) continue;
        if (verdict.kind === "taken") {
          this.#encoding = at;
          this.#isEncodingProven = true;
        }
        return verdict;
      }
    } catch (error) {
      return { kind: "later", message: reasonOf(error), afterMillis: undefined };
    }
  }

  async #post(parts: readonly Uint8Array[], { name, compress }: Encoding): Promise<Verdict> {
    const body = await compress(parts);
    const headers = {
      ...protobuf,
      ...this.#options.headers,
      ...(name && { "content-encoding": name }),
    };
    return judge(await this.#connection.post(body, headers));
  }

  #failed({ message, afterMillis }: Extract<Verdict, { kind: "later" }>, askedAt: number): void {
    const { firstMillis, mostMillis } = this.#backoff;
    const usual = Math.min(mostMillis, firstMillis * 2 ** Math.min(this.#failuresInRow, 20));
    const pause = Math.max(afterMillis ?? 0, usual * (0.8 + Math.random() * 0.4));
    if (this.#failuresInRow++ === 0) this.#failingSince = askedAt;
    this.#pausedUntil = performance.now() + (this.#hurried > 0 ? Math.min(pause, HURRIED_MILLIS) : pause);
    this.#options.losses.trouble = message;
    this.#options.say("trouble", () => `could not send to ${this.#options.url}: ${message}`);
    this.#changed();
  }

  #recovered(): void {
    this.#failuresInRow = 0;
    this.#pausedUntil = 0;
    this.#changed();
  }

  #arrived({ count }: Batch, { rejected, message }: { readonly rejected: number; readonly message: string }): boolean {
    const { losses, say, url, what } = this.#options;
    losses.sent += count - Math.min(count, rejected);
    losses.dropped.rejected += Math.min(count, rejected);
    losses.trouble = undefined;
    if (rejected > 0) say("partial", () => `${url} refused ${rejected} of ${count} ${what}: ${message || "no reason"}`);
    else if (message) say("partial", () => `${url} says: ${message}`);
    return true;
  }

  #drop({ count }: Batch, reason: "rejected" | "unreachable", why: string): false {
    const { losses, say, url, what } = this.#options;
    losses.dropped[reason] += count;
    losses.trouble = why;
    say(reason, () => `${count} ${what} did not get to ${url}: ${why}`);
    return false;
  }

  /** Resolves when anything changed, or after so many milliseconds. */
  #change(millis?: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        resolve();
      };
      const timer = millis === undefined ? undefined : setTimeout(wake, millis).unref();
      this.#waiters.add(wake);
    });
  }

  #changed(): void {
    for (const wake of [...this.#waiters]) wake();
  }
}
