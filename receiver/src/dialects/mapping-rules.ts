import type { Facts, Usage } from "../model/facts.ts";
import { type MappedField, type MappingRule, mappedFields, type RuleCondition } from "../model/mapping-rule.ts";
import { type Kind, kinds } from "../model/span.ts";
import type { Said } from "./dialect.ts";
import { isCall } from "./kinds.ts";

/** Whether all conditions hold of a span. */
export function holds({ when }: MappingRule, said: Said): boolean {
  return when.every((condition) => meets(condition, said));
}

function meets({ attribute, is, value = "" }: RuleCondition, said: Said): boolean {
  const told = toldBy(said, attribute);
  if (is === "present") return told !== undefined;
  if (is === "absent") return told === undefined;
  if (is === "prefix") return told?.startsWith(value) ?? false;
  return told === value;
}

/** An attribute, or who speaks and of what. */
function toldBy(said: Said, attribute: string): string | undefined {
  if (attribute === "scope" || attribute === "service" || attribute === "name") return said[attribute] || undefined;
  return said.text(attribute);
}

/** The facts as a project wants them read: of several rules for one field, the first that holds and says something. */
export function withRules(facts: Facts, said: Said, rules: readonly MappingRule[]): Facts {
  if (rules.length === 0) return facts;
  const told = new Map<MappedField, unknown>();
  for (const rule of rules) {
    if (told.has(rule.field) || !holds(rule, said)) continue;
    const value = mappedValue(rule, said);
    if (value !== undefined) told.set(rule.field, value);
  }
  return told.size === 0 ? facts : merged(facts, told);
}

export function mappedValue({ field, attribute, value }: MappingRule, said: Said): unknown {
  const text = value ?? (attribute === undefined ? undefined : toldBy(said, attribute));
  if (field === "kind") return kinds.find((kind) => kind === text?.toLowerCase());
  if (field === "tags" || field === "finishReasons") {
    return value === undefined && attribute !== undefined ? said.list(attribute) : value?.split(",");
  }
  if (mappedFields[field] !== "count") return text;
  const count = Number(text);
  return text !== undefined && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

const tokens: ReadonlyMap<MappedField, keyof Usage> = new Map<MappedField, keyof Usage>([
  ["inputTokens", "input"],
  ["outputTokens", "output"],
  ["cachedTokens", "cached"],
  ["cacheWriteTokens", "cacheWrite"],
  ["reasoningTokens", "reasoning"],
]);
const none: Usage = { input: 0, output: 0, cached: 0, cacheWrite: 0, reasoning: 0 };

function merged(facts: Facts, told: ReadonlyMap<MappedField, unknown>): Facts {
  const counted = [...tokens].filter(([field]) => told.has(field));
  const usage = { ...(facts.usage ?? none), ...Object.fromEntries(counted.map(([from, to]) => [to, told.get(from)])) };
  const others = Object.fromEntries([...told].filter(([field]) => !tokens.has(field)));
  const kind = (told.get("kind") as Kind | undefined) ?? facts.kind;
  return {
    ...facts,
    ...others,
    ...(counted.length > 0 && { usage, usageRule: "mapping rule" }),
    counts: kind === facts.kind ? facts.counts : isCall(kind),
  };
}
