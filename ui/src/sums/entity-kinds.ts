import type { Kind } from "../../../receiver/src/model/span.ts";
import type { UsageDimension } from "../../../receiver/src/model/usage.ts";
import type { Narrowing } from "../api/usage-queries.ts";
import type { EntityPlace } from "../paths.ts";
import type { ListSearch, TimeSearch } from "../search.ts";

/** The places of those that have a page, by the filter that names one. */
export const placeOf = { agent: "agents", tool: "tools", user: "users", model: "models" } as const;
export type Named = keyof typeof placeOf;

export interface EntityKind {
  readonly title: string;
  /** In a sentence, one of them. */
  readonly one: string;
  readonly mark: Kind | undefined;
  /** By what its calls are told apart over time. */
  readonly by: UsageDimension;
  /** Whose other values are told on its page. */
  readonly beside: readonly UsageDimension[];
  /** Whether its calls cost something themselves. */
  readonly costs: boolean;
}

export const entityKinds: Readonly<Record<EntityPlace, EntityKind>> = {
  agents: { title: "Agents", one: "agent", mark: "agent", by: "model", beside: ["tool", "model", "user"], costs: true },
  tools: { title: "Tools", one: "tool", mark: "tool", by: "agent", beside: ["agent", "user", "service"], costs: false },
  users: { title: "Users", one: "user", mark: undefined, by: "agent", beside: ["agent", "model", "tool"], costs: true },
  models: {
    title: "Models",
    one: "model",
    mark: "llm",
    by: "agent",
    beside: ["agent", "provider", "user"],
    costs: true,
  },
  errors: {
    title: "Errors",
    one: "error",
    mark: undefined,
    by: "agent",
    beside: ["agent", "tool", "model"],
    costs: false,
  },
};

const names: Readonly<Record<Exclude<EntityPlace, "errors">, Named>> = {
  agents: "agent",
  tools: "tool",
  users: "user",
  models: "model",
};

/** The calls that are of this one; failures by their type and what they say. */
export function callsOf(place: EntityPlace, name: string, says: string | undefined): Narrowing {
  if (place === "errors") return failedSo(name, says);
  return { [names[place]]: name };
}

/** The sessions and traces it was part of. */
export function partsOf(place: EntityPlace, name: string, says: string | undefined, time: TimeSearch): ListSearch {
  if (place === "errors") return { ...time, ...failedSo(name, says) };
  return { ...time, [names[place]]: name };
}

const failedSo = (errorType: string, says: string | undefined) => ({
  errorType,
  ...(says !== undefined && { errorShape: says }),
});
