import type { ModelAnswer, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, jsonOf, listOf, textOf } from "./answer.ts";
import { chatUsage } from "./openai-chat.ts";
import { messageOf, messagesOf } from "./openai-messages.ts";
import { responsesAsked, responsesReading, responsesUsage } from "./openai-responses.ts";

/** What the span of an answer of the Responses API has at its end. */
export function responseAnswer({ _input: input, _response: response, response_id: id }: Fields): ModelAnswer {
  const body = fieldsOf(response);
  let told: ModelAnswer = { id: textOf(id) };
  responsesReading.whole(body, {
    tell: (answer: ModelAnswer) => {
      told = { ...told, ...answer };
    },
  } as Parameters<typeof responsesReading.whole>[1]);
  const asked = responsesAsked({ input, instructions: body.instructions, tools: body.tools });
  return input === undefined ? told : { ...told, asked };
}

/** What the span of an answer of any other model has at its end. */
export function generationAnswer(data: Fields): ModelAnswer {
  const [first = {}] = listOf(data.output);
  const choices = listOf(first.choices);
  const messages = choices.length > 0 ? choices.map(({ message }) => fieldsOf(message)) : [];
  const reasons = choices.flatMap(({ finish_reason: reason }) => textOf(reason) ?? []);
  const body = messages.length > 0 ? first : {};
  return {
    id: textOf(body.id),
    model: textOf(body.model),
    finishReasons: reasons,
    usage: usageOf(data.usage) ?? chatUsage(body.usage),
    output: messages.length > 0 ? () => messages.map(messageOf) : undefined,
    asked: Array.isArray(data.input) ? () => ({ input: messagesOf(jsonOf(data.input)) }) : undefined,
  };
}

function usageOf(usage: unknown): Usage | undefined {
  const told = fieldsOf(usage);
  if (countOf(told.input_tokens) === undefined) return undefined;
  return responsesUsage({ ...fieldsOf(told.details), ...told });
}
