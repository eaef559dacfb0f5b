import { costText } from "../fields.ts";
import { count, from, mapped, text } from "../readers.ts";
import { answerOf, failedAnswerOf, promptOf, toolResultOf } from "./coding-agent.ts";
import type { EventReader } from "./told-call.ts";

const agent = { dialect: "claude-code", name: "Claude Code" };

const input = count("input_tokens");
const output = count("output_tokens");
const cached = count("cache_read_tokens");
const cacheWrite = count("cache_creation_tokens");
const cost = mapped(text("cost_usd"), costText);

const tokens = from(
  [input, output, cached, cacheWrite].flatMap(({ keys }) => keys),
  (said) => ({
    input: input.read(said),
    output: output.read(said),
    cached: cached.read(said),
    cacheWrite: cacheWrite.read(said),
    inputHoldsCache: false,
  }),
);

/** https://docs.claude.com/en/docs/claude-code/monitoring-usage */
export const claudeCode: Readonly<Record<string, EventReader>> = {
  "claude_code.user_prompt": promptOf(agent),
  "claude_code.api_request": answerOf(
    agent,
    tokens,
    from(cost.keys, (said) => ({ reportedCost: cost.read(said) })),
  ),
  "claude_code.api_error": failedAnswerOf(agent),
  "claude_code.tool_result": toolResultOf(agent),
};
