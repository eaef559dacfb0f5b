import { setTimeout as sleep } from "node:timers/promises";
import type { Api, TraceRow } from "./api.ts";
import { type OracleAttribute, spansIn } from "./workloads/check-agent.ts";
import { DAY, type Load, type Size } from "./workloads/workload.ts";

export interface Verified {
  readonly traces: number;
  readonly spans: number;
  /** Traces that are not there, or that hold fewer spans than were sent, and more. */
  readonly missing: readonly string[];
  readonly short: readonly string[];
  readonly doubled: readonly string[];
  readonly checkedSpans: number;
  /** Spans of which an attribute is not what was sent. */
  readonly altered: readonly string[];
}

type Sent = ReturnType<typeof spansIn>[number];

const LONGEST_WAIT_MILLIS = 120_000;

/**
 * Compares what the query API answers with what an independent decoder finds in the bytes that were sent: every trace,
 * the number of its spans, and of one trace in a hundred every attribute. Waits until what was acknowledged is visible.
 */
export async function verify(api: Api, loads: Iterable<Load>, { until }: Pick<Size, "until">): Promise<Verified> {
  const sent = new Map<string, Sent[]>();
  for (const { body } of loads) for (const span of spansIn(body)) group(sent, hex(span.traceId), span);
  const stored = await countsWhenSettled(api, sent, until);
  const differing = (wrong: (known: number, wanted: number) => boolean) =>
    [...sent].filter(([id, spans]) => wrong(stored.get(id) ?? 0, spans.length)).map(([id]) => id);
  const sample = [...sent].filter((_, index) => index % 100 === 0);
  return {
    traces: sent.size,
    spans: [...sent.values()].reduce((sum, spans) => sum + spans.length, 0),
    missing: differing((known) => known === 0),
    short: differing((known, wanted) => known > 0 && known < wanted),
    doubled: differing((known, wanted) => known > wanted),
    checkedSpans: sample.reduce((sum, [, spans]) => sum + spans.length, 0),
    altered: (await Promise.all(sample.map(([id, spans]) => alteredIn(api, id, spans)))).flat(),
  };
}

export function isSound({ missing, short, doubled, altered }: Verified): boolean {
  return missing.length + short.length + doubled.length + altered.length === 0;
}

function group(into: Map<string, Sent[]>, id: string, span: Sent): void {
  const known = into.get(id);
  if (known) known.push(span);
  else into.set(id, [span]);
}

async function countsWhenSettled(api: Api, sent: ReadonlyMap<string, readonly Sent[]>, until: number) {
  const patience = performance.now() + LONGEST_WAIT_MILLIS;
  for (;;) {
    const stored = new Map((await allTraces(api, until)).map(({ traceId, spanCount }) => [traceId, spanCount]));
    const settled = [...sent].every(([id, spans]) => stored.get(id) === spans.length);
    if (settled || performance.now() > patience) return stored;
    await sleep(500);
  }
}

async function allTraces(api: Api, until: number): Promise<TraceRow[]> {
  const range = { from: nanos(until - 40 * DAY), to: nanos(until + DAY), limit: "1000", sort: "start" };
  const rows: TraceRow[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await api.traces({ ...range, ...(cursor && { cursor }) });
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}

async function alteredIn(api: Api, traceId: string, sent: readonly Sent[]): Promise<string[]> {
  const stored = new Map<string, Readonly<Record<string, unknown>>>();
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await api.trace(traceId, cursor ? { cursor } : {});
    for (const { spanId, attributes } of page?.spans ?? []) stored.set(spanId, attributes);
    cursor = page?.nextCursor ?? null;
  }
  return sent
    .filter(({ spanId, attributes }) => !same(attributes, stored.get(hex(spanId))))
    .map(({ spanId }) => `${traceId} ${hex(spanId)}`);
}

function same(sent: readonly OracleAttribute[], stored: Readonly<Record<string, unknown>> | undefined): boolean {
  return stored !== undefined && sent.every(({ key, value }) => plain(value) === JSON.stringify(stored[key]));
}

function plain(value: OracleAttribute["value"]): string | undefined {
  if (value?.stringValue !== undefined) return JSON.stringify(value.stringValue);
  if (value?.intValue !== undefined) return value.intValue;
  if (value?.arrayValue) return `[${(value.arrayValue.values ?? []).map(plain).join(",")}]`;
  return JSON.stringify(value?.boolValue ?? value?.doubleValue ?? null);
}

function hex(base64: string): string {
  return Buffer.from(base64, "base64").toString("hex");
}

function nanos(millis: number): string {
  return `${millis}000000`;
}
