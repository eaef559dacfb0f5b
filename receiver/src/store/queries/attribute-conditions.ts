import { metadataPrefixes, metadataWholes } from "../../model/metadata-keys.ts";
import type { AttributeFilter, Filters, MetadataFilter } from "./filters.ts";
import type { Parameters } from "./parameters.ts";

/** Exactly the expression of the text index `items`, so that the index answers. */
export const items = "arrayMap((k, v) -> concat(k, '=', v), mapKeys(attributes), mapValues(attributes))";

export const hasItem = (key: string, value: string, add: Parameters) =>
  `has(${items}, ${add.string(`${key}=${value}`)})`;

/** Whether the index can say where a condition may hold, and does not say so by itself. */
export const isIndexed = (condition: string): boolean =>
  condition.includes(items) && !condition.includes("FROM span_items");

/** Whether a span tells one of the values, by the index alone. */
export function saysOnSpan({ key, values }: AttributeFilter, add: Parameters): string {
  return `(${values.map((value) => hasItem(key, value, add)).join(" OR ")})`;
}

export function attributeConditions(filters: Filters, add: Parameters): string[] {
  return (filters.attributes ?? []).flatMap(({ key, values, origins = [] }) => {
    const onSpan = values.map((value) => hasItem(key, value, add));
    const onResource = origins.length > 0 ? [`hex(origin) IN ${add.strings(origins)}`] : [];
    return onSpan.length === 0 ? [] : [`(${[...onSpan, ...onResource].join(" OR ")})`];
  });
}

/** Whether a span notes one of the values, in whichever way its library notes such things. */
export function notedOnSpan({ key, values }: MetadataFilter, add: Parameters): string {
  const named = metadataPrefixes.flatMap((prefix) => values.map((value) => hasItem(`${prefix}${key}`, value, add)));
  const held = metadataWholes.map((whole) => notedIn(`attributes['${whole}']`, { key, values }, add));
  return `(${[...named, ...held].join(" OR ")})`;
}

/** Whether JSON of an object notes one of the values; what is no text there is told as its JSON. */
export function notedIn(json: string, { key, values }: MetadataFilter, add: Parameters): string {
  const name = add.string(key);
  return `(JSONHas(${json}, ${name}) AND ${toldIn(json, name)} IN ${add.strings(values)})`;
}

/** What is noted by the name, as text; '' where nothing is. */
export function toldIn(json: string, name: string): string {
  const isText = `JSONType(${json}, ${name}) = 'String'`;
  return `if(${isText}, JSONExtractString(${json}, ${name}), JSONExtractRaw(${json}, ${name}))`;
}
