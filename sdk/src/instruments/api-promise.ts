import { type Context, createContextKey } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { active } from "../context.ts";
import { quietly } from "../quietly.ts";
import type { ModelCall } from "../record/model-call.ts";
import { type Method, replace } from "./replace.ts";
import { type ChunkReader, watchStream } from "./stream.ts";

/**
 * Clients made by Stainless (OpenAI, Anthropic, Groq, Together…) have one shape: a method gives an `APIPromise`, which
 * sends at once and parses when it is awaited; the client's `makeRequest` sends, and calls itself to try again.
 */
export interface Reading {
  /** Tells the call what a whole answer says. */
  whole(answer: unknown, call: ModelCall): void;
  /** Begins to read a streamed one. */
  stream(call: ModelCall): ChunkReader;
}

/** One call of a method, with all that is sent for it. */
class Exchange {
  readonly call: ModelCall;
  readonly reading: Reading;
  readonly context: Context;
  isSent = false;
  /** Whether somebody waits for the parsed answer, who then is told when it ends. */
  isParsed = false;
  #isAnswered = false;
  refusedAt: { readonly status: unknown; readonly time: number } | undefined;

  constructor(call: ModelCall, reading: Reading) {
    this.call = call;
    this.reading = reading;
    this.context = call.context.setValue(exchangeKey, this);
  }

  answered(answer: unknown): void {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    if (isStream(answer)) this.#watch(answer);
    else {
      quietly(() => this.reading.whole(answer, this.call));
      this.call.end();
    }
  }

  #watch(stream: StreamLike): void {
    const { controller } = stream;
    const isWatched = quietly(() => {
      const reader = this.reading.stream(this.call);
      const isAborted = isAbortedBy(controller);
      const key = typeof stream.iterator === "function" ? "iterator" : Symbol.asyncIterator;
      watchStream(stream, key, { call: this.call, reader, isAborted });
      return true;
    });
    if (!isWatched) this.call.end();
  }

  retried(): void {
    const { status, time = 0 } = this.refusedAt ?? {};
    this.call.retried(status === 429 ? performance.now() - time : 0);
    this.refusedAt = undefined;
  }
}

/** By itself, so that it holds the controller and not the stream, which may be forgotten. */
const isAbortedBy = (controller: AbortController | undefined) => () => controller?.signal?.aborted === true;

interface StreamLike {
  readonly iterator?: unknown;
  readonly controller?: AbortController;
}

const exchangeKey = createContextKey("spanwise.exchange");
const exchangeOf = (within: Context) => within.getValue(exchangeKey) as Exchange | undefined;

const isStream = (answer: unknown): answer is StreamLike =>
  typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;

/** Patches what sends for a client, or for all of a class: retries, the waits before them, and what is refused. */
export function observeSending(client: object): void {
  replace(
    client,
    "makeRequest",
    (original) =>
      function (...values) {
        const exchange = exchangeOf(active());
        if (!exchange) return Reflect.apply(original, this, values);
        // Tried again, it says which request it follows.
        if (values[2] !== undefined) quietly(() => exchange.retried());
        if (exchange.isSent) return Reflect.apply(original, this, values);
        exchange.isSent = true;
        return failing(exchange, Reflect.apply(original, this, values));
      },
  );
  replace(
    client,
    "shouldRetry",
    (original) =>
      function (...values) {
        const exchange = exchangeOf(active());
        const { status } = (values[0] ?? {}) as { readonly status?: unknown };
        if (exchange) exchange.refusedAt = { status, time: performance.now() };
        return Reflect.apply(original, this, values);
      },
  );
}

function failing(exchange: Exchange, sent: unknown): unknown {
  if (!(sent instanceof Promise)) return sent;
  return sent.then(undefined, (error: unknown) => {
    exchange.call.fail(error);
    throw error;
  });
}

/** Runs what gives an `APIPromise`, and has the call told of how it turns out. The promise is the same one. */
export function observe<Result>(call: ModelCall, reading: Reading, run: () => Result): Result {
  const exchange = new Exchange(call, reading);
  let result: Result;
  try {
    result = context.with(exchange.context, run);
  } catch (error) {
    call.fail(error);
    throw error;
  }
  quietly(() => observePromise(result, exchange));
  return result;
}

/** Ends calls whose answer nobody waits for any more. */
const dropped = new FinalizationRegistry<ModelCall>((call) => call.interrupt());

interface ApiPromise {
  parseResponse: Method;
}

function observePromise(promise: unknown, exchange: Exchange): void {
  if (!isApiPromise(promise)) {
    exchange.call.end();
    return;
  }
  dropped.unregister(exchange);
  dropped.register(promise, exchange.call, exchange);
  const parse = promise.parseResponse;
  promise.parseResponse = function (...values) {
    return parsed(exchange, () => context.with(exchange.context, () => Reflect.apply(parse, this, values)));
  };
  instead(promise, "parse", (original) => {
    awaited(exchange);
    return original();
  });
  instead(promise, "_thenUnwrap", (original) => {
    const derived = original();
    quietly(() => observePromise(derived, exchange));
    return derived;
  });
  instead(promise, "asResponse", (original) => {
    dropped.unregister(exchange);
    return (original() as Promise<unknown>).then((response) => {
      if (!exchange.isParsed) exchange.call.end();
      return response;
    });
  });
}

function isApiPromise(promise: unknown): promise is ApiPromise {
  return promise instanceof Promise && typeof Reflect.get(promise, "parseResponse") === "function";
}

/** From here on it is the answer that is waited for, and nobody needs to hold the promise any more. */
function awaited(exchange: Exchange): void {
  exchange.isParsed = true;
  dropped.unregister(exchange);
}

async function parsed(exchange: Exchange, parse: () => unknown): Promise<unknown> {
  awaited(exchange);
  let answer: unknown;
  try {
    answer = await parse();
  } catch (error) {
    exchange.call.fail(error);
    throw error;
  }
  exchange.answered(answer);
  return answer;
}

/** A method of this one object, unseen among its members unless it was. */
function instead(target: object, name: string, run: (original: () => unknown) => unknown): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== "function") return;
  const enumerable = Object.getOwnPropertyDescriptor(target, name)?.enumerable ?? false;
  const value = function (this: unknown, ...values: unknown[]) {
    return run(() => Reflect.apply(original, this, values));
  };
  Object.defineProperty(value, "name", { value: original.name, configurable: true });
  Object.defineProperty(target, name, { value, enumerable, configurable: true, writable: true });
}
