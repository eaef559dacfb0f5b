import type { Said } from "./dialect.ts";
import { isCount, jsonOf, listOf, longestJson, numberOf, textsIn } from "./text-values.ts";

export interface SaidInput {
  readonly scope?: string;
  readonly service?: string;
  readonly name?: string;
  readonly spanKind?: number;
  readonly start?: bigint;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * What a span says, by its attributes as the store gives them back. It answers as the span did when it came in, but for
 * what the store itself has changed: bytes are text there, and what was too long is cut.
 */
export function saidOf(input: SaidInput): Said {
  const { scope = "", service = "", name = "", spanKind = 0, start = 0n, attributes } = input;
  const value = (key: string) => (Object.hasOwn(attributes, key) ? attributes[key] : undefined);
  const text = (key: string) => textOf(value(key));
  const number = (key: string) => {
    const told = text(key);
    return told === undefined ? undefined : numberOf(told);
  };
  return {
    scope,
    service,
    name,
    spanKind,
    start,
    present: Object.keys(attributes),
    has: (key) => Object.hasOwn(attributes, key),
    text,
    number,
    count: (key) => {
      const told = number(key);
      return isCount(told) ? told : undefined;
    },
    list: (key) => listIn(value(key)),
    json: (key) => jsonIn(value(key)),
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value || undefined;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  return typeof value === "boolean" ? String(value) : undefined;
}

function listIn(value: unknown): readonly string[] | undefined {
  if (Array.isArray(value)) return textsIn(value);
  const text = textOf(value);
  return text === undefined ? undefined : listOf(text);
}

function jsonIn(value: unknown): unknown {
  if (typeof value === "object" && value !== null) return value;
  return typeof value === "string" && Buffer.byteLength(value) <= longestJson ? jsonOf(value) : undefined;
}
