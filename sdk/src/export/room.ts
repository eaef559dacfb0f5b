/** What may wait in memory, in bytes and in items. Shared by all that waits. */
export class Room {
  readonly #mostBytes: number;
  readonly #mostItems: number;
  #bytes = 0;
  #items = 0;

  constructor(mostBytes: number, mostItems = Number.POSITIVE_INFINITY) {
    this.#mostBytes = mostBytes;
    this.#mostItems = mostItems;
  }

  /** False, with nothing taken, when there is no more. */
  take(bytes: number, items: number): boolean {
    if (this.#bytes + bytes > this.#mostBytes || this.#items + items > this.#mostItems) return false;
    this.#bytes += bytes;
    this.#items += items;
    return true;
  }

  /** What was guessed turned out to be larger, or smaller. */
  correct(bytes: number): void {
    this.#bytes += bytes;
  }

  give(bytes: number, items: number): void {
    this.#bytes -= bytes;
    this.#items -= items;
  }
}
