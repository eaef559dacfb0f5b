import { count, first, from, number, text } from "../readers.ts";
import { answerOf, failedAnswerOf, promptOf, toolResultOf } from "./coding-agent.ts";
import type { EventReader } from "./told-call.ts";

const agent = { dialect: "codex", name: "Codex" };

const input = count("input_token_count");
const output = count("output_token_count");
const cached = count("cached_token_count");
const cacheWrite = count("cache_write_token_count");
const reasoning = count("reasoning_token_count");
const eventKind = text("event.kind");
const error = text("error.message");
const status = number("http.response.status_code");

/** The end of an answer is told twice: by the stream, and with the tokens; only the second tells of the call. */
const tokens = from(
  [eventKind, input, output, cached, cacheWrite, reasoning].flatMap(({ keys }) => keys),
  (said) => {
    if (eventKind.read(said) !== "response.completed" || input.read(said) === undefined) return undefined;
    return {
      input: input.read(said),
      output: output.read(said),
      cached: cached.read(said),
      cacheWrite: cacheWrite.read(said),
      reasoning: reasoning.read(said),
      inputHoldsCache: true,
    };
  },
);

const failedAnswer = failedAnswerOf(agent);
const brokenOff = from([...failedAnswer.keys, ...error.keys], (said) =>
  error.read(said) === undefined ? undefined : failedAnswer.read(said),
);
const refused = from([...failedAnswer.keys, ...error.keys, ...status.keys], (said) => {
  const went = error.read(said) === undefined && (status.read(said) ?? 200) < 400;
  return went ? undefined : failedAnswer.read(said);
});

/** https://github.com/openai/codex/blob/main/docs/config.md */
export const codex: Readonly<Record<string, EventReader>> = {
  "codex.user_prompt": promptOf(agent),
  "codex.sse_event": first(answerOf(agent, tokens), brokenOff),
  "codex.api_request": refused,
  "codex.tool_result": toolResultOf(agent),
};
