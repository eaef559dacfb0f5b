import { spanIdAt } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { membersOf } from "./groups.ts";
import type { Layout } from "./layout.ts";
import { rowsOfSpans } from "./span-ids.ts";
import type { Folds } from "./visible.ts";

interface Known {
  readonly layout: Pick<Layout, "groups">;
  readonly ids: Uint8Array;
}

/** What was folded in one version of a trace, in a later one: rows move when spans arrive. */
export function carryFolds({ closed, opened }: Folds, before: Known, after: Known): Folds {
  const rowsNow = (rows: readonly number[]) =>
    [
      ...rowsOfSpans(
        after.ids,
        rows.map((row) => spanIdAt(before.ids, row)),
      ),
    ].filter((row) => row >= 0);
  const firsts = [...opened].map((group) => membersOf(before.layout.groups, group)[0] ?? -1);
  const groups = rowsNow(firsts).map((row) => after.layout.groups.of[row] as number);
  return { closed: new Set(rowsNow([...closed])), opened: new Set(groups.filter((group) => group >= 0)) };
}
