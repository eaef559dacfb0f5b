/** A pause that somebody may cut short. Who calls while nobody sleeps is heard by the next sleep. */
export class Alarm {
  private rung = false;
  private wake: () => void = () => undefined;

  ring(): void {
    this.rung = true;
    this.wake();
  }

  /** Resolves after so many milliseconds, or when it is rung. */
  async sleep(millis: number): Promise<void> {
    if (!this.rung && millis > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, millis);
      this.wake = resolve;
      await promise.finally(() => clearTimeout(timer));
    }
    this.rung = false;
  }
}
