import type { Facts } from "../model/facts.ts";
import type { Kind } from "../model/span.ts";
import type { Reader } from "./readers.ts";
import type { SaidUsage } from "./usage.ts";

/** What a span says, asked by attribute name. The last of several attributes of one name is the one that holds. */
export interface Said {
  readonly scope: string;
  readonly service: string;
  /** The span's name; of a log record the name of its event. */
  readonly name: string;
  /** https://opentelemetry.io/docs/specs/otel/trace/api/#spankind by its number: 2 is a server, 3 a client. */
  readonly spanKind: number;
  /** When it began, in Unix nanoseconds; 0n when nobody says. */
  readonly start: bigint;
  /** The attributes that are there, of those that readers ask for. */
  readonly present: readonly string[];
  has(key: string): boolean;
  /** The attribute as text; undefined when it is absent, empty, or neither a string nor a number nor a boolean. */
  text(key: string): string | undefined;
  /** The attribute as a whole number of things; undefined when it is not one. */
  count(key: string): number | undefined;
  /** The attribute as a number, whichever way it was written. */
  number(key: string): number | undefined;
  /** The attribute as a list of texts; a single text is a list of one. */
  list(key: string): readonly string[] | undefined;
  /** What the attribute holds as a list or a map, or as JSON text of one; undefined when it is none, or very long. */
  json(key: string): unknown;
}

type Told = Omit<Facts, "dialect" | "kind" | "counts" | "usage" | "usageRule" | "usageDetails">;

/** A way to read each fact. */
export type Fields = { readonly [Name in keyof Told]-?: Reader<NonNullable<Told[Name]>> };

/** How one library writes down what an agent did. Reads what the span says, leaves out what it does not, never guesses. */
export interface Dialect {
  readonly name: string;
  /** The attributes that `speaks` and `kind` ask for. */
  readonly keys: readonly string[];
  /** Known by the scope, by the service, or by one of its keys that is there; not by the span's name alone. */
  speaks(said: Said): boolean;
  kind(said: Said): Kind;
  /** What it writes in a way of its own: asked before the ways that many share. */
  readonly fields?: Partial<Fields>;
  /** Facts that it tells in its own way or not at all: what many share means something else here. */
  readonly alone?: readonly (keyof Fields)[];
  /** Its own way to tell tokens, before the shared one. */
  readonly usage?: Reader<SaidUsage>;
  /** The shared facts it may tell at all; all of them, unless it says which. */
  readonly reads?: readonly (keyof Fields)[];
}
