import type { ToldEntries, ToldSpans } from "../model/skeleton.ts";
import { IdIndex, wordsOf } from "./id-index.ts";

/** Which tellings are the spans that are shown, and where each is found. */
export interface SpansKept {
  /** 1 for the newest telling of each span that is not hidden. */
  readonly kept: Uint8Array;
  /** The entry of the ledger for each telling, or -1. */
  readonly entryOf: Int32Array;
  readonly index: IdIndex;
}

/** So many are looked at before others may work. */
const atOnce = 65_536;

export function* keepSpans(spans: ToldSpans, entries: ToldEntries): Generator<undefined, SpansKept> {
  const kept = new Uint8Array(spans.count);
  const entryOf = new Int32Array(spans.count).fill(-1);
  const index = new IdIndex(spans.count);
  const ids = wordsOf(spans.ids);
  for (let place = 0; place < spans.count; place += 1) {
    const before = index.put(ids, place);
    kept[place] = before === place || isNewer(spans, place, before) ? 1 : 0;
    if (before !== place && kept[place] === 1) {
      kept[before] = 0;
      index.replace(ids, place);
    }
    if (place % atOnce === 0) yield;
  }
  const words = wordsOf(entries.ids);
  for (let entry = 0; entry < entries.count; entry += 1) {
    const place = index.find(words, entry);
    if (place >= 0 && isLater(entries, entry, entryOf[place] as number)) entryOf[place] = entry;
    if (entry % atOnce === 0) yield;
  }
  for (let place = 0; place < spans.count; place += 1)
    if (entries.hidden[entryOf[place] as number] === 1) kept[place] = 0;
  return { kept, entryOf, index };
}

function isNewer({ versions, starts }: ToldSpans, one: number, other: number): boolean {
  const [mine, its] = [versions[one] as bigint, versions[other] as bigint];
  return mine === its ? (starts[one] as bigint) > (starts[other] as bigint) : mine > its;
}

const isLater = ({ versions }: ToldEntries, one: number, other: number) =>
  other < 0 || (versions[one] as bigint) > (versions[other] as bigint);
