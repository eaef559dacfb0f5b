import { type Conversation, conversationOf, join } from "./conversation.ts";
import { fromJson } from "./json-text.ts";
import { structured } from "./structured.ts";
import { firstTold, type Told, toldOf } from "./told.ts";
import type { ToldEvent } from "./told-event.ts";
import { cap, firstOf, isObject, type Json } from "./values.ts";

const details = "gen_ai.client.inference.operation.details";
const mostEvents = 10_000;

const roles: ReadonlyMap<string, string> = new Map([
  ["gen_ai.system.message", "system"],
  ["gen_ai.user.message", "user"],
  ["gen_ai.assistant.message", "assistant"],
  ["gen_ai.tool.message", "tool"],
]);

/** What the events of one span tell: the one with everything, else one for each message, else one for each side. */
export function saidByEvents(all: readonly ToldEvent[]): Told {
  const { kept: events } = cap(all, mostEvents);
  return firstTold([
    ...events
      .filter(({ name }) => name === details)
      .flatMap(({ attributes, body }) => [structured(attributes), structured(body)]),
    eachMessage(events),
    eachSide(events),
  ]);
}

function eachMessage(events: readonly ToldEvent[]): Told {
  const input = events.flatMap(({ name, body }) => {
    const role = roles.get(name);
    return role === undefined ? [] : [conversationOf({ role, ...body }, role)];
  });
  const output = events.filter(({ name }) => name === "gen_ai.choice").map(({ body }) => choiceOf(body));
  return toldOf(join(...input), join(...output));
}

function choiceOf(body: Json): Conversation {
  const message = fromJson(body.message);
  const said = isObject(message) ? message : { content: message ?? body.content, tool_calls: body.tool_calls };
  const { "tool.result": results } = body;
  return join(conversationOf({ role: "assistant", ...said }, "assistant"), conversationOf(results, "tool"));
}

/** Events that tell a side of the talk in one attribute. */
const sides: readonly (readonly [name: RegExp, keys: readonly string[], speaker: "user" | "assistant"])[] = [
  [/^gen_ai\.content\.prompt$/, ["gen_ai.prompt", "gen_ai.event.content", "content"], "user"],
  [/^gen_ai\.content\.completion$/, ["gen_ai.completion", "gen_ai.event.content", "content"], "assistant"],
  [/^(?:claude_code\.|codex\.|gemini_cli\.)?user_prompt$/, ["prompt"], "user"],
  [/^(?:claude_code\.)?assistant_response$/, ["response"], "assistant"],
  [/^gemini_cli\.api_request$/, ["request_text"], "user"],
  [/^gemini_cli\.api_response$/, ["response_text"], "assistant"],
];

function eachSide(events: readonly ToldEvent[]): Told {
  const said = (speaker: "user" | "assistant") =>
    events.flatMap(({ name, attributes }) =>
      sides
        .filter(([pattern, , side]) => side === speaker && pattern.test(name))
        .map(([, keys]) => conversationOf(firstOf(attributes, keys), speaker)),
    );
  return toldOf(join(...said("user")), join(...said("assistant")));
}
