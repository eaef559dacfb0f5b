import type { Store } from "../../store.ts";
import type { StoredAttributes } from "../../stored-values.ts";
import { Parameters } from "../parameters.ts";

/** A resource and a scope, all that was said of them. */
export interface Speaker {
  readonly resource: StoredAttributes;
  readonly resourceSchema: string;
  readonly droppedOfResource: number;
  readonly scope: string;
  readonly scopeVersion: string;
  readonly scopeAttributes: StoredAttributes;
  readonly scopeSchema: string;
  readonly droppedOfScope: number;
}

interface SpeakerRow {
  readonly name: string;
  readonly keys: readonly string[];
  readonly texts: readonly string[];
  readonly resource_types: string;
  readonly resource_schema_url: string;
  readonly dropped_resource_attributes: number;
  readonly scope: string;
  readonly scope_version: string;
  readonly scope_keys: readonly string[];
  readonly scope_texts: readonly string[];
  readonly scope_attribute_types: string;
  readonly scope_schema_url: string;
  readonly dropped_scope_attributes: number;
}

const mostKept = 4096;

/** Reads who spoke, by the hex of the hash that names it, and keeps those read lately in mind. */
export function readsSpeakers(store: Store, project: string) {
  const kept = new Map<string, Speaker>();
  return async (origins: Iterable<string>): Promise<ReadonlyMap<string, Speaker>> => {
    const asked = [...new Set(origins)];
    if (kept.size > mostKept) kept.clear();
    const missing = asked.filter((origin) => !kept.has(origin));
    for (const row of await ask(store, project, missing)) kept.set(row.name, toSpeaker(row));
    return new Map(asked.flatMap((origin) => pair(origin, kept.get(origin))));
  };
}

const pair = <Value>(name: string, value: Value | undefined) =>
  value === undefined ? [] : ([[name, value]] as [string, Value][]);

async function ask(store: Store, project: string, hashes: readonly string[]): Promise<readonly SpeakerRow[]> {
  if (hashes.length === 0) return [];
  const add = new Parameters();
  const text = `
    SELECT lower(hex(origin)) AS name, mapKeys(resource) AS keys, mapValues(resource) AS texts, resource_types,
      resource_schema_url, dropped_resource_attributes, scope, scope_version, mapKeys(scope_attributes) AS scope_keys,
      mapValues(scope_attributes) AS scope_texts, scope_attribute_types, scope_schema_url, dropped_scope_attributes
    FROM origins
    WHERE project = ${add.string(project)}
      AND origin IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(hashes)})), 16))
    LIMIT 1 BY origin`;
  return store.query<SpeakerRow>({ text, params: add.values });
}

function toSpeaker(row: SpeakerRow): Speaker {
  return {
    resource: { keys: row.keys, texts: row.texts, types: row.resource_types },
    resourceSchema: row.resource_schema_url,
    droppedOfResource: row.dropped_resource_attributes,
    scope: row.scope,
    scopeVersion: row.scope_version,
    scopeAttributes: { keys: row.scope_keys, texts: row.scope_texts, types: row.scope_attribute_types },
    scopeSchema: row.scope_schema_url,
    droppedOfScope: row.dropped_scope_attributes,
  };
}
