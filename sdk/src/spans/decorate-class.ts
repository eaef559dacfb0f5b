import { quietly } from "../quietly.ts";
import type { AnyFunction } from "./call.ts";
import type { Around } from "./decorate.ts";

export type AnyClass = abstract new (...given: never[]) => unknown;

export const isClass = (value: unknown): value is AnyClass =>
  typeof value === "function" && /^class\b/.test(quietly(() => Function.prototype.toString.call(value)) ?? "");

/** The same function, but for how it is called: name, length, and whatever else it has, stay. */
export function lain<Work extends AnyFunction>(work: Work, around: Around): Work {
  return new Proxy(work, { apply: (target, self, given) => around(target, self, given) });
}

/** The class stays the class that it is; its methods, static ones and inherited ones too, are laid over. */
export function decorateClass(decorated: AnyClass, around: Around): AnyClass {
  quietly(() => {
    layOver(decorated.prototype, around);
    layOver(decorated, around);
    layOverInherited(decorated, around);
  });
  return decorated;
}

function layOver(holder: object, around: Around): void {
  for (const key of methodsOf(holder)) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, key) as PropertyDescriptor;
    if (!descriptor.configurable) continue;
    Object.defineProperty(holder, key, { ...descriptor, value: lain(descriptor.value, around) });
  }
}

function layOverInherited({ prototype }: AnyClass, around: Around): void {
  const seen = new Set(Reflect.ownKeys(prototype));
  for (
    let above = Object.getPrototypeOf(prototype);
    isClass(above?.constructor);
    above = Object.getPrototypeOf(above)
  ) {
    for (const key of methodsOf(above)) {
      if (seen.has(key)) continue;
      const value = inherited(prototype, key, around);
      Object.defineProperty(prototype, key, { value, configurable: true, writable: true, enumerable: false });
    }
    for (const key of Reflect.ownKeys(above)) seen.add(key);
  }
}

/** Looks the method above up at each call, in case it is changed later. */
function inherited(prototype: object, key: string | symbol, around: Around): AnyFunction {
  const above = () => Reflect.get(Object.getPrototypeOf(prototype), key) as AnyFunction;
  return lain(above(), (_, self, given) => around(above(), self, given));
}

/** Not what a class keeps that happens to be a function, such as another class. */
function methodsOf(holder: object): (string | symbol)[] {
  return Reflect.ownKeys(holder).filter((key) => {
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    const isMethod = typeof descriptor?.value === "function" && !descriptor.enumerable && !isClass(descriptor.value);
    return isMethod && key !== "constructor";
  });
}
