/** What a piece of code is; `literal` is a number or a word that is a value, `name` the name of a value: a key, an attribute. */
export type Kind = "keyword" | "string" | "literal" | "comment" | "name" | "added" | "removed";

/** A piece of code of one kind, from one place to before another. */
export interface Stretch {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** Gives the pieces that are of some kind, in their order; what lies between is plain. It takes time linear in the text. */
export type Language = (source: string) => Iterable<Stretch>;
