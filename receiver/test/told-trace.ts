import { costSources, type ToldEntries, type ToldSpans } from "../src/model/skeleton.ts";
import { statuses } from "../src/model/span.ts";

/** One telling of a span, and what the ledger holds of it; what is left out is nothing. */
export interface ToldSpan {
  readonly id: bigint;
  readonly parent?: bigint;
  readonly start?: bigint;
  readonly duration?: bigint;
  readonly version?: bigint;
  readonly status?: (typeof statuses)[number];
  readonly name?: string;
  readonly model?: string;
  readonly tokens?: readonly [input: bigint, output: bigint];
  readonly entry?: {
    readonly hidden?: boolean;
    readonly keeper?: bigint;
    readonly agent?: string;
    readonly adopted?: { readonly model: string; readonly tokens: readonly [input: bigint, output: bigint] };
    readonly cost?: bigint;
    readonly counts?: boolean;
  };
}

/** As the store tells it. */
export function toldTrace(all: readonly ToldSpan[]): { readonly spans: ToldSpans; readonly entries: ToldEntries } {
  return { spans: toldSpans(all), entries: toldEntries(all.filter(({ entry }) => entry !== undefined)) };
}

function toldSpans(all: readonly ToldSpan[]): ToldSpans {
  return {
    count: all.length,
    ids: idsOf(all.map(({ id }) => id)),
    parents: idsOf(all.map(({ parent = 0n }) => parent)),
    versions: BigUint64Array.from(all, ({ version = 0n }) => version),
    starts: BigUint64Array.from(all, ({ start = 0n }) => start),
    durations: BigInt64Array.from(all, ({ duration = 0n }) => duration),
    statuses: Uint8Array.from(all, ({ status = "ok" }) => statuses.indexOf(status)),
    states: Uint8Array.from(all, ({ status }) => (status === "running" ? 0 : 2)),
    fromLogs: new Uint8Array(all.length),
    counts: new Uint8Array(all.length),
    tokens: tokensOf(all.map(({ tokens }) => tokens)),
    texts: {
      name: textsOf(all.map(({ name = "" }) => name)),
      kind: textsOf(all.map(() => "")),
      agent: textsOf(all.map(() => "")),
      model: textsOf(all.map(({ model = "" }) => model)),
      provider: textsOf(all.map(() => "")),
      service: textsOf(all.map(() => "")),
      tool: textsOf(all.map(() => "")),
      error: textsOf(all.map(() => "")),
    },
  };
}

function toldEntries(all: readonly ToldSpan[]): ToldEntries {
  const entries = all.map(({ entry = {} }) => entry);
  const bits = (of: (entry: NonNullable<ToldSpan["entry"]>) => unknown) =>
    Uint8Array.from(entries, (entry) => (of(entry) ? 1 : 0));
  return {
    count: all.length,
    ids: idsOf(all.map(({ id }) => id)),
    versions: BigUint64Array.from(all, ({ version = 0n }) => version),
    hidden: bits(({ hidden }) => hidden),
    failed: bits(() => false),
    counts: bits(({ counts }) => counts),
    keepers: idsOf(entries.map(({ keeper = 0n }) => keeper)),
    adopted: bits(({ adopted }) => adopted),
    costSources: Uint8Array.from(entries, ({ cost }) => costSources.indexOf(cost === undefined ? "none" : "computed")),
    costs: BigInt64Array.from(entries, ({ cost = 0n }) => cost),
    tokens: tokensOf(entries.map(({ adopted }) => adopted?.tokens)),
    texts: {
      agent: textsOf(entries.map(({ agent = "" }) => agent)),
      model: textsOf(entries.map(({ adopted }) => adopted?.model ?? "")),
      provider: textsOf(entries.map(() => "")),
      error: textsOf(entries.map(() => "")),
    },
  };
}

function idsOf(ids: readonly bigint[]): Uint8Array {
  const bytes = new Uint8Array(ids.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [at, id] of ids.entries()) view.setBigUint64(at * 8, id);
  return bytes;
}

const tokensOf = (all: readonly (readonly [bigint, bigint] | undefined)[]) => ({
  known: Uint8Array.from(all, (tokens) => (tokens ? 1 : 0)),
  input: BigUint64Array.from(all, (tokens) => tokens?.[0] ?? 0n),
  output: BigUint64Array.from(all, (tokens) => tokens?.[1] ?? 0n),
});

function textsOf(all: readonly string[]) {
  const texts = [...new Set(all)];
  return { texts, which: Uint32Array.from(all, (text) => texts.indexOf(text)) };
}
