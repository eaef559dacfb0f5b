import { watchIterator } from "./stream.ts";

type Watched = Parameters<typeof watchIterator>[1];

/** Watches an async generator in place, whoever steps it: it stays the object that it is. */
export function watchSteps(generator: AsyncGenerator<unknown>, watched: Watched): void {
  const own = {
    next: generator.next.bind(generator),
    return: generator.return.bind(generator),
    throw: generator.throw.bind(generator),
  };
  const seen = watchIterator(own, watched);
  for (const step of ["next", "return", "throw"] as const) {
    const value = seen[step];
    Object.defineProperty(generator, step, { value, enumerable: false, configurable: true, writable: true });
  }
}
