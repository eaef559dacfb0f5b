import type { ReactNode } from "react";
import { formatCount, formatExact, plural } from "../../../receiver/src/format.ts";
import { flag } from "../../../receiver/src/skeleton/wire.ts";
import { StatusMark } from "../parts/marks.tsx";
import { spreadWords } from "./draw-bars.ts";
import { membersOf } from "./groups.ts";
import { failedRank, hasFlag, type Layout, runningRank, textAt, worstOf } from "./layout.ts";
import { costWords, isCostMissing, tokensAt, tookWords } from "./row-words.ts";

interface RowColumnsProps {
  readonly layout: Layout;
  readonly item: number;
  readonly isAll: boolean;
  readonly now: number;
}

/** What a line says in numbers, beside its name. */
export function RowColumns({ layout, item, isAll, now }: RowColumnsProps) {
  if (item < 0) return <GroupColumns layout={layout} group={~item} isAll={isAll} />;
  const row = item;
  if (hasFlag(layout, row, flag.missing)) return null;
  const worst = worstOf(layout.flags[row] as number);
  const tokens = tokensAt(layout, row);
  const cost = costWords(layout, row);
  return (
    <span className="flex min-w-0 flex-1 items-center text-table tabular-nums">
      {isAll && (
        <Cell width="w-24" isStart>
          <StatusMark status={worst === failedRank ? "error" : worst === runningRank ? "running" : "ok"} size={12} />
        </Cell>
      )}
      <Cell width="w-24">{tookWords(layout, row, now)}</Cell>
      {isAll && (
        <Cell width="w-24">
          {tokens === null ? "" : <span title={tokenWords(layout, row)}>{formatCount(tokens)}</span>}
        </Cell>
      )}
      <Cell width="w-24">
        {cost ?? (isCostMissing(layout, row) ? <span className="text-quiet">unknown</span> : "")}
      </Cell>
      {isAll && <span className="min-w-0 flex-1 truncate pl-6 text-quiet">{detailOf(layout, row)}</span>}
    </span>
  );
}

/** The heads of these columns. */
export function ColumnHeads({ isAll }: { isAll: boolean }) {
  return (
    <span className="flex min-w-0 flex-1 text-quiet text-table">
      {isAll && (
        <Cell width="w-24" isStart>
          Status
        </Cell>
      )}
      <Cell width="w-24">Took</Cell>
      {isAll && <Cell width="w-24">Tokens</Cell>}
      <Cell width="w-24">Cost</Cell>
      {isAll && <span className="min-w-0 flex-1 truncate pl-6">Model, agent or error</span>}
    </span>
  );
}

function GroupColumns({ layout, group, isAll }: { layout: Layout; group: number; isAll: boolean }) {
  const { failed, running } = layout.groups;
  const rows = membersOf(layout.groups, group);
  const told = [
    (failed[group] as number) > 0 && `${formatExact(failed[group] as number)} failed`,
    (running[group] as number) > 0 && `${formatExact(running[group] as number)} running`,
    plural(rows.length, "span"),
  ].filter(Boolean);
  return (
    <span className="flex min-w-0 flex-1 items-center text-quiet text-table tabular-nums">
      <span className={`shrink-0 truncate text-right ${isAll ? "w-48 pr-4" : "w-48 pr-2"}`}>
        {spreadWords(layout, group)}
      </span>
      {isAll && <span className="min-w-0 flex-1 truncate pl-2">{told.join(", ")}</span>}
    </span>
  );
}

function Cell({ width, isStart, children }: { width: string; isStart?: boolean; children: ReactNode }) {
  return (
    <span className={`${width} shrink-0 truncate pr-4 max-md:w-20 max-md:pr-2 ${isStart ? "pl-4" : "text-right"}`}>
      {children}
    </span>
  );
}

function tokenWords({ input, output }: Layout, row: number): string {
  return `${formatExact(input[row] as number)} in, ${formatExact(output[row] as number)} out`;
}

function detailOf(layout: Layout, row: number): string {
  return textAt(layout, row, "error") || textAt(layout, row, "model") || textAt(layout, row, "agent");
}
