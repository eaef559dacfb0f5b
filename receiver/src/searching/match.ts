/** Where in a span something was found. `index` and `part` name a message and a part of it. */
export type Place =
  | { readonly place: "name" | "status" | "error" | "stack" | "agent" | "system" | "tool.name" }
  | { readonly place: "tool.arguments" | "tool.result"; readonly path?: string }
  | { readonly place: "input" | "output"; readonly index: number; readonly part: number; readonly path?: string }
  | { readonly place: "event"; readonly index: number; readonly key?: string }
  | { readonly place: "attribute" | "log"; readonly key: string };

export type Match = Place & {
  /** Which of the words asked for. */
  readonly word: string;
  /** A stretch of the text around the match, as it stands there. */
  readonly snippet: string;
  /** In UTF-16 units of the snippet. */
  readonly offset: number;
  readonly length: number;
  /** Where the match begins in the whole text of the place, in UTF-16 units. */
  readonly at: number;
};

/** One text of a span, and where it stands. */
export interface PlacedText {
  readonly where: Place;
  readonly text: string;
}
