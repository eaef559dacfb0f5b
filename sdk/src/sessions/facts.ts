import type { Attributes } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { jsonOf } from "../content/json-of.ts";
import type { SessionFacts } from "./session.ts";

/** What callers gave, narrowed to what it may be, with what holds for all sessions below it. */
export function factsOf(given: SessionFacts | undefined, shared: SessionFacts): SessionFacts {
  const own = given ?? {};
  return {
    userId: textOf(own.userId) ?? shared.userId,
    platform: textOf(own.platform) ?? shared.platform,
    botName: textOf(own.botName) ?? shared.botName,
    botType: textOf(own.botType) ?? shared.botType,
    tags: [...new Set([...tagsOf(shared.tags), ...tagsOf(own.tags)])],
    metadata: { ...shared.metadata, ...own.metadata },
  };
}

/** Ids are often numbers. */
export function textOf(value: unknown): string | undefined {
  return value === undefined || value === null || value === "" ? undefined : String(value);
}

const tagsOf = (tags: unknown): string[] =>
  Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string" && tag !== "") : [];

/** What a span at the top of a session's trace says of it; those below say its id alone. */
export function attributesOf(id: string, { userId, platform, tags }: SessionFacts): Attributes {
  return {
    [names.sessionId]: id,
    ...(userId !== undefined && { [names.userId]: userId }),
    ...(platform !== undefined && { [names.platform]: platform }),
    ...(tags?.length && { [names.tags]: [...tags] }),
  };
}

/** In characters of its JSON. */
const mostMetadata = 16 * 1024;

/** All that is known of a session, as the records of its start and its end tell it. */
export function toldOf(id: string, facts: SessionFacts): Attributes {
  const { botName, botType, metadata = {} } = facts;
  const told = Object.keys(metadata).length === 0 ? undefined : jsonOf(metadata, mostMetadata);
  return {
    ...attributesOf(id, facts),
    ...(botName !== undefined && { [names.botName]: botName }),
    ...(botType !== undefined && { [names.botType]: botType }),
    ...(told !== undefined && { [names.metadata]: told }),
  };
}
