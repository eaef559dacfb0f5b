import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { context } from "@opentelemetry/api";
import { expect, test } from "vitest";
import type { ModelCall } from "../record/model-call.ts";
import { observe, type Reading } from "./api-promise.ts";

/** As the libraries make it: what parses is a function of the promise, and is all that waiting for an answer holds. */
class ApiPromise extends Promise<unknown> {
  readonly parseResponse: (response: unknown) => unknown = (response) => response;
  readonly #response: Promise<unknown>;

  constructor(response: Promise<unknown>) {
    super((resolve) => resolve(undefined));
    this.#response = response;
  }

  static override get [Symbol.species]() {
    return Promise;
  }

  parse(): Promise<unknown> {
    return this.#response.then(this.parseResponse);
  }

  // biome-ignore lint/suspicious/noThenProperty: it is what the libraries do.
  override then<One = unknown, Other = never>(
    onAnswer?: ((answer: unknown) => One | PromiseLike<One>) | null,
    onError?: ((error: unknown) => Other | PromiseLike<Other>) | null,
  ): Promise<One | Other> {
    return this.parse().then(onAnswer, onError);
  }
}

function asked() {
  const notes: unknown[] = [];
  const call: ModelCall = {
    context: context.active(),
    arrived() {},
    tell() {},
    retried() {},
    end: () => void notes.push("end"),
    fail: () => void notes.push("fail"),
    interrupt: () => void notes.push("interrupt"),
  };
  const reading: Reading = {
    whole: (answer) => void notes.push(answer),
    stream: () => ({ read: () => false, told() {} }),
  };
  const { promise: response, resolve } = Promise.withResolvers<unknown>();
  const promise = () => observe(call, reading, () => new ApiPromise(response));
  return { notes, promise, answer: () => resolve("the answer") };
}

function collector() {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  return async () => {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
}

test("an answer that is waited for is told, also when nobody holds its promise any more", async () => {
  const collect = collector();
  const { notes, promise, answer } = asked();
  const waiting = (async () => await promise())();
  for (let turn = 0; turn < 10; turn += 1) await collect();
  answer();
  expect(await waiting).toBe("the answer");
  expect(notes).toEqual(["the answer", "end"]);
});

test("an answer that nobody waits for is interrupted when it is forgotten", async () => {
  const collect = collector();
  const { notes, promise } = asked();
  (() => void promise())();
  for (let turn = 0; turn < 100 && notes.length === 0; turn += 1) await collect();
  expect(notes).toEqual(["interrupt"]);
});
