/** So much is kept to be told: the rule on content would cut more. */
const mostItems = 10_000;
const mostCharacters = 1_000_000;

/** What came out of a generator: its texts as one, anything else as a list. */
export class Yields {
  readonly #items: unknown[] = [];
  #characters = 0;
  #areTexts = true;

  add(value: unknown): void {
    if (this.#items.length >= mostItems || this.#characters >= mostCharacters) return;
    if (typeof value === "string") this.#characters += value.length;
    else this.#areTexts = false;
    this.#items.push(value);
  }

  all(): unknown {
    if (this.#items.length === 0) return undefined;
    return this.#areTexts ? this.#items.join("") : this.#items;
  }
}
