import { contextNearLimit } from "./context-near-limit.ts";
import { emptyAnswer } from "./empty-answer.ts";
import { errorSwallowed } from "./error-swallowed.ts";
import { growingPrompt } from "./growing-prompt.ts";
import { pingPong } from "./ping-pong.ts";
import { repeatedCall } from "./repeated-call.ts";
import { retryStorm } from "./retry-storm.ts";
import type { Rule } from "./rule.ts";
import { slowFirstToken } from "./slow-first-token.ts";
import { stuckRun } from "./stuck-run.ts";
import { toolThrash } from "./tool-thrash.ts";
import { truncatedAnswer } from "./truncated-answer.ts";

/** In the order in which findings of one severity are told. A new rule is a new file, and its name in `model/finding.ts`. */
export const rules: readonly Rule[] = [
  stuckRun,
  errorSwallowed,
  retryStorm,
  repeatedCall,
  toolThrash,
  pingPong,
  emptyAnswer,
  truncatedAnswer,
  contextNearLimit,
  growingPrompt,
  slowFirstToken,
];
