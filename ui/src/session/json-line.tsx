import { ChevronRight } from "lucide-react";
import { formatCount, plural } from "../../../receiver/src/format.ts";
import { inertJson } from "../../../receiver/src/inert.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { type JsonRow, longest } from "./json-rows.ts";

interface JsonLineProps {
  readonly id: string;
  readonly row: JsonRow;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isFound: boolean;
  readonly onTurn: () => void;
  readonly onChoose: () => void;
  /** What is copied of it. */
  readonly copied: () => string;
}

/** Deeper ones are not moved further to the right: a phone has no room. */
const deepest = 24;

/** One line of JSON. What acts in it is written as its number. */
export function JsonLine({ id, row, top, height, isActive, isFound, onTurn, onChoose, copied }: JsonLineProps) {
  const isFoldable = (row.type === "open" && row.size > 0) || (row.type === "leaf" && row.isLong);
  const isOpen = (row.type === "open" || row.type === "leaf") && row.isOpen;
  const comma = row.isLast || (row.type === "open" && isOpen) || row.type === "text" ? "" : ",";
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it listens for keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.depth + 1}
      aria-selected={isActive}
      aria-expanded={isFoldable ? isOpen : undefined}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest("button")) return;
        onChoose();
        if (isFoldable) onTurn();
      }}
      className={`group absolute inset-x-0 top-0 flex items-center whitespace-pre pr-3 ${isFoldable ? "cursor-pointer" : ""} ${isActive ? "bg-picked" : isFound ? "bg-guardrail/15" : "hover:bg-hover"}`}
      style={{ height, translate: `0 ${top}px`, paddingLeft: 12 + Math.min(deepest, row.depth) * 14 }}
    >
      <span className="grid w-4 shrink-0 place-items-center text-quiet">
        {isFoldable && <ChevronRight size={12} className={isOpen ? "rotate-90" : ""} aria-hidden />}
      </span>
      <span className="min-w-0 overflow-hidden text-ellipsis">
        {row.name !== null && row.type !== "close" && row.type !== "text" && (
          <>
            <span className="text-ink">{quoted(row.name.slice(0, 200))}</span>
            <span className="text-quiet">: </span>
          </>
        )}
        <Content row={row} />
        <span className="text-quiet">{comma}</span>
        <Aside row={row} />
      </span>
      {isActive && row.type !== "close" && row.type !== "text" && (
        <span className="ml-auto shrink-0 pl-2">
          <CopyButton text={copied} what="this value" />
        </span>
      )}
    </div>
  );
}

function Content({ row }: { row: JsonRow }) {
  if (row.type === "close") return <span className="text-quiet">{row.bracket}</span>;
  if (row.type === "text")
    return <span className="text-tool">{quoted(row.text.slice(row.from, row.to)).slice(1, -1)}</span>;
  if (row.type === "open") {
    const closed = row.bracket === "{" ? "}" : "]";
    const inside = row.size === 0 ? "" : "…";
    return <span className="text-quiet">{row.isOpen ? row.bracket : `${row.bracket}${inside}${closed}`}</span>;
  }
  const { value, isLong } = row;
  if (value === null) return <span className="text-quiet">null</span>;
  if (typeof value !== "string") return <span className="text-llm">{String(value)}</span>;
  return (
    <span className="text-tool">{isLong ? `${quoted(value.slice(0, longest)).slice(0, -1)}…"` : quoted(value)}</span>
  );
}

/** How much there is where not all is shown. */
function Aside({ row }: { row: JsonRow }) {
  if (row.type === "leaf" && row.isLong)
    return (
      <span className="font-sans text-[11px] text-quiet"> {formatCount((row.value as string).length)} characters</span>
    );
  if (row.type !== "open" || row.isOpen || row.size === 0) return null;
  const words = row.bracket === "[" ? plural(row.size, "item") : plural(row.size, "field");
  return (
    <span className="font-sans text-[11px] text-quiet"> {row.hint === "" ? words : quoted(row.hint).slice(1, -1)}</span>
  );
}

const quoted = (text: string) => inertJson(JSON.stringify(text.toWellFormed()));
