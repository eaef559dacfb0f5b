import { useState } from "react";
import { carryFolds } from "./carry-folds.ts";
import type { Layout } from "./layout.ts";
import { type Folds, noFolds } from "./visible.ts";

interface Kept {
  readonly layout: Layout;
  readonly ids: Uint8Array | null;
  readonly folds: Folds;
}

/** What is folded; it stays so when the trace is told anew. */
export function useFolds(layout: Layout, ids: Uint8Array | null) {
  const [kept, setKept] = useState<Kept>({ layout, ids, folds: noFolds });
  let { folds } = kept;
  if (kept.layout !== layout || kept.ids !== ids) {
    if (kept.layout !== layout)
      folds = kept.ids && ids ? carryFolds(folds, { ...kept, ids: kept.ids }, { layout, ids }) : noFolds;
    setKept({ layout, ids, folds });
  }
  const setFolds = (next: Folds) => setKept({ layout, ids, folds: next });
  return [folds, setFolds] as const;
}
