import { metadataOfTrace, metadataPrefixesOfSpan, metadataWholesOfSpan } from "../../model/metadata-keys.ts";
import type { Span } from "../../model/span.ts";
import { familyOf } from "./indexed.ts";
import { fromJson, lean } from "./json-text.ts";
import { told } from "./part.ts";
import { firstOf, isList, isObject, type Json, textOrNull } from "./values.ts";

/** They are fields of the span. */
const identity: ReadonlySet<string> = new Set([
  "sessionId",
  "session_id",
  "userId",
  "user_id",
  "threadId",
  "thread_id",
  "conversationId",
  "conversation_id",
  "chat_id",
  "tags",
  "usage_metadata",
]);

/** What the application noted beside the work, with the prompt that was used and the documents that were found. */
export function metadataOf(span: Span): Record<string, unknown> {
  const { attributes } = span;
  const own = noted(attributes, metadataPrefixesOfSpan, metadataWholesOfSpan);
  const isSilent = Object.keys(own).length === 0;
  const isShared = isSilent || span.parentSpanId === null;
  const shared = isShared ? noted(attributes, [metadataOfTrace.prefix], [metadataOfTrace.whole]) : {};
  return withoutPrototype(shared, own, promptOf(attributes), documentsOf(attributes));
}

function noted(attributes: Json, families: readonly string[], keys: readonly string[]): Json {
  const read = withoutPrototype();
  for (const key of keys) {
    const whole = fromJson(attributes[key]);
    if (isObject(whole)) Object.assign(read, lean(whole));
  }
  for (const [key, value] of Object.entries(attributes)) {
    const family = families.find((prefix) => key.startsWith(prefix));
    if (family !== undefined) read[key.slice(family.length)] = told(value);
  }
  for (const key of identity) delete read[key];
  return read;
}

/** A key of `__proto__` is a key like any other here. */
function withoutPrototype(...objects: readonly Json[]): Record<string, unknown> {
  return Object.assign(Object.create(null), ...objects);
}

function promptOf(attributes: Json): Json {
  const name = textOrNull(firstOf(attributes, ["gen_ai.prompt.name", "langfuse.observation.prompt.name"]));
  const version = firstOf(attributes, ["gen_ai.prompt.version", "langfuse.observation.prompt.version"]);
  return name === null ? {} : { prompt: { name, version: version ?? null } };
}

const mostDocuments = 100;

function documentsOf(attributes: Json): Json {
  const whole = fromJson(
    firstOf(attributes, ["gen_ai.retrieval.documents", "retrieval.documents", "db.vector.query.response.documents"]),
  );
  const listed = isList(whole) ? whole : familyOf(attributes, "retrieval.documents.").map(documentOf);
  if (listed.length === 0) return {};
  return { documents: listed.length > mostDocuments ? listed.length : lean(listed) };
}

const documentOf = (member: unknown) => (isObject(member) ? (member.document ?? member) : member);
