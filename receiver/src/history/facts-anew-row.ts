import { writeFacts, writeShort } from "../fact-columns.ts";
import type { RowBuffer } from "../row-buffer.ts";
import type { Telling } from "../store/again/read-tellings.ts";
import type { ReadAgain } from "./read-again.ts";

export interface Anew {
  readonly telling: Telling;
  readonly again: ReadAgain;
}

/** A row of `facts_anew`, column for column in the order of its migration. */
export function writeFactsAnew(
  row: RowBuffer,
  { telling, again }: Anew,
  run: { readonly name: string; readonly project: string; readonly seconds: number; readonly longest: number },
): void {
  const { span, version } = telling;
  const { facts, stored } = again;
  row.text(run.name);
  row.text(run.project);
  row.fixed(Buffer.from(span.traceId, "hex"), 0, 16);
  row.fixed(Buffer.from(span.spanId, "hex"), 0, 8);
  row.u64(BigInt(span.startTime));
  row.u64(version);
  row.bool(stored.failed);
  writeShort(row, stored.errorType, run.longest);
  row.text(stored.errorMessage);
  writeShort(row, stored.environment, run.longest);
  writeShort(row, stored.release, run.longest);
  writeFacts(row, facts, stored, run.longest);
  row.u32(run.seconds);
}
