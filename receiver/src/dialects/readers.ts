import type { Said } from "./dialect.ts";

/** A way to read one thing that a span may say. */
export interface Reader<Value> {
  /** Every attribute it may ask for, in order. */
  readonly keys: readonly string[];
  /** It may find what it reads where none of its attributes is there: in the span's name, say. */
  readonly anyway?: boolean;
  read(said: Said): Value | undefined;
}

/** The first of these attributes that says something. */
export const text = (...keys: readonly string[]): Reader<string> => firstKey(keys, (said, key) => said.text(key));
export const count = (...keys: readonly string[]): Reader<number> => firstKey(keys, (said, key) => said.count(key));
export const number = (...keys: readonly string[]): Reader<number> => firstKey(keys, (said, key) => said.number(key));
export const list = (...keys: readonly string[]): Reader<readonly string[]> =>
  firstKey(keys, (said, key) => {
    const items = said.list(key);
    return items === undefined || items.length === 0 ? undefined : items;
  });
export const flag = (...keys: readonly string[]): Reader<boolean> =>
  firstKey(keys, (said, key) => {
    const word = said.text(key)?.toLowerCase();
    return word === "true" ? true : word === "false" ? false : undefined;
  });

/** Something that takes more than one attribute, or more than reading it. Asked when one of them is there. */
export const from = <Value>(keys: readonly string[], read: (said: Said) => Value | undefined): Reader<Value> => ({
  keys,
  read,
});

/** Something that takes more than attributes. Asked of every span. */
export const fromAny = <Value>(keys: readonly string[], read: (said: Said) => Value | undefined): Reader<Value> => ({
  keys,
  anyway: true,
  read,
});

export const isAskedAnyway = ({ keys, anyway = false }: Reader<unknown>): boolean => anyway || keys.length === 0;

export const first = <Value>(...readers: readonly Reader<Value>[]): Reader<Value> => ({
  keys: readers.flatMap((reader) => reader.keys),
  anyway: readers.some(isAskedAnyway),
  read: (said) => {
    for (const reader of readers) {
      const value = reader.read(said);
      if (value !== undefined) return value;
    }
    return undefined;
  },
});

export const mapped = <From, To>(reader: Reader<From>, change: (value: From) => To | undefined): Reader<To> => ({
  keys: reader.keys,
  anyway: isAskedAnyway(reader),
  read: (said) => {
    const value = reader.read(said);
    return value === undefined ? undefined : change(value);
  },
});

/** A member of an attribute that holds a map, or JSON text of one: `at(["metadata"], "user", "id")`. */
const at = (keys: readonly string[], ...path: readonly string[]): Reader<unknown> =>
  firstKey(keys, (said, key) => path.reduce<unknown>(member, said.json(key)));

export const textAt = (keys: readonly string[], ...path: readonly string[]): Reader<string> =>
  mapped(at(keys, ...path), (value) => (typeof value === "string" && value !== "" ? value : textOf(value)));

export const countAt = (keys: readonly string[], ...path: readonly string[]): Reader<number> =>
  mapped(at(keys, ...path), wholeNumber);

/** A number of things: a whole number, or the text of one. */
export function wholeNumber(value: unknown): number | undefined {
  const read = typeof value === "string" && /^\d{1,16}(\.0*)?$/.test(value.trim()) ? Number(value) : value;
  return typeof read === "number" && Number.isSafeInteger(read) && read >= 0 ? read : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

export function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function firstKey<Value>(keys: readonly string[], read: (said: Said, key: string) => Value | undefined): Reader<Value> {
  return {
    keys,
    read: (said) => {
      for (const key of keys) {
        const value = read(said, key);
        if (value !== undefined) return value;
      }
      return undefined;
    },
  };
}
