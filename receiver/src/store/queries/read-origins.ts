import type { Store } from "../store.ts";
import { type Attributes, readAttributes } from "../stored-values.ts";
import type { AttributeFilter } from "./filters.ts";
import { Parameters } from "./parameters.ts";

/** The resource behind each origin, by the hex of its hash. */
export async function readOrigins(
  store: Store,
  project: string,
  origins: Iterable<string>,
): Promise<ReadonlyMap<string, Attributes>> {
  const hashes = [...new Set(origins)];
  if (hashes.length === 0) return new Map();
  const add = new Parameters();
  const text = `
    SELECT lower(hex(origin)) AS name, mapKeys(resource) AS keys, mapValues(resource) AS texts, resource_types AS types
    FROM origins
    WHERE project = ${add.string(project)}
      AND origin IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(hashes)})), 16))
    LIMIT 1 BY origin`;
  const rows = await store.query<OriginRow>({ text, params: add.values });
  return new Map(rows.map((row) => [row.name, readAttributes(row, () => null)]));
}

interface OriginRow {
  readonly name: string;
  readonly keys: readonly string[];
  readonly texts: readonly string[];
  readonly types: string;
}

const items = "arrayMap((k, v) -> concat(k, '=', v), mapKeys(resource), mapValues(resource))";

/** Adds to each attribute filter the origins whose resource says the same. Origins are few: one for each sender. */
export async function findOrigins(
  store: Store,
  project: string,
  filters: readonly AttributeFilter[] | undefined,
): Promise<AttributeFilter[] | undefined> {
  if (filters === undefined) return undefined;
  return Promise.all(
    filters.map(async ({ key, values }) => {
      const add = new Parameters();
      const asked = add.strings(values.map((value) => `${key}=${value}`));
      const text = `
        SELECT DISTINCT hex(origin) AS name FROM origins
        WHERE project = ${add.string(project)} AND hasAny(${items}, ${asked})`;
      const rows = await store.query<{ name: string }>({ text, params: add.values });
      return { key, values, origins: rows.map((row) => row.name) };
    }),
  );
}
