/** A value of the JSON that attributes are kept as: entries stay in order and may repeat a key, numbers stay text. */
export type StoredJson =
  | { readonly kind: "list"; readonly items: readonly StoredJson[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [key: string, value: StoredJson])[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "plain"; readonly value: boolean | null };

/** No value was let in that is nested deeper: `MAX_NESTING` is at most 512, and a map is two levels. */
const deepest = 1100;

/** Undefined for what is no JSON: a structure that was cut. */
export function readStoredJson(text: string): StoredJson | undefined {
  const reader = new Reader(text);
  const value = reader.value(0);
  return reader.isAtEnd() ? value : undefined;
}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  value(depth: number): StoredJson | undefined {
    const next = this.text[this.at];
    if (depth > deepest || next === undefined) return undefined;
    if (next === "[") return this.list(depth);
    if (next === "{") return this.map(depth);
    if (next === '"') {
      const text = this.string();
      return text === undefined ? undefined : { kind: "text", text };
    }
    return this.scalar();
  }

  private list(depth: number): StoredJson | undefined {
    const items: StoredJson[] = [];
    this.at += 1;
    if (this.take("]")) return { kind: "list", items };
    do {
      const item = this.value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    } while (this.take(","));
    return this.take("]") ? { kind: "list", items } : undefined;
  }

  private map(depth: number): StoredJson | undefined {
    const entries: [string, StoredJson][] = [];
    this.at += 1;
    if (this.take("}")) return { kind: "map", entries };
    do {
      const key = this.string();
      if (key === undefined || !this.take(":")) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      entries.push([key, value]);
    } while (this.take(","));
    return this.take("}") ? { kind: "map", entries } : undefined;
  }

  private string(): string | undefined {
    if (this.text[this.at] !== '"') return undefined;
    const end = endOfString(this.text, this.at);
    if (end === -1) return undefined;
    const quoted = this.text.slice(this.at, end);
    this.at = end;
    try {
      return JSON.parse(quoted) as string;
    } catch {
      return undefined;
    }
  }

  private scalar(): StoredJson | undefined {
    scalar.lastIndex = this.at;
    const [text] = scalar.exec(this.text) ?? [];
    if (text === undefined) return undefined;
    this.at += text.length;
    if (text === "null") return { kind: "plain", value: null };
    if (text === "true" || text === "false") return { kind: "plain", value: text === "true" };
    return { kind: "number", text };
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }
}

/** The place behind the closing quote; -1 when there is none. */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slash = quote;
    while (text[slash - 1] === "\\") slash -= 1;
    if ((quote - slash) % 2 === 0) return quote + 1;
  }
  return -1;
}

const scalar = /null|true|false|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/y;
