import type { Message, Part } from "../../model/message.ts";
import type { SpanEvent } from "../../model/span.ts";
import { conversationOf, instructionsOf, silence } from "./conversation.ts";
import { saidByEvents } from "./events.ts";
import { familyOf, openinferenceMessage } from "./indexed.ts";
import { fromJson } from "./json-text.ts";
import { keysLike } from "./keys-like.ts";
import { reasoning, text } from "./part.ts";
import { partsOf } from "./parts.ts";
import { structured } from "./structured.ts";
import { inAndOut, type Told, toldOf, wholeTalk } from "./told.ts";
import { ofSpan, type ToldEvent } from "./told-event.ts";
import { firstOf, isList, isObject, isText, type Json } from "./values.ts";
import { vendorKeys } from "./vendor-keys.ts";

/** All that there is to read of a span. */
export interface Evidence {
  readonly attributes: Json;
  readonly events: readonly SpanEvent[];
  readonly logs: readonly ToldEvent[];
}

type Source = (evidence: Evidence) => Told;

/** Order is precedence, for the instructions, the input and the output each on its own. */
export const sources: readonly Source[] = [
  ({ attributes }) => structured(attributes),
  ({ events }) => saidByEvents(events.map(ofSpan)),
  ({ logs }) => saidByEvents(logs),
  ({ attributes }) => families(attributes, "gen_ai.prompt.", "gen_ai.completion."),
  ({ attributes }) => families(attributes, "llm.input_messages.", "llm.output_messages."),
  ({ attributes }) => families(attributes, "llm.prompts.", "llm.completions."),
  ({ attributes }) => vercel(attributes),
  ({ attributes }) => wholeTalk(conversationOf(attributes["pydantic_ai.all_messages"], "user")),
  ({ attributes }) => listedEvents(attributes),
  ...vendorKeys.map(
    (keys): Source =>
      ({ attributes }) =>
        vendor(attributes, keys),
  ),
  ({ attributes }) => livekit(attributes),
  ({ attributes }) => embedded(attributes),
  ({ attributes }) => parameters(attributes),
];

/** Pydantic AI and Logfire have written events down as a list, each with its name. */
function listedEvents(attributes: Json): Told {
  const list = fromJson(firstOf(attributes, ["all_messages_events", "events"]));
  const named = isList(list) ? list.filter(isObject).filter((event) => isText(event["event.name"])) : [];
  const said = saidByEvents(
    named.map((event) => ({ name: String(event["event.name"]), attributes: event, body: event })),
  );
  return said.output.length > 0 ? said : wholeTalk({ system: said.system, messages: said.input });
}

function families(attributes: Json, input: string, output: string): Told {
  const members = (prefix: string, speaker: string) =>
    familyOf(attributes, prefix)
      .map(openinferenceMessage)
      .map((member) => (isObject(member) ? { role: speaker, ...member } : member));
  return inAndOut(members(input, "user"), members(output, "assistant"));
}

function vendor(attributes: Json, { system = [], input = [], output = [] }: (typeof vendorKeys)[number]): Told {
  const value = (patterns: readonly string[]) => {
    const keys = patterns.flatMap((pattern) => keysLike(attributes, pattern));
    return firstOf(
      attributes,
      keys.filter((key) => isSaid(key, attributes[key])),
    );
  };
  return inAndOut(value(input), value(output), instructionsOf(value(system)));
}

/** Who had nothing to say wrote it down as JSON; and a key without a prefix may be anybody's, a number not what was said. */
function isSaid(key: string, value: unknown): boolean {
  if (value === "null") return false;
  return /[.:]/.test(key) || typeof value === "string" || typeof value === "object";
}

function vercel(attributes: Json): Told {
  const at = (name: string) => firstOf(attributes, [`ai.response.${name}`, `ai.result.${name}`]);
  const answer = [
    ...reasoning(fromJson(at("reasoning"))),
    ...text(at("text")),
    ...listed(at("files")),
    ...listed(at("toolCalls")),
    ...text(at("object")),
  ];
  const { system, messages } = conversationOf(firstOf(attributes, ["ai.prompt.messages", "ai.prompt"]), "user");
  return toldOf({ system, messages }, { ...silence, messages: spokenBy("assistant", answer) });
}

function livekit(attributes: Json): Told {
  const at = (name: string) => firstOf(attributes, [`lk.pii.response.${name}`, `lk.response.${name}`]);
  const answer = [...text(at("text")), ...listed(at("function_calls"))];
  return toldOf(silence, { ...silence, messages: spokenBy("assistant", answer) });
}

/** The texts that were made into vectors. */
function embedded(attributes: Json): Told {
  const members = familyOf(attributes, "embedding.embeddings.");
  const texts = members.map((member) =>
    isObject(member) && isObject(member.embedding) ? member.embedding.text : null,
  );
  return toldOf({ ...silence, messages: spokenBy("user", texts.flatMap(text)) }, silence);
}

/** Anthropic's instructions are a parameter of the call. */
function parameters(attributes: Json): Told {
  const given = fromJson(attributes["llm.invocation_parameters"]);
  const said = isObject(given)
    ? firstOf(given, ["system", "instructions", "system_instruction", "systemInstruction"])
    : null;
  return toldOf(silence, silence, instructionsOf(said));
}

function listed(value: unknown): readonly Part[] {
  const read = fromJson(value);
  return partsOf(isList(read) ? read.map(fromJson) : read);
}

const spokenBy = (role: string, parts: readonly Part[]): readonly Message[] =>
  parts.length === 0 ? [] : [{ role, parts }];
