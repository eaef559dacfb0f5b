import type { Draft } from "./draft.ts";
import { finestUsage, sameUsage } from "./usages.ts";

const texts = [
  "provider",
  "model",
  "responseModel",
  "responseId",
  "tier",
  "reportedCost",
  "toolName",
  "toolCallId",
] as const;

/** Takes over what `draft` lacks and `other`, which tells of the same call, says. */
export function adopt(draft: Draft, other: Draft): void {
  for (const name of texts) {
    if (draft[name] !== "" || other[name] === "") continue;
    draft[name] = other[name];
    draft.adopted = true;
  }
  adoptUsage(draft, other);
}

/** Of the same tokens, too, one may know better: which of them the cache held, and for how long. */
function adoptUsage(draft: Draft, { usage, details }: Draft): void {
  if (usage === undefined) return;
  const before = draft.usage;
  const finest = before === undefined ? usage : finestUsage(before, usage);
  if (finest !== before) draft.usage = finest;
  else if (draft.details !== undefined || details === undefined || !sameUsage(usage, finest)) return;
  draft.details = details ?? draft.details;
  draft.adopted = true;
}

/**
 * Also how it ended: what a log event says of the call itself, where the span is silent. A call whose tokens are told
 * was answered in the end: an error told apart from them is one that was tried again.
 */
export function adoptOutcome(draft: Draft, log: Draft): void {
  adopt(draft, log);
  const answered = draft.usage !== undefined && log.usage === undefined;
  if (!draft.failed && log.failed && !answered) {
    draft.failed = true;
    draft.errorType ||= log.errorType;
    draft.errorMessage ||= log.errorMessage;
    draft.adopted = true;
  }
  if (draft.finishReasons.length === 0 && log.finishReasons.length > 0) {
    draft.finishReasons = log.finishReasons;
    draft.adopted = true;
  }
  if (draft.firstToken === 0n && log.firstToken > 0n) {
    draft.firstToken = log.firstToken;
    draft.adopted = true;
  }
}
