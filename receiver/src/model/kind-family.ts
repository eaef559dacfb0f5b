/** Kinds that look alike: one shape and one hue for each family, everywhere. */
export const kindFamilies = ["agent", "llm", "tool", "retrieval", "guardrail", "operation", "event"] as const;
export type KindFamily = (typeof kindFamilies)[number];

const families: ReadonlyMap<string, KindFamily> = new Map([
  ["session", "agent"],
  ["agent", "agent"],
  ["llm", "llm"],
  ["tool", "tool"],
  ["retrieval", "retrieval"],
  ["embedding", "retrieval"],
  ["rerank", "retrieval"],
  ["memory", "retrieval"],
  ["guardrail", "guardrail"],
  ["evaluator", "guardrail"],
  ["event", "event"],
]);

export function familyOf(kind: string): KindFamily {
  return families.get(kind) ?? "operation";
}
