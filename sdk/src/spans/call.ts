import { types } from "node:util";
import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { type Running, running } from "../running.ts";
import type { Kind, SpanOptions } from "./kinds.ts";
import { openToolOf } from "./open-tool.ts";
import { watch } from "./watch.ts";
import { watchGenerator } from "./watch-generator.ts";
import { Work } from "./work.ts";

// biome-ignore lint/suspicious/noExplicitAny: any function at all, of whatever parameters.
export type AnyFunction = (...given: any[]) => any;

/** What calls of a function are told as. */
export interface Telling {
  readonly kind: Kind;
  readonly name: string;
  readonly options: SpanOptions;
}

/** Calls the host's function as a span. When the SDK does not run, it is called and that is all. */
export function callAs(telling: Telling, work: AnyFunction, self: unknown, given: unknown[]): unknown {
  const at = running();
  if (!at) return Reflect.apply(work, self, given);
  if (telling.kind === "tool" && isToldAlready(telling.name, given)) return Reflect.apply(work, self, given);
  // A generator's body has not run yet when its call is over.
  if (types.isGeneratorFunction(work)) return generateAs(at, telling, work, self, given);
  const begun = quietly(() => beginWork(at, telling, given));
  return begun ? within(begun, () => Reflect.apply(work, self, given)) : Reflect.apply(work, self, given);
}

/** Whether an instrument tells this run of the tool: then we only add what it was not told. */
function isToldAlready(name: string, given: readonly unknown[]): boolean {
  const outer = quietly(() => openToolOf(context.active(), name, true));
  if (outer && !outer.hasInput) outer.setInput(inputOf(given));
  return outer !== undefined;
}

/** Runs the host's work within a span until what it gives back has come to its end. */
export function within(work: Work, run: () => unknown): unknown {
  let result: unknown;
  try {
    result = context.with(work.context, run);
  } catch (error) {
    work.fail(error);
    throw error;
  }
  return quietly(() => watch(result, work)) ?? result;
}

function generateAs(at: Running, telling: Telling, work: AnyFunction, self: unknown, given: unknown[]): unknown {
  const around = context.active();
  const generator = Reflect.apply(work, self, given);
  quietly(() => watchGenerator(generator, () => beginWork(at, telling, given, around)));
  return generator;
}

function beginWork(at: Running, telling: Telling, given: readonly unknown[], around = context.active()): Work {
  const work = new Work(at, { ...telling, within: around, isHosts: true });
  work.setInput(inputOf(given));
  return work;
}

/** The one thing that a function was given, or all of them. */
export const inputOf = (given: readonly unknown[]): unknown => (given.length > 1 ? given : given[0]);
