import type { Facts, UsageDetails } from "./model/facts.ts";
import type { RowBuffer } from "./row-buffer.ts";

/** Whose a span is when it does not say so itself: what its resource says of all its spans. */
export interface Owner {
  readonly sessionId: string;
  readonly userId: string;
}

/** Writes the columns `kind` to `tool_call_id` of a span. Each text is at most `longest`: what it was read from stays. */
export function writeFacts(row: RowBuffer, facts: Facts, owner: Owner, longest: number): void {
  const text = (value: string | undefined) => writeShort(row, value, longest);
  const texts = (values: readonly string[] = []) => writeShorts(row, values, longest);
  row.text(facts.kind);
  row.text(facts.dialect);
  text(facts.sessionId ?? owner.sessionId);
  text(facts.userId ?? owner.userId);
  text(facts.agentName);
  text(facts.workflowName);
  text(facts.platform);
  texts(facts.tags);
  text(facts.provider);
  text(facts.model);
  text(facts.responseModel);
  text(facts.responseId);
  row.bool(facts.usage !== undefined);
  row.count(facts.usage?.input ?? 0);
  row.count(facts.usage?.output ?? 0);
  row.count(facts.usage?.cached ?? 0);
  row.count(facts.usage?.cacheWrite ?? 0);
  row.count(facts.usage?.reasoning ?? 0);
  text(facts.usageRule);
  writeDetails(row, facts.usageDetails);
  text(facts.tier);
  text(facts.reportedCost);
  texts(facts.finishReasons);
  row.u8(facts.streaming === undefined ? 0 : facts.streaming ? 2 : 1);
  row.count(facts.firstTokenNanos ?? 0);
  row.bool(facts.counts);
  text(facts.toolName);
  text(facts.toolCallId);
}

export function writeShort(row: RowBuffer, value: string | undefined, longest: number): void {
  if (value === undefined || value === "") return row.u8(0);
  row.text(value.slice(0, longest).toWellFormed());
}

/** Of tags and the like. */
export const mostTexts = 100;

function writeShorts(row: RowBuffer, values: readonly string[], longest: number): void {
  const kept = values.length > mostTexts ? values.slice(0, mostTexts) : values;
  row.varint(kept.length);
  for (const value of kept) writeShort(row, value, longest);
}

export function writeDetails(row: RowBuffer, details: UsageDetails | undefined): void {
  const told = details === undefined ? [] : Object.entries(details);
  row.varint(told.length);
  for (const [name, quantity] of told) {
    row.text(name);
    row.count(quantity);
  }
}
