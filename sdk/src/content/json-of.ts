import { cut } from "./cut.ts";
import { markOfName, withoutSecrets } from "./secrets.ts";

const mostDepth = 32;
/** A secret that begins before the cut is seen whole, so that no half of it is kept. */
const beyond = 512;

/**
 * A value as JSON: without its secrets, and no longer than so many characters but for marks of what was cut. The work is
 * bounded by what is kept, not by the value. Never throws: what cannot be read is marked.
 */
export function jsonOf(value: unknown, limit: number): string | undefined {
  return new Writer(limit).write(value, "");
}

/** The text itself, without its secrets and cut. */
export function plainOf(text: string, limit: number): string {
  if (text.length <= limit) return withoutSecrets(text);
  return cut(withoutSecrets(text.slice(0, limit + beyond)).slice(0, limit), limit, text);
}

class Writer {
  #left: number;
  readonly #around: object[] = [];

  constructor(limit: number) {
    this.#left = limit;
  }

  /** Undefined for what JSON leaves out: functions, symbols, nothing. */
  write(value: unknown, name: string): string | undefined {
    if (typeof value === "string") return this.#text(value, name);
    if (typeof value === "number") return this.#number(value, name);
    if (typeof value === "boolean" || value === null) return this.#said(String(value));
    if (typeof value === "bigint") return this.#text(String(value), name);
    if (typeof value !== "object") return undefined;
    try {
      return this.#object(value, name);
    } catch {
      return this.#said('"[unreadable]"');
    }
  }

  #number(value: number, name: string): string {
    if (name !== "" && nameOf(name).secret !== undefined) return this.#text(String(value), name);
    return this.#said(Number.isFinite(value) ? String(value) : "null");
  }

  #said(json: string): string {
    this.#left -= json.length;
    return json;
  }

  #text(text: string, name: string): string {
    const secret = text === "" || name === "" ? undefined : nameOf(name).secret;
    return this.#said(JSON.stringify(secret ?? plainOf(text, Math.max(this.#left, 0))));
  }

  #object(value: object, name: string): string | undefined {
    if (this.#around.includes(value)) return this.#said('"[circular]"');
    if (this.#around.length >= mostDepth) return this.#said(`"…[cut: nested deeper than ${mostDepth}]"`);
    this.#around.push(value);
    try {
      return this.#within(value, name);
    } finally {
      this.#around.pop();
    }
  }

  #within(value: object, name: string): string | undefined {
    if (Array.isArray(value)) return this.#list(value, value.length, name);
    const bytes = bytesOf(value);
    if (bytes !== undefined) return this.#said(JSON.stringify(`[${bytes} bytes]`));
    if (value instanceof Error) return this.#members(membersOfError(value));
    if (value instanceof Map) return this.#entries(value);
    if (value instanceof Set) return this.#list(value, value.size, name);
    const plain = "toJSON" in value && typeof value.toJSON === "function" ? value.toJSON(name) : value;
    return plain === value ? this.#members(value) : this.write(plain, name);
  }

  #list(items: Iterable<unknown>, length: number, name: string): string {
    const parts: string[] = [];
    this.#left -= 2;
    for (const item of items) {
      if (this.#left <= 0) {
        parts.push(`"…[cut: ${length} items]"`);
        break;
      }
      parts.push(this.write(item, name) ?? this.#said("null"));
      this.#left -= 1;
    }
    return `[${parts.join(",")}]`;
  }

  #members(value: object): string {
    const parts: string[] = [];
    this.#left -= 2;
    for (const name in value) {
      if (!Object.hasOwn(value, name)) continue;
      if (this.#left <= 0) {
        parts.push('"…":"[cut: more members]"');
        break;
      }
      this.#member(parts, name, memberOf(value, name));
    }
    return `{${parts.join(",")}}`;
  }

  #entries(entries: ReadonlyMap<unknown, unknown>): string {
    const parts: string[] = [];
    this.#left -= 2;
    for (const [key, value] of entries) {
      if (this.#left <= 0) {
        parts.push(`"…":"[cut: ${entries.size} members]"`);
        break;
      }
      this.#member(parts, String(key), value);
    }
    return `{${parts.join(",")}}`;
  }

  #member(parts: string[], name: string, value: unknown): void {
    const { json, length } = nameOf(name);
    this.#left -= length;
    const written = this.write(value, name);
    if (written !== undefined) parts.push(`${json}:${written}`);
  }
}

/** A getter that throws costs its member alone. */
function memberOf(value: object, name: string): unknown {
  try {
    return (value as Readonly<Record<string, unknown>>)[name];
  } catch {
    return "[unreadable]";
  }
}

const longestName = 200;
const mostNames = 1000;
const names = new Map<
  string,
  { readonly json: string; readonly length: number; readonly secret: string | undefined }
>();

/** The same few names come with every message. */
function nameOf(name: string) {
  const known = names.get(name);
  if (known) return known;
  const json = JSON.stringify(cut(name, longestName));
  const told = { json, length: json.length + 2, secret: markOfName(name) };
  if (names.size < mostNames && name.length <= longestName) names.set(name, told);
  return told;
}

/** What an error does not list itself goes first. */
const membersOfError = (error: Error): object => {
  const { name, message, cause } = error;
  return { name, message, ...(cause !== undefined && { cause }), ...ownMembers(error) };
};

const ownMembers = (error: object): object => ({ ...error });

const blobs = new Set<unknown>(["Blob", "File"]);

/** Bytes are told by their number. */
function bytesOf(value: object): number | undefined {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  if (typeof SharedArrayBuffer === "function" && value instanceof SharedArrayBuffer) return value.byteLength;
  const { size } = value as { readonly size?: unknown };
  return blobs.has(value.constructor?.name) && typeof size === "number" ? size : undefined;
}
