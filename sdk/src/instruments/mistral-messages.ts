import type { Asked, Usage } from "../record/model-call.ts";
import { type Fields, fieldsOf, listOf } from "./answer.ts";
import { isFields } from "./narrow.ts";
import { chatUsage } from "./openai-chat.ts";
import { messagesOf } from "./openai-messages.ts";

/** Mistral's API is like OpenAI's, but its client has other names for everything: these are OpenAI's. */
function messageOf(message: Fields): Fields {
  const { toolCalls, toolCallId, content, ...others } = message;
  return {
    ...others,
    content: contentOf(content),
    reasoning: thoughtsOf(content),
    ...(toolCalls ? { tool_calls: toolCalls } : {}),
    ...(toolCallId ? { tool_call_id: toolCallId } : {}),
  };
}

const contentOf = (content: unknown): unknown =>
  Array.isArray(content)
    ? content.filter((part) => fieldsOf(part).type !== "thinking").map((part) => imageOf(fieldsOf(part)))
    : content;

const imageOf = ({ imageUrl, ...part }: Fields): Fields =>
  imageUrl === undefined ? part : { ...part, image_url: isFields(imageUrl) ? imageUrl : { url: imageUrl } };

function thoughtsOf(content: unknown): string | undefined {
  const thoughts = listOf(content).filter(({ type }) => type === "thinking");
  if (thoughts.length === 0) return undefined;
  return thoughts.flatMap(({ thinking }) => listOf(thinking).map(({ text }) => String(text ?? ""))).join("");
}

export const askedOf =
  (ask: Fields): (() => Asked) =>
  () => {
    const given = ask.inputs ?? ask.prompt;
    const messages = ask.messages ?? [given].flat().map((content) => ({ role: "user", content }));
    return { input: messagesOf(listOf(messages).map(messageOf)), tools: ask.tools };
  };

const usageFields = (usage: unknown): Fields | undefined => {
  if (!isFields(usage)) return undefined;
  const details = fieldsOf(usage.promptTokensDetails ?? usage.promptTokenDetails);
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    prompt_tokens_details: { cached_tokens: details.cachedTokens ?? usage.numCachedTokens },
  };
};

export const usageOf = (usage: unknown): Usage | undefined => chatUsage(usageFields(usage));

export function answerOf({ id, model, usage, choices }: Fields): Fields {
  return {
    id,
    model,
    usage: usageFields(usage),
    choices: listOf(choices).map(({ finishReason, message }) => ({
      finish_reason: finishReason,
      message: messageOf(fieldsOf(message)),
    })),
  };
}

export function chunkOf(event: unknown): Fields {
  const { id, model, usage, choices } = fieldsOf(fieldsOf(event).data);
  return {
    id,
    model,
    usage: usageFields(usage),
    choices: listOf(choices).map(({ index, finishReason, delta }) => {
      const { content, ...said } = messageOf(fieldsOf(delta));
      return { index, finish_reason: finishReason, delta: { ...said, content: plain(content) } };
    }),
  };
}

const plain = (content: unknown): unknown =>
  Array.isArray(content)
    ? listOf(content)
        .map(({ text }) => text ?? "")
        .join("")
    : content;
