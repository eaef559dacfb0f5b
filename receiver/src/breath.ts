import { setImmediate } from "node:timers/promises";

/** Milliseconds that may be worked at a stretch; others wait meanwhile. */
const longestBreath = 8;
/** So many of many small things are done before a look at the clock. */
const atOnce = 1000;

/** Lets others work between steps, when those so far took long enough. */
export class Breath {
  private since = performance.now();

  async pause(): Promise<void> {
    if (this.isDue()) await this.take();
  }

  async through<Result>(steps: Generator<undefined, Result>): Promise<Result> {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      if (this.isDue()) await this.take();
    }
  }

  async each<Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> {
    for (const [index, item] of items.entries()) {
      work(item);
      if (index % atOnce === atOnce - 1) await this.pause();
    }
  }

  private isDue(): boolean {
    return performance.now() - this.since >= longestBreath;
  }

  private async take(): Promise<void> {
    await setImmediate();
    this.since = performance.now();
  }
}
