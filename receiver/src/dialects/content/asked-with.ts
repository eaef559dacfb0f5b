import { fromJson } from "./json-text.ts";
import { isList, isObject, isText, type Json } from "./values.ts";

/** What a call to a model was made with, beside what was said to it. */
export interface AskedWith {
  readonly parameters: Json;
  /** The tools it was offered, by their names. */
  readonly tools: Json;
}

/** The parameters and tools that a span's attributes tell, in any dialect. Never throws. */
export function askedWith(attributes: Json): AskedWith {
  const parameters: Record<string, unknown> = Object.create(null);
  const tools: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(attributes)) {
    if (parameterObjects.has(key)) takeParameters(value, parameters, tools);
    if (toolLists.has(key)) takeTools(value, tools);
    const name = parameterName(key);
    if (name !== undefined) parameters[name] = value;
    const tool = toolPart.exec(key);
    if (tool !== null) takePart(tool, value, tools);
  }
  return { parameters, tools: named(tools) };
}

const parameterObjects: ReadonlySet<string> = new Set([
  "llm.invocation_parameters",
  "langfuse.observation.model.parameters",
  "model_request_parameters",
]);
const toolLists: ReadonlySet<string> = new Set(["gen_ai.tool.definitions", "ai.prompt.tools", "mlflow.chat.tools"]);
const toolLike: ReadonlySet<string> = new Set(["tools", "functions", "function_tools", "output_tools"]);
/** They are no parameters of a model, or stand in fields of their own. */
const otherwise: ReadonlySet<string> = new Set([
  "model",
  "messages",
  "input",
  "user",
  "type",
  "attempt",
  "stream_options",
]);
const prefixes = ["gen_ai.request.", "ai.settings."];

function parameterName(key: string): string | undefined {
  const prefix = prefixes.find((one) => key.startsWith(one));
  const name = prefix === undefined ? "" : key.slice(prefix.length);
  return name === "" || otherwise.has(name) || name.startsWith("tools.") ? undefined : name;
}

function takeParameters(value: unknown, parameters: Record<string, unknown>, tools: Record<string, unknown>): void {
  const told = fromJson(value);
  if (!isObject(told)) return;
  for (const [key, one] of Object.entries(told)) {
    if (toolLike.has(key)) takeTools(one, tools);
    else if (!otherwise.has(key)) parameters[key] = one;
  }
}

const mostTools = 1000;

function takeTools(value: unknown, tools: Record<string, unknown>): void {
  const list = fromJson(value);
  if (!isList(list)) return;
  for (const one of list.slice(0, mostTools)) takeTool(fromJson(one), tools);
}

function takeTool(tool: unknown, tools: Record<string, unknown>): void {
  if (!isObject(tool)) return;
  const inner = isObject(tool.function) ? tool.function : tool;
  const name = inner.name ?? tool.type;
  if (isText(name)) tools[name] = inner;
}

const toolPart = /^(?:llm\.tools|llm\.request\.functions|gen_ai\.request\.tools)\.(\d{1,4})\.([\w.]{1,100})$/;

/** `llm.tools.0.tool.json_schema` holds a whole tool; other families tell its parts, which are gathered by its number. */
function takePart([, number = "", part = ""]: readonly string[], value: unknown, tools: Record<string, unknown>): void {
  if (part === "tool.json_schema") {
    takeTool(fromJson(value), tools);
    return;
  }
  const known = tools[`${numbered}${number}`];
  tools[`${numbered}${number}`] = { ...(isObject(known) && known), [part]: fromJson(value) };
}

/** No tool's name begins so. */
const numbered = "\u0000";

function named(tools: Record<string, unknown>): Json {
  const byName: Record<string, unknown> = Object.create(null);
  for (const [key, tool] of Object.entries(tools)) {
    const name = key.startsWith(numbered) && isObject(tool) ? tool.name : key;
    if (isText(name)) byName[name] = tool;
  }
  return byName;
}
