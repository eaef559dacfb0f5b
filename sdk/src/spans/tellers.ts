import { type AnyFunction, callAs } from "./call.ts";
import { decorate, isDecorating, type Making } from "./decorate.ts";
import { type AnyClass, isClass, lain } from "./decorate-class.ts";
import type { Kind, SpanOptions } from "./kinds.ts";
import { callQuietly } from "./quiet-call.ts";
import { openScope, type Scope } from "./scope.ts";

/** A decorator of methods, of fields that hold functions, and of classes; standard and legacy. */
export interface Decorator {
  <Decorated extends AnyClass>(target: Decorated, place?: ClassDecoratorContext): Decorated | undefined;
  <Decorated extends AnyFunction>(
    target: Decorated,
    place: ClassMethodDecoratorContext | ClassGetterDecoratorContext,
  ): Decorated | undefined;
  (target: undefined, place: ClassFieldDecoratorContext): <Value>(initial: Value) => Value;
  <This, Value>(
    target: ClassAccessorDecoratorTarget<This, Value>,
    place: ClassAccessorDecoratorContext<This, Value>,
  ): ClassAccessorDecoratorResult<This, Value>;
  <Decorated>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Decorated>,
  ): TypedPropertyDescriptor<Decorated> | undefined;
}

/** Tells work of one kind: as a decorator with or without options, around a function, or as a span in one's hands. */
export interface Teller extends Decorator {
  <Decorated extends AnyClass>(target: Decorated, place?: ClassDecoratorContext): Decorated | undefined;
  /** The same function, each call of which is a span. */
  <Wrapped extends AnyFunction>(work: Wrapped): Wrapped;
  <Wrapped extends AnyFunction>(options: string | SpanOptions, work: Wrapped): Wrapped;
  /** The same class, as by the decorator. */
  <Decorated extends AnyClass>(options: string | SpanOptions, target: Decorated): Decorated;
  (options: string | SpanOptions): Decorator;
  /** Opens a span: `using step = task.span("plan")`. */
  span(name: string, options?: SpanOptions): Scope;
}

function tellerOf(kind: Kind): Teller {
  const tell = (first: unknown, second?: unknown, third?: unknown): unknown => {
    if (isClass(second)) return decorate(makingOf(kind, optionsOf(first)), second);
    if (typeof second === "function") return wrap(kind, optionsOf(first), second as AnyFunction);
    if (isDecorating(first, second)) return decorate(makingOf(kind, {}), first, second, third);
    if (typeof first === "function") return wrap(kind, {}, first as AnyFunction);
    const making = makingOf(kind, optionsOf(first));
    return (target: unknown, ...place: unknown[]) => decorate(making, target, ...place);
  };
  return Object.assign(tell as Teller, {
    span: (name: string, options?: SpanOptions) => openScope(kind, name, options),
  });
}

function wrap(kind: Kind, options: SpanOptions, work: AnyFunction): AnyFunction {
  const name = typeof work.name === "string" ? work.name.replace(/^bound /, "") : undefined;
  return lain(work, makingOf(kind, options).aroundFunction(name));
}

function makingOf(kind: Kind, options: SpanOptions): Making {
  const tellingOf = (name: string | undefined) => ({ kind, options, name: options.name || name || kind });
  return {
    aroundFunction(name) {
      const telling = tellingOf(name);
      return (work, self, given) => callAs(telling, work, self, given);
    },
    aroundClass(name) {
      const telling = tellingOf(name);
      return (work, self, given) => callQuietly(telling, work, self, given);
    },
  };
}

function optionsOf(given: unknown): SpanOptions {
  if (typeof given === "string") return { name: given };
  return typeof given === "object" && given !== null ? given : {};
}

/** An agent: what happens in it is attributed to it by its name. */
export const agent: Teller = tellerOf("agent");
export const workflow: Teller = tellerOf("workflow");
export const task: Teller = tellerOf("task");
export const operation: Teller = tellerOf("operation");
/** A tool: what it is given and what it gives back are told as its arguments and its result. */
export const tool: Teller = tellerOf("tool");
