import { ChevronDown, ChevronRight, X } from "lucide-react";
import { memo } from "react";
import { formatCount, formatExact, plural } from "../../../receiver/src/format.ts";
import { flag } from "../../../receiver/src/skeleton/wire.ts";
import { KindMark } from "../parts/marks.tsx";
import { membersOf } from "./groups.ts";
import { failedRank, hasFlag, type Layout, textAt, worstOf } from "./layout.ts";
import { RowColumns } from "./row-columns.tsx";
import { nameOf } from "./row-words.ts";

interface RowProps {
  readonly layout: Layout;
  /** A row, or `~group`. */
  readonly item: number;
  readonly depth: number;
  readonly top: number;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  /** Where the reader is, selected or not. */
  readonly isHere: boolean;
  readonly isDim: boolean;
  /** Of a group, how many of its members match; null when nothing is searched for. */
  readonly matching: number | null;
  readonly indent: number;
  /** Columns rather than bars, for so much room. */
  readonly columns: "none" | "few" | "all";
  /** What still runs is told up to here, in nanoseconds from the origin. */
  readonly now: number;
}

/** Deeper levels are drawn as this one, so that names stay readable. */
const deepest = 24;

/** The id of a line's element. */
export function idOf(item: number): string {
  return item < 0 ? `group-${~item}` : `row-${item}`;
}

/** A line of the tree: a span, or what stands for several. Who is asked for what happens to it is the tree around it. */
export const Row = memo(function Row(props: RowProps) {
  const { layout, item, depth, top, isOpen, isSelected, isHere, isDim, columns } = props;
  const row = item < 0 ? (membersOf(layout.groups, ~item)[0] ?? 0) : item;
  const isFailed = item >= 0 && worstOf(layout.flags[row] as number) === failedRank;
  const canFold = item < 0 || (layout.size[row] as number) > 1;
  return (
    <div
      id={idOf(item)}
      data-item={item}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-posinset={item < 0 ? layout.groups.place[~item] : layout.place[row]}
      aria-setsize={item < 0 ? layout.groups.siblings[~item] : layout.siblings[row]}
      aria-selected={isSelected}
      aria-expanded={canFold ? isOpen : undefined}
      className={`absolute inset-x-0 flex h-[22px] cursor-default items-center hover:bg-hover aria-selected:bg-picked ${
        isFailed && !isDim ? "bg-error-ground" : ""
      } ${isHere ? "shadow-[inset_2px_0_0_var(--color-accent)]" : ""}`}
      style={{ top }}
    >
      <span
        className={`flex w-(--names) shrink-0 items-center gap-1.5 overflow-hidden pr-2 text-table ${isDim ? "*:text-quiet" : ""}`}
        style={{ paddingLeft: 6 + Math.min(depth, deepest) * props.indent }}
      >
        <Fold canFold={canFold} isOpen={isOpen} />
        {item < 0 ? <GroupName {...props} row={row} /> : <SpanName {...props} row={row} isFailed={isFailed} />}
      </span>
      {columns !== "none" && <RowColumns layout={layout} item={item} isAll={columns === "all"} now={props.now} />}
    </div>
  );
});

function Fold({ canFold, isOpen }: { canFold: boolean; isOpen: boolean }) {
  if (!canFold) return <span className="w-3.5 shrink-0" />;
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <span data-fold className="w-3.5 shrink-0 cursor-pointer rounded-sm text-quiet hover:bg-line hover:text-ink">
      <Icon size={14} aria-hidden />
    </span>
  );
}

interface NameProps extends RowProps {
  readonly row: number;
}

function SpanName({ layout, row, isFailed, isOpen }: NameProps & { readonly isFailed: boolean }) {
  const name = nameOf(layout, row);
  if (hasFlag(layout, row, flag.missing)) {
    return (
      <span
        className="truncate rounded-sm border border-quiet border-dashed px-1.5 text-quiet leading-4"
        title={`${name}: they name a parent that has not been received`}
      >
        not received
      </span>
    );
  }
  const isDuplicate = hasFlag(layout, row, flag.duplicate);
  const below = (layout.size[row] as number) - 1;
  const isFolded = below > 0 && !isOpen;
  return (
    <>
      <KindMark kind={textAt(layout, row, "kind")} />
      <span
        className={`truncate ${isFailed ? "font-medium text-error" : isDuplicate ? "text-quiet italic" : ""}`}
        title={isDuplicate ? `${name}, not counted: another span tells the same call` : name}
      >
        {name}
      </span>
      {isFailed && <X size={12} strokeWidth={3} className="shrink-0 text-error" role="img" aria-label="failed" />}
      {!isFailed && isFolded && layout.worstBelow[row] === failedRank && (
        <X size={11} className="shrink-0 text-error" role="img" aria-label="failed inside" />
      )}
      {isFolded && (
        <span className="shrink-0 text-quiet tabular-nums" title={`${plural(below, "span")} inside`}>
          +{formatCount(below)}
        </span>
      )}
    </>
  );
}

function GroupName({ layout, item, row, matching }: NameProps) {
  const { groups } = layout;
  const count = membersOf(groups, ~item).length;
  const failed = groups.failed[~item] as number;
  const name = nameOf(layout, row);
  return (
    <>
      <KindMark kind={textAt(layout, row, "kind")} />
      <span className="truncate" title={`${name}, ${formatExact(count)} times side by side`}>
        {name}
      </span>
      <span className="shrink-0 rounded-sm bg-hover px-1 font-semibold tabular-nums leading-4">
        ×{formatExact(count)}
      </span>
      {failed > 0 && <span className="shrink-0 text-error">{formatExact(failed)} failed</span>}
      {matching !== null && matching > 0 && <span className="shrink-0 text-quiet">{formatExact(matching)} match</span>}
    </>
  );
}
