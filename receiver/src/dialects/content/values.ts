/** An object as JSON has them. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

export const textOrNull = (value: unknown): string | null => (isText(value) ? value : null);

/** The value of the first of the keys that says something. */
export function firstOf(object: Json, keys: readonly string[]): unknown {
  return keys.map((key) => object[key]).find((value) => value !== undefined && value !== null && value !== "");
}

export const firstText = (object: Json, keys: readonly string[]): string | null =>
  keys.map((key) => object[key]).find(isText) ?? null;

/** The first ones, and how many more there are. */
export function cap<T>(items: readonly T[], most: number): { readonly kept: readonly T[]; readonly more: number } {
  if (items.length <= most) return { kept: items, more: 0 };
  return { kept: items.slice(0, most), more: items.length - most };
}
