// biome-ignore lint/suspicious/noExplicitAny: methods of others, of any shape
export type Method = (this: any, ...values: any[]) => any;

const own = new WeakSet<object>();
let undone: (() => void)[] = [];

/**
 * Puts a function in the place of a method, with its name and length, until everything is undone. Once replaced it stays
 * as it is. Throws when there is no such method, or when it cannot be replaced.
 */
export function replace(target: unknown, name: PropertyKey, wrap: (original: Method) => Method): void {
  if ((typeof target !== "object" && typeof target !== "function") || target === null) {
    throw new Error(`it has nothing that could hold ${String(name)}`);
  }
  const original = (target as Record<PropertyKey, unknown>)[name];
  if (typeof original !== "function") throw new Error(`it has no method ${String(name)}`);
  if (own.has(original)) return;
  const wrapped = alike(wrap(original as Method), original as Method);
  put(target, name, wrapped);
}

/** Where an object has a method from: itself, or one of its classes. */
export function ownerOf(object: unknown, name: PropertyKey): object | undefined {
  if (typeof object !== "object") return undefined;
  for (
    let at = object, depth = 0;
    at !== null && depth < 16;
    at = Object.getPrototypeOf(at) as object | null, depth += 1
  ) {
    if (Object.hasOwn(at, name)) return at;
  }
  return undefined;
}

function put(target: object, name: PropertyKey, wrapped: Method): void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  const { enumerable = false } = before ?? {};
  if (!tryDefine(target, name, { value: wrapped, enumerable, writable: true, configurable: true })) {
    Reflect.set(target, name, wrapped);
  }
  if (Reflect.get(target, name) !== wrapped) {
    const isModule = Object.prototype.toString.call(target) === "[object Module]";
    const why = isModule ? "its ES module was imported before init" : "it is fixed";
    throw new Error(`${String(name)} cannot be replaced: ${why}`);
  }
  undone.push(() => {
    if (Reflect.get(target, name) !== wrapped) return;
    if (!before) Reflect.deleteProperty(target, name);
    else if (!tryDefine(target, name, before)) Reflect.set(target, name, before.value);
  });
}

/** The same to whoever looks at it: name, length and what else it holds. */
export function alike(wrapped: Method, original: Method): Method {
  for (const key of Reflect.ownKeys(original)) {
    const descriptor = Object.getOwnPropertyDescriptor(original, key);
    if (descriptor) tryDefine(wrapped, key, descriptor);
  }
  own.add(wrapped);
  return wrapped;
}

function tryDefine(target: object, name: PropertyKey, descriptor: PropertyDescriptor): boolean {
  try {
    return Reflect.defineProperty(target, name, descriptor);
  } catch {
    return false;
  }
}

/** Gives every method back, the last replaced first. */
export function undoReplacements(): void {
  const all = undone;
  undone = [];
  for (const undo of all.reverse()) undo();
}
