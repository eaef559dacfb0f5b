/**
 * What a required module exports, so that each of it can be replaced: the same object, or one like it where its own
 * members are fixed, as bundlers leave them.
 */
export function opened(exports: unknown): unknown {
  if (typeof exports !== "object" || exports === null) return exports;
  const members = Object.getOwnPropertyDescriptors(exports);
  const isFixed = Object.values(members).some(({ configurable, writable }) => !configurable && !writable);
  // The namespace of an ES module is fixed for good.
  if (!isFixed || Object.prototype.toString.call(exports) === "[object Module]") return exports;
  for (const member of Object.values(members)) member.configurable = true;
  return Object.defineProperties(Object.create(Object.getPrototypeOf(exports)), members);
}
