import { formatExact, plural } from "../../../receiver/src/format.ts";
import type { Change, Comparison, TracePair } from "./compare-query.ts";

const fieldWords: Readonly<Partial<Record<Change["field"], string>>> = {
  agentName: "agent",
  responseModel: "answering model",
  toolName: "tool",
  errorType: "kind of error",
  finishReasons: "finish reasons",
  tools: "tools offered",
  system: "system prompt",
};

export const fieldName = (field: Change["field"]): string => fieldWords[field] ?? field;

const statusWords: ReadonlyMap<string, string> = new Map([["error", "failed"]]);

/** A plain value of a field as people say it. */
export const plainWords = (field: Change["field"], value: string | null): string =>
  value === null ? "–" : field === "status" ? (statusWords.get(value) ?? value) : value;

/** What of a step changed, in a line: `status: ok to failed, result`. */
export function changedWords(changes: readonly Change[]): string {
  return changes
    .map((change) =>
      "left" in change
        ? `${fieldName(change.field)}: ${plainWords(change.field, change.left)} to ${plainWords(change.field, change.right)}`
        : "messages" in change
          ? `${fieldName(change.field)}: ${plural(change.messages.length + change.omitted, "message")}`
          : fieldName(change.field),
    )
    .join(", ");
}

const pairStatuses = ["changed", "added", "removed", "same"] as const;
type Counts = TracePair["counts"];

/** `3 changed, 1 added, 14 the same`. */
export function countWords(counts: Counts): string {
  const told = pairStatuses.filter((status) => counts[status] > 0);
  return told.map((status) => `${formatExact(counts[status])} ${status === "same" ? "the same" : status}`).join(", ");
}

export function sumCounts(traces: readonly TracePair[]): Counts {
  const sum = (status: keyof Counts) => traces.reduce((all, { counts }) => all + counts[status], 0);
  return { same: sum("same"), changed: sum("changed"), added: sum("added"), removed: sum("removed") };
}

const cuts = {
  traces: "The sessions have more traces than are compared: only the first of them are.",
  steps: "There are more steps than are compared: only the first of them are.",
  contents: "More was said than is compared: of the later steps only the facts are.",
  changes: "More changed than is told: of the later steps only that something did.",
} as const;

/** Of what there was more than is compared or told. */
export const cutWords = (cut: Comparison["cut"]): readonly string[] =>
  (["traces", "steps", "contents", "changes"] as const).filter((name) => cut[name]).map((name) => cuts[name]);
