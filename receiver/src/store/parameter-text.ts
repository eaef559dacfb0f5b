const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\b": "\\b",
  "\f": "\\f",
  "\0": "\\0",
};

/**
 * A value the way the engine reads a parameter: its TabSeparated text. `@clickhouse/client` does the same for a server.
 * https://clickhouse.com/docs/interfaces/http#cli-queries-with-parameters
 */
export function parameterText(value: unknown): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "boolean") return value ? "1" : "0";
  return nestedText(value);
}

/** What stands for `text` between quotes in a statement. */
export function literal(text: string): string {
  return `'${escaped(text)}'`;
}

function escaped(text: string): string {
  return text.replace(/[\\'\t\n\r\b\f\0]/g, (character) => escapes[character] ?? character);
}

function nestedText(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "string") return literal(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (Array.isArray(value)) return `[${value.map(nestedText).join(",")}]`;
  if (value instanceof Map) return mapText([...value]);
  if (Object.getPrototypeOf(value) === Object.prototype) return mapText(Object.entries(value));
  throw new TypeError(`a parameter cannot be a ${typeof value}: ${String(value)}`);
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "nan" : value > 0 ? "+inf" : "-inf";
}

function mapText(entries: readonly (readonly [unknown, unknown])[]): string {
  return `{${entries.map(([key, value]) => `${nestedText(key)}:${nestedText(value)}`).join(",")}}`;
}
