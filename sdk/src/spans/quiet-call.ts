import { types } from "node:util";
import type { Context } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { spanOf, withAgent, withSpan } from "../context.ts";
import { quietly } from "../quietly.ts";
import { type Running, running } from "../running.ts";
import { type AnyFunction, inputOf, type Telling } from "./call.ts";
import { type QuietRun, quietRunOf, withQuietRun } from "./open-span.ts";
import { watch } from "./watch.ts";
import { watchGenerator } from "./watch-generator.ts";
import { Work } from "./work.ts";

/**
 * Calls a method of a class that is told as a whole. From outside, the call is a span if anything comes of it: other
 * spans, a promise, an error. From within the same object it is part of what is under way.
 */
export function callQuietly(telling: Telling, method: AnyFunction, self: unknown, given: unknown[]): unknown {
  const at = running();
  if (!at || runsIn(context.active(), self)) return Reflect.apply(method, self, given);
  const run = quietly(() => new QuietCall(at, telling, self, given));
  return run ? run.through(() => Reflect.apply(method, self, given)) : Reflect.apply(method, self, given);
}

function runsIn(active: Context, self: unknown): boolean {
  const run = quietRunOf(active);
  return run instanceof QuietCall && run.isOpen && run.self === self;
}

class QuietCall implements QuietRun {
  readonly self: unknown;
  isOpen = true;
  readonly #running: Running;
  readonly #telling: Telling;
  readonly #given: readonly unknown[];
  readonly #around: Context;
  readonly #startTime = Date.now();
  #work: Work | undefined;

  constructor(at: Running, telling: Telling, self: unknown, given: readonly unknown[]) {
    this.self = self;
    this.#running = at;
    this.#telling = telling;
    this.#given = given;
    this.#around = context.active();
  }

  placeIn(within: Context): Context {
    if (!this.isOpen) return within;
    const isNearest = spanOf(within) === spanOf(this.#around);
    return isNearest ? withSpan(within, this.#open().span) : within;
  }

  through(run: () => unknown): unknown {
    let result: unknown;
    try {
      result = context.with(this.#mark(this.#around), run);
    } catch (error) {
      quietly(() => this.#open())?.fail(error);
      this.isOpen = false;
      throw error;
    }
    return quietly(() => this.#watch(result)) ?? result;
  }

  #mark(within: Context): Context {
    const { kind, name } = this.#telling;
    const marked = withQuietRun(within, this);
    return kind === "agent" ? withAgent(marked, name) : marked;
  }

  #watch(result: unknown): unknown {
    // A generator's body runs when it is read, and so begins the span.
    if (types.isGeneratorObject(result) && !this.#work) return watchGenerator(result as Generator, () => this.#open());
    const work = types.isPromise(result) ? this.#open() : this.#work;
    if (!work) this.isOpen = false;
    return work ? watch(result, work) : result;
  }

  #open(): Work {
    if (this.#work) return this.#work;
    const work = new Work(this.#running, {
      ...this.#telling,
      within: this.#around,
      startTime: this.#startTime,
      mark: (within) => this.#mark(within),
      onEnd: () => {
        this.isOpen = false;
      },
    });
    this.#work = work;
    work.setInput(inputOf(this.#given));
    return work;
  }
}
