import type { Draft } from "./draft.ts";

/** What a span does not say of whom it belongs to, the nearest one above it that says so says for it. */
export function inherit(ordered: readonly Draft[]): void {
  for (const draft of ordered) {
    const { above } = draft;
    if (above === undefined) continue;
    draft.sessionId ||= above.sessionId;
    draft.userId ||= above.userId;
    draft.agentName ||= above.agentName;
    draft.workflowName ||= above.workflowName;
    draft.platform ||= above.platform;
    if (draft.tags.length === 0) draft.tags = above.tags;
  }
}
