/** What others say, of any shape, read without ever throwing. */
export type Fields = Readonly<Record<string, unknown>>;

const nothing: Fields = Object.freeze(Object.create(null) as Record<string, unknown>);

export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : nothing;
}

export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export const countOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

/** The value of a text of JSON, or the text itself where it is none. */
export function jsonOf(text: unknown): unknown {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Attributes without those that are not known. */
export function said<Value>(attributes: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Record<
    string,
    Value
  >;
}

/** Pieces of a text that come one after the other. */
export class Pieces {
  readonly #pieces: string[] = [];

  add(piece: unknown): void {
    if (typeof piece === "string" && piece !== "") this.#pieces.push(piece);
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  toString(): string {
    return this.#pieces.join("");
  }
}
