import { types } from "node:util";
import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { dropped } from "./dropped.ts";
import type { Work } from "./work.ts";
import { Yields } from "./yields.ts";

type AnyGenerator = Generator | AsyncGenerator;
type Step = "next" | "return" | "throw";
type Stepping = (...given: unknown[]) => unknown;

/**
 * Runs each step of a generator within its work, which begins at the first. The generator stays the object that it is:
 * its methods are laid over on the object itself.
 */
export function watchGenerator(generator: AnyGenerator, begin: () => Work | undefined, hasBegun = false): AnyGenerator {
  const course = new Course(begin);
  if (hasBegun) course.begin(generator);
  for (const step of ["next", "return", "throw"] as const) {
    const own = generator[step] as Stepping;
    const value = new Proxy(own, {
      apply: (target, self, given) =>
        self === generator
          ? course.step(step, generator, () => Reflect.apply(target, self, given))
          : Reflect.apply(target, self, given),
    });
    Object.defineProperty(generator, step, { value, configurable: true, writable: true, enumerable: false });
  }
  return generator;
}

/** Holds nothing of the generator, so that one nobody reads can go. */
class Course {
  readonly #begin: () => Work | undefined;
  readonly #yields = new Yields();
  #work: Work | undefined;
  #hasBegun = false;

  constructor(begin: () => Work | undefined) {
    this.#begin = begin;
  }

  begin(generator: AnyGenerator): void {
    this.#hasBegun = true;
    this.#work = quietly(this.#begin);
    if (this.#work) dropped.register(generator, this.#work);
  }

  step(step: Step, generator: AnyGenerator, take: () => unknown): unknown {
    // A generator that is ended before its first step never runs.
    if (!this.#hasBegun && step === "next") this.begin(generator);
    const work = this.#work;
    if (!work?.isOpen) return take();
    let taken: unknown;
    try {
      taken = context.with(work.context, take);
    } catch (error) {
      work.fail(error);
      throw error;
    }
    if (!types.isPromise(taken)) {
      this.#took(step, work, taken);
      return taken;
    }
    return taken.then(
      (result) => {
        this.#took(step, work, result);
        return result;
      },
      (error) => {
        work.fail(error);
        throw error;
      },
    );
  }

  #took(step: Step, work: Work, result: unknown): void {
    if (!work.isOpen) return;
    const { done, value } = result as IteratorResult<unknown>;
    if (!done) {
      if (work.wantsOutput) this.#yields.add(value);
      return;
    }
    work.setOutput(this.#yields.all() ?? (step === "next" ? value : undefined));
    if (step === "return") work.interrupt();
    else work.end();
  }
}
