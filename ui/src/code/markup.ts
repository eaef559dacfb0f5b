import { behind, endOfSpace, isSpace, isWord } from "./characters.ts";
import { javascript } from "./javascript.ts";
import type { Stretch } from "./stretch.ts";

/** HTML, XML and what is written like them: tags, their attributes, and scripts. */
export function* markup(source: string): Generator<Stretch> {
  let at = source.indexOf("<");
  while (at !== -1) {
    const apart = commentAt(source, at);
    const end = apart ?? (yield* tagAt(source, at));
    if (apart !== undefined) yield { kind: "comment", from: at, to: apart };
    at = source.indexOf("<", yield* scriptBehind(source, at, end));
  }
}

function commentAt(source: string, at: number): number | undefined {
  if (source.startsWith("<!--", at)) return behind(source, "-->", at + 4);
  return source[at + 1] === "!" || source[at + 1] === "?" ? behind(source, ">", at + 2) : undefined;
}

/** Gives the pieces of a tag, and answers where it ends. What begins like none is text. */
function* tagAt(source: string, from: number): Generator<Stretch, number> {
  const name = source[from + 1] === "/" ? from + 2 : from + 1;
  let at = endOfName(source, name);
  if (at === name) return from + 1;
  yield { kind: "keyword", from: name, to: at };
  while (at < source.length && source[at] !== ">" && source[at] !== "<") {
    const end = pieceEnd(source, at);
    const kind = kindOf(source, at);
    if (kind !== undefined) yield { kind, from: at, to: end };
    at = end;
  }
  return at;
}

function kindOf(source: string, at: number): Stretch["kind"] | undefined {
  if (source[at] === '"' || source[at] === "'") return "string";
  if (!isWord(source, at)) return undefined;
  return source[at - 1] === "=" ? "string" : "name";
}

function pieceEnd(source: string, at: number): number {
  const sign = source[at] ?? "";
  if (sign === '"' || sign === "'") return behind(source, sign, at + 1);
  if (isSpace(source, at)) return endOfSpace(source, at);
  return Math.max(endOfName(source, at), at + 1);
}

function endOfName(source: string, at: number): number {
  if (!isWord(source, at)) return at;
  let end = at;
  while (isWord(source, end) || "-:.@".includes(source[end] ?? " ")) end += 1;
  return end;
}

/** Gives the pieces of a script whose tag ended here, and answers where to go on. */
function* scriptBehind(source: string, tag: number, end: number): Generator<Stretch, number> {
  if (source[end] !== ">" || !/^<script[\s>]/i.test(source.slice(tag, tag + 8))) return end;
  const close = source.indexOf("</script", end);
  const to = close === -1 ? source.length : close;
  for (const piece of javascript(source.slice(end + 1, to)))
    yield { kind: piece.kind, from: piece.from + end + 1, to: piece.to + end + 1 };
  return to;
}
