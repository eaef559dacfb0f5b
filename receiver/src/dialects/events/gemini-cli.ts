import type { Said } from "../dialect.ts";
import { count, from, list } from "../readers.ts";
import { answerOf, failedAnswerOf, promptOf, toolResultOf } from "./coding-agent.ts";
import type { EventReader } from "./told-call.ts";

const agent = { dialect: "gemini-cli", name: "Gemini CLI" };

const input = count("input_token_count");
const output = count("output_token_count");
const cached = count("cached_content_token_count");
const thoughts = count("thoughts_token_count");
const ofTools = count("tool_token_count");
const total = count("total_token_count");
const finishReasons = list("finish_reasons");

const tokens = from(
  [input, output, cached, thoughts, ofTools, total].flatMap(({ keys }) => keys),
  (said) => ({
    input: inputOf(said),
    output: output.read(said),
    cached: cached.read(said),
    reasoning: thoughts.read(said),
    inputHoldsCache: true,
    outputHoldsReasoning: false,
  }),
);

/** What tools handed the model is told apart, and is input where the total says that it came on top. */
function inputOf(said: Said): number | undefined {
  const told = input.read(said);
  const handed = ofTools.read(said) ?? 0;
  if (told === undefined || handed === 0) return told;
  const parts = told + (output.read(said) ?? 0) + (thoughts.read(said) ?? 0);
  return total.read(said) === parts + handed ? told + handed : told;
}

/** https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/telemetry.md */
export const geminiCli: Readonly<Record<string, EventReader>> = {
  "gemini_cli.user_prompt": promptOf(agent),
  "gemini_cli.api_response": answerOf(
    agent,
    tokens,
    from(finishReasons.keys, (said) => ({ finishReasons: finishReasons.read(said) })),
  ),
  "gemini_cli.api_error": failedAnswerOf(agent),
  "gemini_cli.tool_call": toolResultOf(agent),
};
