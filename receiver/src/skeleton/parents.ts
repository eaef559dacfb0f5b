import type { ToldEntries, ToldSpans } from "../model/skeleton.ts";
import { IdIndex, wordsOf } from "./id-index.ts";
import type { SpansKept } from "./spans-kept.ts";

export const noParent = -1;
export const missingParent = -2;

export interface Parents {
  /** The place of each span's parent, `noParent` or `missingParent`. */
  readonly parentOf: Int32Array;
  readonly orphans: number;
  readonly missingParents: number;
}

const atOnce = 65_536;

/** A child of a span that another one says all of is that one's child. */
export function* findParents(spans: ToldSpans, entries: ToldEntries, told: SpansKept): Generator<undefined, Parents> {
  const parentOf = new Int32Array(spans.count).fill(noParent);
  const words = wordsOf(spans.parents);
  const orphans: number[] = [];
  const standsFor = standIns(spans, entries, told);
  for (let place = 0; place < spans.count; place += 1) {
    if (place % atOnce === 0) yield;
    const isRoot = words[place * 2] === 0 && words[place * 2 + 1] === 0;
    if (told.kept[place] === 0 || isRoot) continue;
    const parent = told.index.find(words, place);
    parentOf[place] = parent < 0 ? missingParent : standsFor(parent);
    if (parent < 0) orphans.push(place);
  }
  const missing = new IdIndex(orphans.length);
  const missingParents = orphans.filter((place) => missing.put(words, place) === place).length;
  return { parentOf, orphans: orphans.length, missingParents };
}

/** More hidden spans than so many above each other are nobody's telling. */
const mostHidden = 16;

function standIns(spans: ToldSpans, entries: ToldEntries, { kept, entryOf, index }: SpansKept) {
  const [keepers, above] = [wordsOf(entries.keepers), wordsOf(spans.parents)];
  return (hidden: number): number => {
    let place = hidden;
    for (let step = 0; step < mostHidden; step += 1) {
      if (place < 0 || kept[place] === 1) return place < 0 ? noParent : place;
      const keeper = index.find(keepers, entryOf[place] as number);
      place = keeper >= 0 && kept[keeper] === 1 ? keeper : index.find(above, place);
    }
    return noParent;
  };
}
