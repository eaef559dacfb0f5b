/**
 * What a required module exports, so that each of it can be replaced: the same object, or one like it where its own
 * members are fixed, as bundlers leave them.
 */
export function opened(exports: unknown): unknown {
  if (typeof exports !== "object" || exports === null) return exports;
  // The namespace of an ES module is fixed for good.
  if (isNamespace(exports)) return exports;
  const members = Object.getOwnPropertyDescriptors(exports);
  const isFixed = Object.values(members).some(({ configurable, writable }) => !configurable && !writable);
  if (!isFixed) return exports;
  for (const member of Object.values(members)) member.configurable = true;
  return Object.defineProperties(Object.create(Object.getPrototypeOf(exports)), members);
}

/** The same for whoever requires an ES module: what is not replaced in it stays what the module exports at the time. */
export function openedNamespace(exports: object): object {
  const members = Reflect.ownKeys(exports).map((key) => {
    const { enumerable = false } = Object.getOwnPropertyDescriptor(exports, key) ?? {};
    return [key, { get: () => Reflect.get(exports, key), enumerable, configurable: true }] as const;
  });
  return Object.defineProperties(Object.create(null) as object, Object.fromEntries(members));
}

export const isNamespace = (exports: unknown): boolean => Object.prototype.toString.call(exports) === "[object Module]";
