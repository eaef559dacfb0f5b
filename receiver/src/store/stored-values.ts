/** Attributes as they are kept: texts in the order sent, and one character for each that tells its type. */
export interface StoredAttributes {
  readonly keys: readonly string[];
  readonly texts: readonly string[];
  readonly types: string;
}

/** Gives the contents that stand where texts were folded, in the order of use; null where they are not to be read. */
export type NextContent = () => Buffer | null;

/** Message contents by the hex of their hash; "none" where they are not to be read. */
export type Contents = ReadonlyMap<string, Buffer> | "none";

export type Attributes = Readonly<Record<string, unknown>>;

/**
 * The values as they were sent. What JSON cannot hold is told as text: whole numbers beyond 2^53, NaN and the
 * infinities, bytes in base64. Of equal keys the last holds. A folded value whose content is not read is left out.
 */
export function readAttributes({ keys, texts, types }: StoredAttributes, nextContent: NextContent): Attributes {
  const read: Record<string, unknown> = Object.create(null);
  for (const [at, key] of keys.entries()) {
    const text = unfold(texts[at] ?? "", types[at] ?? "s", nextContent);
    if (text === null) delete read[key];
    else read[key] = readValue(text, types[at] ?? "s");
  }
  return read;
}

export function readStored(text: string, type: string, nextContent: NextContent): unknown {
  const whole = unfold(text, type, nextContent);
  return whole === null ? null : readValue(whole, type);
}

/** The attributes with their contents where they stood. One whose content is not kept any more is left out. */
export function wholeAttributes({ keys, texts, types }: StoredAttributes, nextContent: NextContent): StoredAttributes {
  const whole = keys.flatMap((key, at) => {
    const type = types[at] ?? "s";
    const text = unfold(texts[at] ?? "", type, nextContent);
    return text === null ? [] : [{ key, text, type: type.toLowerCase() }];
  });
  return {
    keys: whole.map(({ key }) => key),
    texts: whole.map(({ text }) => text),
    types: whole.map(({ type }) => type).join(""),
  };
}

/** One value with its contents where they stood; null when one is not kept any more. */
export function wholeText(text: string, type: string, nextContent: NextContent): string | null {
  return unfold(text, type, nextContent);
}

/** The contents named by `refs`, one after the other. */
export function contentsInOrder(refs: readonly string[], contents: Contents): NextContent {
  let used = 0;
  return () => {
    const ref = refs[used];
    used += 1;
    if (contents === "none" || ref === undefined) return null;
    return contents.get(ref) ?? null;
  };
}

const mark = "\u0001";
const isFolded = (type: string) => type === "S" || type === "J";

function unfold(text: string, type: string, nextContent: NextContent): string | null {
  if (!isFolded(type)) return text;
  const [first = "", ...rest] = text.split(mark);
  const contents = rest.map(() => nextContent());
  if (contents.includes(null)) return null;
  return first + rest.map((part, at) => `${contents[at]}${part}`).join("");
}

function readValue(text: string, type: string): unknown {
  switch (type) {
    case "i":
      return wholeNumber(text);
    case "d":
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case "b":
      return text === "true";
    case "e":
      return null;
    case "j":
    case "J":
      return readJson(text);
    default:
      return text;
  }
}

function wholeNumber(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/** Most texts hold nothing that plain JSON would spoil; only the others pay for the slow way. */
const needsCare = /"\$(?:double|bytes)"|\d{16}/;

function readJson(text: string): unknown {
  try {
    return needsCare.test(text) ? JSON.parse(text, revive) : JSON.parse(text);
  } catch {
    return text;
  }
}

function revive(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === "number") return reviveNumber(value, context?.source ?? "");
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const [[key, only] = [], ...others] = Object.entries(value);
  const isWrapped = others.length === 0 && (key === "$double" || key === "$bytes") && typeof only === "string";
  return isWrapped ? only : value;
}

function reviveNumber(value: number, source: string): number | string {
  return /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? source : value;
}
