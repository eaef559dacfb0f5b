/** Deeper values are guessed. */
const MOST_DEPTH = 4;
/** Of a list, so many items are looked at, and the others taken for the like. */
const MOST_ITEMS = 64;

/** Roughly how many bytes attributes take, for less than it costs to find out. */
export function weighAttributes(attributes: object | undefined): number {
  let bytes = 0;
  for (const key in attributes) bytes += key.length + weigh((attributes as Record<string, unknown>)[key]);
  return bytes;
}

export function weigh(value: unknown, depth = 0): number {
  if (typeof value === "string") return 8 + value.length;
  if (typeof value !== "object" || value === null) return 12;
  if (value instanceof Uint8Array) return 8 + value.length;
  if (depth === MOST_DEPTH) return 200;
  if (Array.isArray(value)) return weighItems(value, depth + 1);
  let bytes = 8;
  for (const key in value) bytes += key.length + weigh((value as Record<string, unknown>)[key], depth + 1);
  return bytes;
}

function weighItems(items: readonly unknown[], depth: number): number {
  const looked = Math.min(items.length, MOST_ITEMS);
  let bytes = 0;
  for (let at = 0; at < looked; at++) bytes += weigh(items[at], depth);
  return 8 + (looked === items.length ? bytes : (bytes / looked) * items.length);
}
