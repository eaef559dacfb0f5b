import { quietly } from "../quietly.ts";
import type { ModelCall } from "../record/model-call.ts";

/** Looks at one stream's chunks, each before the host has it. */
export interface ChunkReader {
  /** True when the host did not ask for this chunk and is not to see it. */
  read(chunk: unknown): boolean;
  /** Tells the call what has come so far, once, when no more comes. */
  told(): void;
}

interface Watched {
  readonly call: ModelCall;
  readonly reader: ChunkReader;
  /** Whether the host gave up before the end. Some libraries end such a stream without an error. */
  readonly isAborted?: () => boolean;
}

type Next = IteratorResult<unknown>;

/** Ends calls whose stream nobody reads any more. */
const forgotten = new FinalizationRegistry<Watched>((watched) => close(watched, "interrupt"));

/**
 * Watches what comes out of a stream, in place: `key` is where it gives its iterator. It stays the same object, with the
 * same chunks in the same order; the call ends when the stream does, or when it is broken off, fails, or is never read.
 */
export function watchStream(stream: object, key: PropertyKey, watched: Watched): void {
  const before = Object.getOwnPropertyDescriptor(stream, key);
  const original: unknown = Reflect.get(stream, key);
  if (typeof original !== "function") throw new Error("a stream gives no iterator, so its end is not seen");
  // What lies in the registry must not hold the stream.
  const token = {};
  forgotten.register(stream, watched, token);
  const value = function (this: unknown, ...values: unknown[]) {
    const iterator = Reflect.apply(original, this, values) as AsyncIterator<unknown>;
    forgotten.unregister(token);
    return quietly(() => watchIterator(iterator, watched)) ?? iterator;
  };
  Object.defineProperty(value, "name", { value: original.name, configurable: true });
  const enumerable = before?.enumerable ?? false;
  Object.defineProperty(stream, key, { value, enumerable, configurable: true, writable: true });
}

/** The same iterator to whoever looks at it, which tells the call how it ends. */
export function watchIterator(iterator: AsyncIterator<unknown>, watched: Watched): AsyncIterator<unknown> {
  const seen = Object.create(iterator) as Record<PropertyKey, unknown>;
  const put = (name: PropertyKey, value: unknown) =>
    Object.defineProperty(seen, name, { value, enumerable: false, configurable: true, writable: true });
  const onNext = (result: Next): Next | Promise<Next> => {
    if (result.done) {
      close(watched, watched.isAborted?.() ? "interrupt" : "end");
      return result;
    }
    return take(watched, result.value) ? iterator.next().then(onNext, onError) : result;
  };
  const onError = (error: unknown): never => {
    close(watched, isAbort(error) ? "interrupt" : "fail", error);
    throw error;
  };
  put("next", (...values: [] | [unknown]) => iterator.next(...values).then(onNext, onError));
  if (typeof iterator.return === "function") {
    put("return", (value?: unknown) => {
      close(watched, "interrupt");
      return iterator.return?.(value);
    });
  }
  if (typeof iterator.throw === "function") {
    put("throw", (error?: unknown) => {
      close(watched, "fail", error);
      return iterator.throw?.(error);
    });
  }
  put(Symbol.asyncIterator, () => seen);
  forgotten.register(seen, watched);
  return seen as unknown as AsyncIterator<unknown>;
}

/** The host's own doing, by whatever name its library calls it. */
export const isAbort = (error: unknown) =>
  error instanceof Error && /abort/i.test(`${error.name} ${error.constructor.name}`);

function take({ call, reader }: Watched, chunk: unknown): boolean {
  return (
    quietly(() => {
      call.arrived();
      return reader.read(chunk);
    }) ?? false
  );
}

function close({ call, reader }: Watched, how: "end" | "fail" | "interrupt", error?: unknown): void {
  quietly(() => reader.told());
  if (how === "fail") call.fail(error);
  else call[how]();
}
