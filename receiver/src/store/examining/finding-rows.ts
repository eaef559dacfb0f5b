import type { Finding } from "../../model/finding.ts";
import { RowBuffer } from "../../row-buffer.ts";
import { writeId } from "../settling/row-digest.ts";
import type { TraceToExamine } from "./traces-to-examine.ts";

/** What was found in a trace: maybe nothing. */
export interface Examined {
  readonly trace: TraceToExamine;
  readonly findings: readonly Finding[];
}

/** Where a finding is kept: by its rule, and its place among those of the rule. */
export interface Placed {
  readonly trace: string;
  readonly start: bigint;
  readonly rule: string;
  readonly place: number;
}

const minuteNanos = 60_000_000_000n;
export const keyOf = ({ trace, start, rule, place }: Placed) => `${trace} ${start / minuteNanos} ${rule} ${place}`;

export function placesOf(
  trace: TraceToExamine,
  findings: readonly Finding[],
): (Placed & { readonly finding: Finding })[] {
  const places = new Map<string, number>();
  return findings.map((finding) => {
    const place = places.get(finding.rule) ?? 0;
    places.set(finding.rule, place + 1);
    return { trace: trace.trace, start: trace.start, rule: finding.rule, place, finding };
  });
}

const severities = { info: 0, warning: 1, error: 2 } as const;

/** A row of `findings`, column for column in the order of its migration, up to the digest. */
export function writeFinding(rows: RowBuffer, trace: TraceToExamine, finding: Finding, place: number): void {
  rows.text(trace.project);
  writeId(rows, trace.trace, 16);
  rows.u64(trace.start);
  rows.text(finding.rule);
  rows.u8(place);
  rows.u8(severities[finding.severity]);
  rows.text(finding.title);
  rows.varint(finding.spanIds.length);
  for (const id of finding.spanIds) writeId(rows, id, 8);
  rows.text(JSON.stringify(finding.facts));
  rows.text(trace.session);
  rows.text(trace.user);
  rows.text(trace.agent);
  rows.text(trace.service);
  rows.count(trace.received);
  rows.u16(trace.retention);
}

interface Gone extends Placed {
  readonly received: number;
  readonly retention: number;
  readonly version: bigint;
}

/** Marked later than what the place told, and earlier than anything that may yet be told there. */
export function writeRemoved(rows: RowBuffer, project: string, place: Gone): void {
  rows.text(project);
  writeId(rows, place.trace, 16);
  rows.u64(place.start);
  rows.text(place.rule);
  rows.u8(place.place);
  rows.u8(0);
  for (const _ of ["title", "span_ids", "facts", "session_id", "user_id", "agent_name", "service"]) rows.varint(0);
  rows.count(place.received);
  rows.u16(place.retention);
  rows.u64(0n);
  rows.u64(place.version + 1n);
  rows.u8(1);
}

/** Rows of `examined`, column for column in the order of its migration. */
export function examinedRows(examined: readonly Examined[]): Buffer {
  const rows = new RowBuffer(1 << 14);
  for (const { trace, findings } of examined) {
    rows.text(trace.project);
    writeId(rows, trace.trace, 16);
    rows.u64(trace.start);
    rows.u64(trace.version);
    rows.u16(findings.length);
    rows.count(trace.received);
    rows.u16(trace.retention);
    rows.u64(trace.seenAt);
  }
  return rows.written();
}
