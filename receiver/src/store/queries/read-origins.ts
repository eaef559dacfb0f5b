import { memoryOfEach, openMemory } from "../../memory.ts";
import type { Store } from "../store.ts";
import { type Attributes, readAttributes } from "../stored-values.ts";
import type { AttributeFilter } from "./filters.ts";
import { Parameters } from "./parameters.ts";

/** An origin is named by its hash, so what was read once holds. Few are asked for again and again. */
const memoryOf = memoryOfEach<Store, Attributes>(() => openMemory(() => 1, { most: 4096 }));

/** The resource behind each origin, by the hex of its hash; of one that is still on its way, none. */
export async function readOrigins(
  store: Store,
  project: string,
  origins: Iterable<string>,
): Promise<ReadonlyMap<string, Attributes>> {
  const memory = memoryOf(store);
  const resources = new Map<string, Attributes>();
  const missing: string[] = [];
  for (const origin of new Set(origins)) {
    const resource = memory.get(`${project}/${origin}`);
    if (resource === undefined) missing.push(origin);
    else resources.set(origin, resource);
  }
  for (const [origin, resource] of await askForOrigins(store, project, missing)) {
    resources.set(origin, resource);
    memory.put(`${project}/${origin}`, resource);
  }
  return resources;
}

async function askForOrigins(
  store: Store,
  project: string,
  hashes: readonly string[],
): Promise<readonly (readonly [string, Attributes])[]> {
  if (hashes.length === 0) return [];
  const add = new Parameters();
  const text = `
    SELECT lower(hex(origin)) AS name, mapKeys(resource) AS keys, mapValues(resource) AS texts, resource_types AS types
    FROM origins
    WHERE project = ${add.string(project)}
      AND origin IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(hashes)})), 16))
    LIMIT 1 BY origin`;
  const rows = await store.query<OriginRow>({ text, params: add.values });
  return rows.map((row) => [row.name, readAttributes(row, () => null)]);
}

interface OriginRow {
  readonly name: string;
  readonly keys: readonly string[];
  readonly texts: readonly string[];
  readonly types: string;
}

const items = "arrayMap((k, v) -> concat(k, '=', v), mapKeys(resource), mapValues(resource))";

/**
 * Adds to each attribute filter that has none the origins whose resource says the same. Origins are few: one for each
 * sender.
 */
export async function findOrigins(
  store: Store,
  project: string,
  filters: readonly AttributeFilter[] | undefined,
): Promise<AttributeFilter[] | undefined> {
  if (filters === undefined) return undefined;
  return Promise.all(
    filters.map(async (filter) => {
      const { key, values } = filter;
      if (filter.origins !== undefined) return filter;
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
