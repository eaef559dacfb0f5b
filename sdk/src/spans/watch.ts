import { types } from "node:util";
import { quietly } from "../quietly.ts";
import { dropped } from "./dropped.ts";
import { watchGenerator } from "./watch-generator.ts";
import type { Work } from "./work.ts";

/**
 * Ends the work when what came back has come to its end, and gives back what the host is to have. A promise that is more
 * than a promise, and a generator, stay the objects that they are.
 */
export function watch<Result>(result: Result, work: Work): Result {
  if (types.isPromise(result)) return watchPromise(result, work) as Result;
  if (types.isGeneratorObject(result)) return watchGenerator(result, () => work, true) as Result;
  // What is only like a promise may begin its own work when it is asked for it: we do not ask.
  finish(work, isThenable(result) ? undefined : result);
  return result;
}

/** What is yet to be read says nothing by itself. */
function finish(work: Work, value: unknown): void {
  work.succeed(quietly(() => isUnread(value)) === true ? undefined : value);
}

function isUnread(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Symbol.asyncIterator in value || "getReader" in value || value instanceof Response;
}

const nativeThen = Promise.prototype.then;

function watchPromise(promise: Promise<unknown>, work: Work): Promise<unknown> {
  if (promise.then !== Promise.prototype.then) return watchThen(promise, work);
  if (isPlain(promise)) return settled(promise, work);
  nativeThen.call(
    promise,
    (value) => finish(work, value),
    (error) => work.fail(error),
  );
  return promise;
}

const isPlain = (promise: object) =>
  Object.getPrototypeOf(promise) === Promise.prototype && Object.getOwnPropertyNames(promise).length === 0;

/** Another promise, so that an error that nobody handles is still one that nobody handles. */
function settled(promise: Promise<unknown>, work: Work): Promise<unknown> {
  return nativeThen.call(
    promise,
    (value) => {
      finish(work, value);
      return value;
    },
    (error) => {
      work.fail(error);
      throw error;
    },
  );
}

type Reaction = ((value: unknown) => unknown) | null | undefined;

/** A promise with a `then` of its own does something when it is called, so it is left to the host to call it. */
function watchThen(promise: Promise<unknown>, work: Work): Promise<unknown> {
  const own = promise.then;
  const watched = (onValue: Reaction, onError: Reaction) =>
    Reflect.apply(own, promise, [
      (value: unknown) => {
        finish(work, value);
        return typeof onValue === "function" ? onValue(value) : value;
      },
      (error: unknown) => {
        work.fail(error);
        if (typeof onError === "function") return onError(error);
        throw error;
      },
    ]);
  // biome-ignore lint/suspicious/noThenProperty: it has one, and this one calls it.
  Reflect.defineProperty(promise, "then", { value: watched, configurable: true, writable: true, enumerable: false });
  dropped.register(promise, work);
  return promise;
}

function isThenable(value: unknown): boolean {
  const mayBe = (typeof value === "object" && value !== null) || typeof value === "function";
  return mayBe && quietly(() => typeof (value as { then?: unknown }).then === "function") === true;
}
