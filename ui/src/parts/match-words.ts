import type { Item } from "../../../receiver/src/client/routes.ts";

export type Match = Item<"search">["matches"][number];

const plain: Readonly<Partial<Record<Match["place"], string>>> = {
  name: "Name",
  status: "Status",
  error: "Error",
  stack: "Stack",
  agent: "Agent",
  system: "System prompt",
  "tool.name": "Tool",
  "tool.arguments": "Arguments",
  "tool.result": "Result",
  input: "Input",
  output: "Output",
  event: "Event",
  attribute: "Attribute",
  log: "Log",
};

/** Where in a span something stands: `Input, message 3`, `Arguments, hotel.city`. */
export function placeWords(match: Match): string {
  const told = [
    plain[match.place] ?? match.place,
    (match.place === "input" || match.place === "output") && `message ${match.index + 1}`,
    "path" in match && match.path !== "$" && match.path,
    "key" in match && match.key,
  ];
  return told.filter(Boolean).join(", ");
}

export interface SnippetParts {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** UTF-16 units that stand before a match, so that it is seen in a line that is cut off. */
const mostBefore = 48;

/** A match and what stands around it, in one line. */
export function snippetParts({ snippet, offset, length, at }: Match): SnippetParts {
  const before = snippet.slice(Math.max(0, offset - mostBefore), offset);
  const isCut = at > before.length;
  return {
    before: `${isCut ? "…" : ""}${inLine(before)}`,
    match: inLine(snippet.slice(offset, offset + length)),
    after: inLine(snippet.slice(offset + length)),
  };
}

const inLine = (text: string) => text.toWellFormed().replace(/\s+/g, " ");
