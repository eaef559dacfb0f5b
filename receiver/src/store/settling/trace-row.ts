import type { SpeakerIds, TraceSummary } from "../../model/ledger.ts";
import type { RowBuffer } from "../../row-buffer.ts";
import { decimal128, writeId } from "./row-digest.ts";
import type { TraceShape } from "./trace-shapes.ts";

const statuses = { ok: 0, error: 1, running: 2 } as const;

/** A row of `traces`, column for column in the order of its migration, up to the digest. */
export function writeTrace(
  row: RowBuffer,
  project: string,
  shape: TraceShape,
  summary: TraceSummary | undefined,
): void {
  const errors = summary?.errors ?? shape.errors;
  const running = summary?.running ?? shape.running;
  row.text(project);
  writeId(row, shape.id, 16);
  row.u64(shape.start);
  row.u64(shape.end);
  row.text(shape.name);
  row.text(shape.rootKind);
  writeId(row, shape.rootSpanId, 8);
  row.u8(statuses[statusOf(shape, errors, running)]);
  row.count(shape.spans - (summary?.hidden ?? 0));
  row.count(errors);
  row.count(running);
  row.count(shape.orphans);
  writeUse(row, summary);
  writeCost(row, summary);
  row.text(summary?.sessionId ?? "");
  row.text(summary?.userId ?? "");
  row.text(summary?.agentName ?? "");
  row.text(shape.service);
  row.text(shape.environment);
  row.text(summary?.platform ?? "");
  row.texts(summary?.tags ?? []);
  writeSpeakers(row, summary?.speakers);
  row.count(shape.received);
  row.u16(shape.retention);
}

function statusOf({ rootFailed, isHeadless }: TraceShape, errors: number, running: number): keyof typeof statuses {
  if (running > 0) return "running";
  return rootFailed || (isHeadless && errors > 0) ? "error" : "ok";
}

function writeUse(row: RowBuffer, summary: TraceSummary | undefined): void {
  const usage = summary?.usage;
  row.count(summary?.llmCalls ?? 0);
  row.count(summary?.toolCalls ?? 0);
  row.bool(usage !== undefined);
  row.count(usage?.input ?? 0);
  row.count(usage?.output ?? 0);
  row.count(usage?.cached ?? 0);
  row.count(usage?.cacheWrite ?? 0);
  row.count(usage?.reasoning ?? 0);
}

function writeCost(row: RowBuffer, summary: TraceSummary | undefined): void {
  const cost = summary?.cost;
  decimal128(row, cost?.total ?? 0n);
  decimal128(row, cost?.input ?? 0n);
  decimal128(row, cost?.output ?? 0n);
  decimal128(row, cost?.cached ?? 0n);
  decimal128(row, cost?.cacheWrite ?? 0n);
  row.count(summary?.reportedCalls ?? 0);
  row.count(summary?.computedCalls ?? 0);
  row.count(summary?.estimatedCalls ?? 0);
  row.count(summary?.unpricedCalls ?? 0);
  row.text(summary?.priceVersion ?? "");
}

function writeSpeakers(row: RowBuffer, speakers: SpeakerIds | undefined): void {
  const ids = speakers ? [speakers.outer, speakers.firstCall, speakers.lastCall] : [];
  if (ids.every((id) => id === "")) return row.varint(0);
  row.varint(ids.length * 8);
  for (const id of ids) writeId(row, id, 8);
}
