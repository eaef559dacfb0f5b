/** Resolves with the work, or without it after so long. Keeps the process alive meanwhile. Never rejects. */
export function within(millis: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    work.then(done, done);
  });
}
