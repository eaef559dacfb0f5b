import type { Signal } from "../model/signal.ts";
import type { RowBuffer } from "../row-buffer.ts";
import { hashOfAll } from "./hash.ts";

export interface Rejection {
  readonly project: string;
  readonly signal: Signal;
  /** Stable, for programs. */
  readonly code: string;
  /** For people: what is wrong with the item. */
  readonly reason: string;
  readonly source: string;
  readonly service: string;
  readonly item: Uint8Array;
  readonly received: number;
}

const copyBytes = 4096;
const retentionDays = 14;
const signalNumbers: Readonly<Record<Signal, number>> = { traces: 1, logs: 2, metrics: 3 };

/** Writes a row of `rejected_in`: the same item refused again at the same time is one row. */
export function writeRejection(row: RowBuffer, rejection: Rejection): void {
  const { project, signal, code, reason, source, service, item, received } = rejection;
  row.text(project);
  row.fixed(hashOfAll([Buffer.from(code), item]), 0, 16);
  row.u8(signalNumbers[signal]);
  row.text(code);
  row.text(reason);
  row.text(source.slice(0, 512));
  row.text(service);
  row.text(Buffer.from(item.subarray(0, copyBytes)).toString("base64"));
  row.count(item.length);
  row.count(received);
  row.u16(retentionDays);
  row.u8(0);
}
