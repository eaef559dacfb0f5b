import { anyOf, contains } from "./conditions.ts";
import type { Filters } from "./filters.ts";
import type { Parameters } from "./parameters.ts";

/** Whether a span, by its own row and what it refers to, holds one of the texts asked for. */
export function spanTextConditions(filters: Filters, add: Parameters): string[] {
  return anyOf(filters.q, (part) => {
    const text = add.string(part);
    const columns = ["name", "status_message", "error_type", "error_message", "tool_name", "agent_name"];
    return [
      ...columns.map((column) => contains(column, text)),
      `arrayExists(v -> ${contains("v", text)}, mapValues(attributes))`,
      `arrayExists(e -> positionCaseInsensitive(e, ${text}) > 0, events)`,
      refersTo(filters, add, text),
    ].join(" OR ");
  });
}

export function logTextConditions(filters: Filters, add: Parameters): string[] {
  return anyOf(filters.q, (part) => {
    const text = add.string(part);
    return [
      ...["body", "event_name", "severity_text"].map((column) => contains(column, text)),
      `arrayExists(v -> ${contains("v", text)}, mapValues(attributes))`,
      refersTo(filters, add, text),
    ].join(" OR ");
  });
}

/** Contents lie in the day they arrived; a sender's clock may run a day ahead of ours. */
function refersTo({ project, range }: Filters, add: Parameters, text: string): string {
  const aDay = 86_400_000_000_000n;
  const from = add.millis(range.from > aDay ? range.from - aDay : 0n);
  const bounds = `project = ${add.string(project)} AND received >= ${from}`;
  return `arrayExists(r -> r IN (SELECT hash FROM contents WHERE ${bounds} AND ${contains("content", text)}), refs)`;
}
