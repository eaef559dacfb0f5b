import { writeDetails } from "../../fact-columns.ts";
import type { Entry } from "../../model/ledger.ts";
import type { RowBuffer } from "../../row-buffer.ts";
import { decimal64, writeId } from "./row-digest.ts";

export interface Placed {
  readonly project: string;
  readonly trace: string;
  /** The session that the whole trace is summed in. */
  readonly session: string;
}

const states = { running: 0, abandoned: 1, ended: 2 } as const;
const sources = { none: 0, reported: 1, computed: 2, estimated: 3, failed: 4 } as const;

/** A row of `ledger`, column for column in the order of its migration, up to the digest. */
export function writeEntry(row: RowBuffer, placed: Placed, entry: Entry, pricedFor: bigint): void {
  row.text(placed.project);
  writeId(row, placed.trace, 16);
  writeId(row, entry.spanId, 8);
  row.u64(entry.start);
  row.u64(entry.duration);
  row.u8(states[entry.state]);
  row.bool(entry.failed);
  row.u8(entry.signal === "log" ? 1 : 0);
  row.bool(entry.hidden);
  row.text(entry.kind);
  row.text(entry.dialect);
  row.text(entry.service);
  row.text(entry.scope);
  row.text(entry.environment);
  row.text(entry.sessionId);
  row.text(placed.session);
  row.text(entry.userId);
  row.text(entry.agentName);
  row.text(entry.workflowName);
  row.text(entry.platform);
  row.texts(entry.tags);
  row.text(entry.provider);
  row.text(entry.model);
  row.text(entry.responseModel);
  row.text(entry.toolName);
  writeUse(row, entry);
  writeAdopted(row, entry);
  writeCost(row, entry, pricedFor);
  row.count(entry.received);
  row.u16(entry.retention);
}

function writeUse(row: RowBuffer, { usage, details, tier, counts, why, duplicateOf }: Entry): void {
  row.bool(usage !== undefined);
  row.count(usage?.input ?? 0);
  row.count(usage?.output ?? 0);
  row.count(usage?.cached ?? 0);
  row.count(usage?.cacheWrite ?? 0);
  row.count(usage?.reasoning ?? 0);
  writeDetails(row, details);
  row.text(tier);
  row.bool(counts);
  row.text(why);
  writeId(row, duplicateOf, 8);
}

/** What the span's own row says already is left out. */
function writeAdopted(
  row: RowBuffer,
  { adopted, failed, errorType, errorMessage, finishReasons, firstToken }: Entry,
): void {
  row.bool(adopted);
  row.text(adopted && failed ? errorType : "");
  row.text(adopted && failed ? errorMessage : "");
  row.texts(adopted ? finishReasons : []);
  row.u64(adopted ? firstToken : 0n);
}

function writeCost(row: RowBuffer, { cost, estimated }: Entry, pricedFor: bigint): void {
  row.u8(sources[cost.source]);
  decimal64(row, cost.total);
  decimal64(row, cost.input);
  decimal64(row, cost.output);
  decimal64(row, cost.cached);
  decimal64(row, cost.cacheWrite);
  row.text(cost.version);
  row.text(cost.lines.length === 0 ? "" : JSON.stringify(cost.lines));
  row.u64(pricedFor);
  row.count(estimated.input);
  row.count(estimated.output);
}
