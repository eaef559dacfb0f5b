import { ChevronDown, ChevronRight, X } from "lucide-react";
import { memo } from "react";
import { formatDuration, plural } from "../../../receiver/src/format.ts";
import { KindMark, kindHue } from "../parts/marks.tsx";
import { useIsWide } from "../parts/wide.ts";
import type { Row } from "./rows.ts";
import { waterfallColumns, wideWaterfallColumns } from "./ruler.tsx";
import { barOf, type Window } from "./scale.ts";
import type { TreeNode } from "./tree.ts";

interface RowProps {
  readonly row: Row;
  readonly top: number;
  readonly window: Window;
  readonly now: number;
  readonly isSelected: boolean;
  readonly onSelect: (spanId: string) => void;
  readonly onToggle: (id: string) => void;
}

/** Deeper levels are drawn as this one, so that names stay readable. */
const deepest = 16;

export const WaterfallRow = memo(function WaterfallRow(props: RowProps) {
  const { row, top, isSelected, onSelect, onToggle } = props;
  const { node, depth, isOpen } = row;
  const isWide = useIsWide();
  const isFailed = node.type === "span" && node.span.status === "error";
  return (
    <div
      id={`span-${node.id}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={node.children.length > 0 ? isOpen : undefined}
      onClick={() => node.type === "span" && onSelect(node.id)}
      onKeyDown={(event) => event.key === "Enter" && node.type === "span" && onSelect(node.id)}
      className={`absolute inset-x-0 grid h-[26px] items-center hover:bg-hover aria-selected:bg-picked ${
        node.type === "span" ? "cursor-pointer" : "text-quiet"
      } ${isFailed ? "bg-error-ground" : ""}`}
      style={{ top, gridTemplateColumns: isWide ? wideWaterfallColumns : waterfallColumns }}
    >
      <span
        className="flex min-w-0 items-center gap-1.5 pr-2"
        style={{ paddingLeft: 8 + Math.min(depth, deepest) * (isWide ? 14 : 8) }}
      >
        <Fold node={node} isOpen={isOpen} onToggle={onToggle} />
        <Name node={node} isOpen={isOpen} />
      </span>
      <BarArea {...props} />
    </div>
  );
});

function Fold({ node, isOpen, onToggle }: { node: TreeNode; isOpen: boolean; onToggle: (id: string) => void }) {
  if (node.children.length === 0) return <span className="w-4 shrink-0" />;
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={isOpen ? "Fold" : `Unfold ${plural(node.children.length, "child", "children")}`}
      onClick={(event) => {
        event.stopPropagation();
        onToggle(node.id);
      }}
      className="w-4 shrink-0 rounded-sm text-quiet hover:bg-line hover:text-ink"
    >
      <Icon size={14} aria-hidden />
    </button>
  );
}

function Name({ node, isOpen }: { node: TreeNode; isOpen: boolean }) {
  if (node.type === "missing") {
    return (
      <span
        className="truncate rounded-sm border border-quiet border-dashed px-1.5 text-table"
        title={`Span ${node.id} is named as a parent, but has not been received`}
      >
        not received
      </span>
    );
  }
  const { span, hasFailedInside } = node;
  const isFailed = span.status === "error";
  return (
    <>
      <KindMark kind={span.kind} />
      <span
        className={`truncate ${isFailed ? "font-medium text-error" : span.duplicateOf ? "text-quiet italic" : ""}`}
        title={span.duplicateOf ? `${span.name}, not counted: ${span.notCountedBecause}` : span.name}
      >
        {span.name}
      </span>
      {isFailed && <X size={13} strokeWidth={3} className="shrink-0 text-error" role="img" aria-label="failed" />}
      {!isFailed && hasFailedInside && !isOpen && (
        <X size={12} className="shrink-0 text-error" role="img" aria-label="failed inside" />
      )}
      {!isOpen && node.children.length > 0 && (
        <span className="shrink-0 text-quiet text-table tabular-nums">+{node.children.length}</span>
      )}
    </>
  );
}

function BarArea({ row: { node }, window, now }: RowProps) {
  const bar = barOf(node, window, now);
  if (!bar) return <span className="mr-16" />;
  const isRunning = node.type === "span" && node.end === null;
  const took = node.end === null ? now - node.start : node.end - node.start;
  const isFailed = node.type === "span" && node.span.status === "error";
  const hue = node.type === "missing" ? "text-quiet" : isFailed ? "text-error" : kindHue(node.span.kind);
  const shape =
    node.type === "missing"
      ? "border border-dashed border-current"
      : isRunning
        ? "animate-breathe bg-current"
        : "bg-current";
  return (
    <span className="relative mr-16 h-full">
      <span
        className={`absolute top-[8px] h-[10px] min-w-[2px] rounded-[2px] ${hue} ${shape}`}
        style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
      />
      {(node.type === "span" || node.end !== null) && (
        <span
          className="pointer-events-none absolute top-[4px] whitespace-nowrap pl-1.5 text-[11px] text-quiet tabular-nums"
          style={{ left: `${bar.left + bar.width}%` }}
        >
          {formatDuration(Math.max(0, took))}
        </span>
      )}
    </span>
  );
}
