/** The fields that a project may map attributes to, and what each holds. */
export const mappedFields = {
  kind: "kind",
  sessionId: "text",
  userId: "text",
  agentName: "text",
  workflowName: "text",
  platform: "text",
  tags: "texts",
  provider: "text",
  model: "text",
  responseModel: "text",
  responseId: "text",
  tier: "text",
  reportedCost: "text",
  toolName: "text",
  toolCallId: "text",
  errorType: "text",
  errorMessage: "text",
  finishReasons: "texts",
  inputTokens: "count",
  outputTokens: "count",
  cachedTokens: "count",
  cacheWriteTokens: "count",
  reasoningTokens: "count",
} as const;
export type MappedField = keyof typeof mappedFields;

/** What a project knows of its own attributes: where a field is found, and when. It goes before what readers find. */
export interface MappingRule {
  readonly field: MappedField;
  /** The attribute that says it; "scope", "service" and "name" are who speaks, and the span's name. */
  readonly attribute?: string | undefined;
  /** What it is whenever the conditions hold, instead of what an attribute says. */
  readonly value?: string | undefined;
  /** All must hold. */
  readonly when: readonly RuleCondition[];
}

export interface RuleCondition {
  readonly attribute: string;
  readonly is: "present" | "absent" | "equal" | "prefix";
  readonly value?: string | undefined;
}
