import type { Json } from "./values.ts";

/** The keys that a pattern names: itself, or with a star in it those that begin and end so. */
export function keysLike(attributes: Json, pattern: string): readonly string[] {
  const [begin = "", end] = pattern.split("*");
  if (end === undefined) return [pattern];
  const least = begin.length + end.length;
  const isLike = (key: string) => key.length > least && key.startsWith(begin) && key.endsWith(end);
  return Object.keys(attributes).filter((key) => isLike(key) && !key.startsWith(`${begin}metadata.`));
}
