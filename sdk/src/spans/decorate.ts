import type { AnyFunction } from "./call.ts";
import { decorateClass, isClass, lain } from "./decorate-class.ts";

/** How calls of what is decorated are made. */
export interface Making {
  /** Around each call of one function, which is told by this name unless its author gave another. */
  aroundFunction(name: string | undefined): Around;
  /** Around each call of the methods of a class. */
  aroundClass(name: string): Around;
}

/** Makes one call of the host's, and gives back or throws what the host is to have. */
export type Around = (work: AnyFunction, self: unknown, given: unknown[]) => unknown;

/** What a compiler of standard decorators tells. */
interface Place {
  readonly kind: string;
  readonly name?: string | symbol | undefined;
}

const isPlace = (value: unknown): value is Place =>
  typeof value === "object" && value !== null && typeof (value as Place).kind === "string" && "addInitializer" in value;

/** Whether these are the arguments of a decorator that was given no options. */
export function isDecorating(target: unknown, second: unknown): boolean {
  return isPlace(second) || typeof second === "string" || typeof second === "symbol" || isClass(target);
}

/** Does what a decorator does, standard or legacy, whatever it stands on. */
export function decorate(making: Making, target: unknown, second?: unknown, third?: unknown): unknown {
  if (isPlace(second)) return decorateStandard(making, target, second);
  if (second === undefined) return isClass(target) ? decorateClass(target, making.aroundClass(target.name)) : target;
  return decorateMethod(making, wordOf(second as string | symbol), third as PropertyDescriptor | undefined);
}

function decorateStandard(making: Making, value: unknown, place: Place): unknown {
  const name = place.name === undefined ? undefined : wordOf(place.name);
  if (place.kind === "class" && isClass(value)) return decorateClass(value, making.aroundClass(name ?? value.name));
  const over = (work: unknown) =>
    typeof work === "function" && !isClass(work) ? lain(work as AnyFunction, making.aroundFunction(name)) : work;
  if (place.kind === "field") return over;
  if (place.kind === "accessor") return { init: over };
  return place.kind === "method" || place.kind === "getter" ? over(value) : undefined;
}

/** As Babel's legacy decorators have it of a field. */
interface LegacyDescriptor extends PropertyDescriptor {
  readonly initializer?: unknown;
}

/** TypeScript's `experimentalDecorators`: another descriptor in the place of a method's. */
function decorateMethod(making: Making, name: string, descriptor: LegacyDescriptor | undefined): unknown {
  const over = (work: AnyFunction) => lain(work, making.aroundFunction(name));
  if (typeof descriptor?.value === "function") return { ...descriptor, value: over(descriptor.value) };
  const initial = descriptor?.initializer;
  if (typeof initial === "function") {
    return {
      ...descriptor,
      initializer(this: unknown) {
        const value = Reflect.apply(initial, this, []);
        return typeof value === "function" && !isClass(value) ? over(value) : value;
      },
    };
  }
  return descriptor?.get ? { ...descriptor, get: over(descriptor.get) } : undefined;
}

/** Of a private name without its mark, of a symbol what it describes. */
function wordOf(key: string | symbol): string {
  return typeof key === "symbol" ? (key.description ?? "symbol") : key.replace(/^#/, "");
}
