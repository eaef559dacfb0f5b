import { setImmediate } from "node:timers/promises";

/** Milliseconds that may be worked at a stretch; others wait meanwhile. */
const longestBreath = 8;

/** Lets others work between steps, when those so far took long enough. */
export class Breath {
  private since = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.since < longestBreath) return;
    await setImmediate();
    this.since = performance.now();
  }

  async through<Result>(steps: Generator<undefined, Result>): Promise<Result> {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      await this.pause();
    }
  }
}
