/** A line of a value that is shown as JSON. `path` names its place, and is the same as long as the value is. */
export type JsonRow =
  | (Placed & {
      readonly type: "open";
      readonly bracket: "{" | "[";
      readonly size: number;
      readonly isOpen: boolean;
      readonly hint: string;
    })
  | (Placed & {
      readonly type: "leaf";
      readonly value: string | number | boolean | null;
      readonly isLong: boolean;
      readonly isOpen: boolean;
    })
  | (Placed & { readonly type: "text"; readonly text: string; readonly from: number; readonly to: number })
  | (Placed & { readonly type: "close"; readonly bracket: "}" | "]" });

interface Placed {
  readonly path: string;
  readonly depth: number;
  /** Of what it is a field; null in lists and at the top. */
  readonly name: string | null;
  readonly isLast: boolean;
}

/** Characters of a text in one line; what is longer can be unfolded. */
export const longest = 160;
/** More lines than these are not made: a browser cannot scroll further. */
const mostRows = 1_000_000;

/** The lines of a value of which so much is unfolded: folded parts cost nothing. */
export function jsonRows(value: unknown, opened: ReadonlySet<string>): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  add(rows, value, { path: "", depth: 0, name: null, isLast: true }, opened);
  return rows;
}

function add(rows: JsonRow[], value: unknown, place: Placed, opened: ReadonlySet<string>): void {
  if (rows.length >= mostRows) return;
  if (typeof value !== "object" || value === null) return addLeaf(rows, value, place, opened);
  const isList = Array.isArray(value);
  const keys = isList ? null : Object.keys(value);
  const size = keys ? keys.length : (value as readonly unknown[]).length;
  const isOpen = size > 0 && opened.has(place.path);
  rows.push({ ...place, type: "open", bracket: isList ? "[" : "{", size, isOpen, hint: isOpen ? "" : hintOf(value) });
  if (!isOpen) return;
  for (let at = 0; at < size; at += 1) {
    const key = keys ? (keys[at] as string) : String(at);
    const inner = { path: `${place.path}/${escaped(key)}`, depth: place.depth + 1, isLast: at === size - 1 };
    add(rows, (value as Record<string, unknown>)[key], { ...inner, name: keys ? key : null }, opened);
  }
  rows.push({ ...place, path: `${place.path}/`, type: "close", bracket: isList ? "]" : "}" });
}

function addLeaf(rows: JsonRow[], value: unknown, place: Placed, opened: ReadonlySet<string>): void {
  const shown = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  const isLong = typeof shown === "string" && shown.length > longest;
  const isOpen = isLong && opened.has(place.path);
  rows.push({ ...place, type: "leaf", value: shown, isLong, isOpen });
  if (!isOpen || typeof shown !== "string") return;
  for (let from = 0; from < shown.length && rows.length < mostRows; ) {
    const to = pieceEnd(shown, from);
    rows.push({ ...place, path: `${place.path}:${from}`, depth: place.depth + 1, type: "text", text: shown, from, to });
    from = to;
  }
}

/** No pair of surrogates is parted. */
function pieceEnd(text: string, from: number): number {
  const to = Math.min(text.length, from + longest);
  const last = text.charCodeAt(to - 1);
  return to < text.length && last >= 0xd800 && last < 0xdc00 ? to + 1 : to;
}

/** As a JSON pointer says it. */
const escaped = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");

/** What is told of a folded part beside its size: most have a name. */
function hintOf(value: object): string {
  const { name, kind, role } = value as { readonly name?: unknown; readonly kind?: unknown; readonly role?: unknown };
  return [kind, name, role]
    .filter((one) => typeof one === "string")
    .join(" ")
    .slice(0, 80);
}

/** The paths of all that lies around a path. */
export function above(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(0, -1).map((_, at) => parts.slice(0, at + 1).join("/"));
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const part of path.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
