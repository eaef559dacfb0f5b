export interface BatchLimits {
  readonly batchItems: number;
  readonly intervalMillis: number;
  readonly queueItems: number;
}

/** Collects items for an exporter of OpenTelemetry's, which takes them by the batch: one batch at a time is on its way. */
export class Batches<Item> {
  readonly #send: (items: Item[]) => Promise<void>;
  readonly #limits: BatchLimits;
  readonly #onFull: () => void;
  #waiting: Item[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;

  constructor(send: (items: Item[]) => Promise<void>, limits: BatchLimits, onFull: () => void) {
    this.#send = send;
    this.#limits = limits;
    this.#onFull = onFull;
  }

  add(item: Item): void {
    if (this.#waiting.length >= this.#limits.queueItems) return this.#onFull();
    this.#waiting.push(item);
    if (this.#waiting.length >= this.#limits.batchItems) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), this.#limits.intervalMillis).unref();
  }

  /** Resolves when nothing waits any more. Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#send(this.#waiting.splice(0, this.#limits.batchItems)).catch(() => {});
  }
}
