import type { RuleName } from "../../../receiver/src/model/finding.ts";

/** What each rule finds, as a line in a list says it. */
export const ruleWords: Readonly<Record<RuleName, string>> = {
  "stuck-run": "Runs that went silent",
  "error-swallowed": "Failures that were passed over as success",
  "retry-storm": "Retries that did not stop",
  "repeated-call": "The same call again and again",
  "tool-thrash": "Tools tried one after another without result",
  "ping-pong": "Agents handing work back and forth",
  "empty-answer": "Empty answers of models",
  "truncated-answer": "Answers cut off at the limit",
  "context-near-limit": "Prompts close to the model's limit",
  "growing-prompt": "Prompts that grow with every call",
  "slow-first-token": "Long waits for the first token",
  "same-error": "The same error all through a session",
  "prompt-grows-by-turn": "Prompts that grow with every turn",
  "asked-again": "Users who had to ask again",
};
