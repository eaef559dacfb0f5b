import type { Store } from "../store.ts";
import { type Attributes, type Contents, type NextContent, readAttributes } from "../stored-values.ts";
import { readContents } from "./read-contents.ts";
import { readOrigins } from "./read-origins.ts";

/** A row with attributes: its resource is known by its origin, and its long messages by their hashes. */
export interface ReferringRow {
  readonly attribute_keys: readonly string[];
  readonly attribute_texts: readonly string[];
  readonly attribute_types: string;
  readonly ref_names: readonly string[];
  readonly origin_name: string;
}

export const referringColumns = `
  mapKeys(attributes) AS attribute_keys, mapValues(attributes) AS attribute_texts, attribute_types,
  arrayMap(r -> lower(hex(r)), refs) AS ref_names, lower(hex(origin)) AS origin_name`;

/** What rows refer to, by its name. */
export interface Surroundings {
  readonly origins: ReadonlyMap<string, Attributes>;
  readonly contents: Contents;
}

export async function readSurroundings(
  store: Store,
  project: string,
  rows: readonly ReferringRow[],
  content: "full" | "none" = "full",
): Promise<Surroundings> {
  const origins = rows.map((row) => row.origin_name);
  const refs = rows.map((row) => row.ref_names);
  const [resources, contents] = await Promise.all([
    readOrigins(store, project, origins),
    content === "none" ? ("none" as const) : readContents(store, project, refs),
  ]);
  return { origins: resources, contents };
}

/** Attributes come first among what a row refers to, so they are read first. */
export function attributesOf(row: ReferringRow, nextContent: NextContent): Attributes {
  const stored = { keys: row.attribute_keys, texts: row.attribute_texts, types: row.attribute_types };
  return readAttributes(stored, nextContent);
}
