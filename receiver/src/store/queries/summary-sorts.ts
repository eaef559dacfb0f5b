import { BadRequest } from "../../errors.ts";
import { toldIn } from "./attribute-conditions.ts";
import type { Parameters } from "./parameters.ts";

/** What a list is sorted by: an expression over its rows, and the type in which a cursor tells its value. */
export interface Sort {
  readonly expression: (add: Parameters) => string;
  readonly type: "Int64" | "String";
}

const byNumber = (expression: string): Sort => ({ expression: () => expression, type: "Int64" });
const byText = (expression: string): Sort => ({ expression: () => expression, type: "String" });

const ofBoth: readonly (readonly [string, Sort])[] = [
  ["start", byNumber("start")],
  ["end", byNumber("end")],
  ["duration", byNumber("toInt64(end - start)")],
  ["spans", byNumber("toInt64(span_count)")],
  ["errors", byNumber("toInt64(error_count)")],
  ["llmCalls", byNumber("toInt64(llm_calls)")],
  ["toolCalls", byNumber("toInt64(tool_calls)")],
  ["tokens", byNumber("toInt64(input_tokens + output_tokens)")],
  // In billionths of a dollar, to a bound that no sum is expected to pass.
  ["cost", byNumber("toInt64(least(cost, toDecimal128(9000000000, 12)) * 1000000000)")],
  ["name", byText("toString(name)")],
  ["status", byText("toString(status)")],
  ["user", byText("user_id")],
  ["agent", byText("toString(agent_name)")],
  ["platform", byText("toString(platform)")],
  ["service", byText("toString(service)")],
  ["environment", byText("toString(environment)")],
  ["tag", byText("arrayStringConcat(tags, ', ')")],
];

const ofSessions: ReadonlyMap<string, Sort> = new Map([
  ...ofBoth,
  ["traces", byNumber("toInt64(trace_count)")],
  ["bot", byText("toString(bot_name)")],
  ["botType", byText("toString(bot_type)")],
  ["endReason", byText("toString(end_reason)")],
]);
const ofTraces: ReadonlyMap<string, Sort> = new Map([...ofBoth, ["session", byText("session_id")]]);

/** What the name asks for. Sessions can also be sorted by one of the notes in their metadata. */
export function sortOf(table: "traces" | "sessions", name: string): Sort {
  const sorts = table === "sessions" ? ofSessions : ofTraces;
  const sort = sorts.get(name) ?? (table === "sessions" ? byNote(name) : undefined);
  if (sort !== undefined) return sort;
  const more = table === "sessions" ? ", meta.<key>" : "";
  throw new BadRequest(`sort by one of ${[...sorts.keys()].join(", ")}${more}, not "${name.slice(0, 100)}"`);
}

function byNote(name: string): Sort | undefined {
  const [, key] = /^meta\.(.{1,1000})$/s.exec(name) ?? [];
  return key === undefined ? undefined : { expression: (add) => toldIn("metadata", add.string(key)), type: "String" };
}
