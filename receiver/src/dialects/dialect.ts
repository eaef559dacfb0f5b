import type { Facts } from "../model/facts.ts";

/** What a span says, asked by attribute name. The last of several attributes of one name is the one that holds. */
export interface Said {
  readonly scope: string;
  /** The attribute as text; undefined when it is absent, empty, or neither a string nor a number nor a boolean. */
  text(key: string): string | undefined;
  /** The attribute as a whole number of things; undefined when it is not one. */
  count(key: string): number | undefined;
  /** The attribute as a number, whichever way it was written. */
  number(key: string): number | undefined;
  /** The attribute as a list of texts; a single text is a list of one. */
  list(key: string): readonly string[] | undefined;
}

/** How one library writes down what an agent did. Reads what the span says, leaves out what it does not, never guesses. */
export interface Dialect {
  readonly name: string;
  /** The attributes it may ask for. Only these are looked up while a span is walked. */
  readonly keys: readonly string[];
  speaks(said: Said): boolean;
  read(said: Said): Facts;
}
