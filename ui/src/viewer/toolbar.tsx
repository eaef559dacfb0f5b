import { FoldVertical, Maximize, Route, Search, UnfoldVertical, ZoomIn, ZoomOut } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { Tool } from "./tool.tsx";

interface ToolbarProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly find: string;
  readonly onFind: (words: string) => void;
  /** To the next span that matches, or the one before. */
  readonly onHit: (by: 1 | -1) => void;
  /** What was found, in words; null when nothing is searched for. */
  readonly found: string | null;
  readonly hasGroups: boolean;
  readonly areGroupsOpen: boolean;
  readonly onGroups: () => void;
  /** null where there are no bars. */
  readonly bars: BarTools | null;
}

interface BarTools {
  readonly isPathOn: boolean;
  readonly isPathAwaited: boolean;
  readonly onPath: () => void;
  /** What the path is, in words. */
  readonly pathWords: string;
  readonly onZoom: (factor: number) => void;
  readonly onWhole: () => void;
  readonly isWhole: boolean;
}

/** What can be done with a trace: find in it, zoom, unfold what stands for many, show what the end waited for. */
export function Toolbar({ bars, found, hasGroups, areGroupsOpen, onGroups, ...finding }: ToolbarProps) {
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 overflow-hidden border-line border-b px-3 text-table">
      <FindField {...finding} />
      <span role="status" className="min-w-0 truncate px-1 text-quiet tabular-nums">
        {found}
      </span>
      <span className="ml-auto flex items-center gap-1">
        {hasGroups && (
          <Tool
            Icon={areGroupsOpen ? FoldVertical : UnfoldVertical}
            name={areGroupsOpen ? "Fold spans that are alike" : "Unfold all spans that are alike"}
            onClick={onGroups}
          />
        )}
        {bars && (
          <>
            <button
              type="button"
              aria-pressed={bars.isPathOn}
              aria-busy={bars.isPathAwaited}
              onClick={bars.onPath}
              title={`${bars.pathWords} (c)`}
              className="flex h-7 items-center gap-1.5 whitespace-nowrap rounded-box px-2 text-quiet hover:bg-hover hover:text-ink aria-pressed:bg-picked aria-pressed:font-semibold aria-pressed:text-ink"
            >
              <Route size={14} className={bars.isPathAwaited ? "animate-breathe" : ""} aria-hidden />
              <span className="max-md:sr-only">Critical path</span>
            </button>
            <Tool Icon={ZoomOut} name="Zoom out" hint="-" onClick={() => bars.onZoom(2)} />
            <Tool Icon={ZoomIn} name="Zoom in" hint="+" onClick={() => bars.onZoom(0.5)} />
            <Tool Icon={Maximize} name="Show the whole trace" hint="0" onClick={bars.onWhole} isOff={bars.isWhole} />
          </>
        )}
      </span>
    </div>
  );
}

type FindFieldProps = Pick<ToolbarProps, "field" | "find" | "onFind" | "onHit">;

function FindField({ field, find, onFind, onHit }: FindFieldProps) {
  function keys(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") {
      event.preventDefault();
      onHit(event.shiftKey ? -1 : 1);
    }
    if (event.key !== "Escape") return;
    event.preventDefault();
    onFind("");
    event.currentTarget.blur();
  }
  return (
    <label className="flex h-7 w-56 min-w-28 items-center gap-1.5 rounded-box border border-line bg-raised px-2 focus-within:border-accent">
      <Search size={13} className="shrink-0 text-quiet" aria-hidden />
      <input
        ref={field}
        type="search"
        value={find}
        onChange={(event) => onFind(event.currentTarget.value)}
        onKeyDown={keys}
        placeholder="Find spans"
        aria-label="Find spans"
        title="Find in names, kinds, agents, models, errors and what was said (/)"
        className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-quiet"
      />
    </label>
  );
}
