import type { Span } from "../../model/span.ts";
import { fromJson, unwrapCall } from "./json-text.ts";
import { keysLike } from "./keys-like.ts";
import { langchainMessage } from "./langchain.ts";
import { result, told } from "./part.ts";
import { ofSpan } from "./told-event.ts";
import { argumentKeys, callIdKeys, nameKeys, resultKeys, toolMarks } from "./tool-keys.ts";
import { firstOf, firstText, isObject, isText, type Json, textOrNull } from "./values.ts";

type Tool = NonNullable<Span["tool"]>;

/** The tool that a span ran; null when it ran none. */
export function toolOf(span: Span): Tool | null {
  if (!ranTool(span)) return null;
  const { attributes } = span;
  return {
    name: span.tool?.name || nameOf(span),
    callId: span.tool?.callId ?? firstText(attributes, callIdKeys) ?? idInEvents(span) ?? idInResult(span),
    arguments: argumentsOf(span),
    result: resultOf(span),
  };
}

const untold: ReadonlySet<string> = new Set(["span", "operation"]);

function ranTool({ kind, attributes }: Span): boolean {
  if (kind === "tool") return true;
  const says = ([key, values]: (typeof toolMarks)[number]) => {
    const said = attributes[key];
    return isText(said) && values.includes(said.toLowerCase());
  };
  return untold.has(kind) && toolMarks.some(says);
}

function nameOf({ attributes, name }: Span): string {
  const said = nameKeys
    .map((key) => attributes[key])
    .find((value) => isText(value) && !value.startsWith("ai.toolCall"));
  return isText(said) ? said : name.replace(/^(?:execute_tool |running tool: |tools\/call |tool: )|\.tool$/g, "");
}

function valueIn(attributes: Json, patterns: readonly string[]): unknown {
  for (const pattern of patterns) {
    const value = firstOf(attributes, keysLike(attributes, pattern));
    if (value !== undefined) return value;
  }
  return undefined;
}

function argumentsOf(span: Span): unknown {
  const value = valueIn(span.attributes, argumentKeys) ?? inEvents(span, "gen_ai.tool.message", ["content"]);
  const given = unwrapCall(fromJson(value));
  if (given !== null && given !== undefined) return told(unwrapInputs(given));
  return value === undefined ? claudeArguments(span.attributes) : {};
}

/** LangChain's callbacks wrap what a tool is given, as OpenLLMetry writes it down. */
const unwrapInputs = (given: unknown) =>
  isObject(given) && isObject(given.inputs) && "input_str" in given ? given.inputs : given;

const claudeKeys = ["full_command", "file_path", "command", "pattern", "url", "query"];

function claudeArguments(attributes: Json): unknown {
  if (attributes["span.type"] !== "tool") return null;
  const given = claudeKeys.filter((key) => attributes[key] !== undefined).map((key) => [key, attributes[key]]);
  return given.length === 0 ? null : told(Object.fromEntries(given));
}

function resultOf(span: Span): unknown {
  const value =
    valueIn(span.attributes, resultKeys) ?? inEvents(span, "gen_ai.choice", ["message"]) ?? claudeOutput(span);
  const [part] = value === undefined ? [] : result(null, langchainResult(value)?.content ?? value);
  return part?.type === "tool_result" ? part.result : null;
}

/** LangChain's tools give back a message, by itself or as `{output}`. */
function langchainResult(value: unknown): Json | undefined {
  const read = fromJson(value);
  if (!isObject(read)) return undefined;
  return langchainMessage(isObject(read.output) ? read.output : read);
}

/** Claude Code tells what a tool gave back in an event, under a name that depends on the tool. */
function claudeOutput({ events }: Span): unknown {
  const event = events.findLast(({ name }) => name === "tool.output");
  return event && (firstOf(event.attributes, ["output", "content", "result"]) ?? event.attributes);
}

/** Strands tells a call and its result as messages. */
function inEvents({ events }: Span, name: string, keys: readonly string[]): unknown {
  const event = events.findLast((one) => one.name === name);
  return event && firstOf(ofSpan(event).body, keys);
}

const idInResult = ({ attributes }: Span): string | null =>
  textOrNull(langchainResult(valueIn(attributes, resultKeys))?.tool_call_id);

function idInEvents({ events }: Span): string | null {
  const event = events.find(({ name }) => name === "gen_ai.tool.message");
  return event === undefined ? null : firstText(ofSpan(event).body, ["id", "tool_call_id"]);
}
