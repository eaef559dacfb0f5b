import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronUp, Download, FoldVertical, Search, UnfoldVertical } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { formatExact, plural } from "../../../receiver/src/format.ts";
import { saveText } from "../api/download.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { useKeys } from "../parts/keys.ts";
import { useTyped } from "../viewer/use-typed.ts";
import { findInJson, mostFound } from "./find-in-json.ts";
import { JsonLine } from "./json-line.tsx";
import { above, type JsonRow, jsonRows, valueAt } from "./json-rows.ts";
import type { Rest } from "./use-session-spans.ts";

interface RawViewProps {
  /** As the API answered. */
  readonly value: unknown;
  readonly spanCount: number;
  readonly rest: Rest;
  readonly fileName: string;
  /** Where to look first: of what is selected. */
  readonly start: string | null;
  readonly find: string;
  readonly onFind: (find: string) => void;
}

const height = 20;

/** A session and its spans as the API answers them, folded; only the lines that are seen are drawn. */
export function RawView({ value, spanCount, rest, fileName, start, find, onFind }: RawViewProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set(["", "/session", "/spans", ...aroundOf(start)]),
  );
  const rows = useMemo(() => jsonRows(value, opened), [value, opened]);
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 20,
    initialOffset: () => Math.max(0, placeOf(rows, start) - 3) * height,
  });
  const [active, setActive] = useState<string | null>(start);
  const [words, type] = useTyped(find, onFind);
  const looked = useDeferredValue(words);
  const found = useMemo(() => findInJson(value, looked), [value, looked]);
  const foundSet = useMemo(() => new Set(found), [found]);
  const index = active === null ? -1 : placeOf(rows, active);

  function goTo(path: string): void {
    const next = new Set([...opened, ...above(path)]);
    setOpened(next);
    setActive(path);
    // Where it will stand is known before it is drawn.
    const place = placeOf(jsonRows(value, next), path);
    requestAnimationFrame(() => lines.scrollToIndex(place, { align: "center" }));
  }
  function nextFound(by: 1 | -1): void {
    if (found.length === 0) return;
    const here = active === null ? -1 : found.indexOf(active);
    const next = found[(here + by + found.length) % found.length];
    if (next !== undefined) goTo(here < 0 ? (found[0] as string) : next);
  }
  function turn(row: JsonRow | undefined): void {
    if (!row || !canOpen(row)) return;
    const next = new Set(opened);
    if (!next.delete(row.path)) next.add(row.path);
    setOpened(next);
  }
  function step(to: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!row) return;
    setActive(row.path);
    lines.scrollToIndex(rows.indexOf(row));
  }
  /** Unfolds, or goes on; folds, or goes to what it lies in. */
  function fold(opening: boolean): void {
    const row = rows[index];
    if (!row) return;
    if (canOpen(row) && row.isOpen !== opening) return turn(row);
    if (opening) return step(index + 1);
    const outer = above(row.path).at(-1);
    if (outer !== undefined) step(placeOf(rows, outer));
  }
  function keys(event: KeyboardEvent): void {
    const far = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1);
    const moves = new Map<string, () => void>([
      ["ArrowDown", () => step(index + 1)],
      ["ArrowUp", () => step(index - 1)],
      ["PageDown", () => step(index + far)],
      ["PageUp", () => step(index - far)],
      ["Home", () => step(0)],
      ["End", () => step(rows.length - 1)],
      ["ArrowRight", () => fold(true)],
      ["ArrowLeft", () => fold(false)],
      ["Enter", () => turn(rows[index])],
    ]);
    const act = moves.get(event.key);
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act();
  }
  useKeys({
    "/": () => field.current?.focus(),
    n: () => nextFound(1),
    p: () => nextFound(-1),
    j: () => step(index + 1),
    k: () => step(index - 1),
  });
  const text = () => JSON.stringify(value, null, 2);
  const isFolded = opened.size <= 3;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-1 border-line border-b px-3 text-table">
        <label className="flex h-7 w-56 min-w-24 items-center gap-1.5 rounded-box border border-line bg-raised px-2 focus-within:border-accent">
          <Search size={13} className="shrink-0 text-quiet" aria-hidden />
          <input
            ref={field}
            type="search"
            value={words}
            onChange={(event) => type(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") nextFound(event.shiftKey ? -1 : 1);
              if (event.key !== "Escape") return;
              event.preventDefault();
              type("");
              event.currentTarget.blur();
            }}
            placeholder="Find in it"
            aria-label="Find in the JSON"
            title="Find in names and values (/)"
            className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-quiet"
          />
        </label>
        <span role="status" className="min-w-0 truncate px-1 text-quiet tabular-nums">
          {looked.trim() !== "" && foundWords(found, active)}
        </span>
        {found.length > 0 && (
          <>
            <Tool Icon={ChevronUp} name="The match before" hint="p" onClick={() => nextFound(-1)} />
            <Tool Icon={ChevronDown} name="Next match" hint="n" onClick={() => nextFound(1)} />
          </>
        )}
        <span className="ml-auto flex shrink-0 items-center">
          <Tool
            Icon={isFolded ? UnfoldVertical : FoldVertical}
            name={isFolded ? "Unfold every step" : "Fold all"}
            onClick={() => setOpened(isFolded ? stepsOpened(value) : new Set(["", "/session", "/spans"]))}
          />
          <CopyButton text={text} what="all of it" />
          <Tool Icon={Download} name="Save as a file" onClick={() => saveText(text(), fileName, "application/json")} />
        </span>
      </div>
      <div
        ref={scroller}
        role="tree"
        aria-label="JSON"
        tabIndex={0}
        aria-activedescendant={index >= 0 ? `json-${index}` : undefined}
        onKeyDown={keys}
        className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden py-1 font-mono text-table [scrollbar-gutter:stable]"
      >
        <div role="none" className="relative" style={{ height: lines.getTotalSize() }}>
          {lines.getVirtualItems().map(({ index: at, start: top }) => {
            const row = rows[at];
            if (!row) return null;
            return (
              <JsonLine
                key={at}
                id={`json-${at}`}
                row={row}
                top={top}
                height={height}
                isActive={at === index}
                isFound={foundSet.has(row.path) && row.type !== "close"}
                onTurn={() => turn(row)}
                onChoose={() => setActive(row.path)}
                copied={() => copyOf(valueAt(value, row.path))}
              />
            );
          })}
        </div>
      </div>
      {rest.hasMore && (
        <p className="shrink-0 border-line border-t px-4 py-1.5 text-quiet text-table">
          {plural(spanCount, "step")} of it are here.{" "}
          <button
            type="button"
            onClick={rest.loadMore}
            disabled={rest.isLoading}
            className="text-accent hover:underline"
          >
            {rest.isLoading ? "Loading…" : "Load more"}
          </button>
        </p>
      )}
    </div>
  );
}

type Foldable = Extract<JsonRow, { readonly isOpen: boolean }>;
const canOpen = (row: JsonRow): row is Foldable =>
  (row.type === "open" && row.size > 0) || (row.type === "leaf" && row.isLong);
const copyOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

function placeOf(rows: readonly JsonRow[], path: string | null): number {
  return path === null ? -1 : rows.findIndex((row) => row.path === path);
}

const aroundOf = (start: string | null) => (start === null ? [] : [...above(start), start]);

function stepsOpened(value: unknown): ReadonlySet<string> {
  const spans = valueAt(value, "/spans");
  const steps = Array.isArray(spans) ? spans.map((_, at) => `/spans/${at}`) : [];
  return new Set(["", "/session", "/spans", ...steps]);
}

function foundWords(found: readonly string[], active: string | null): string {
  if (found.length === 0) return "not in it";
  const here = active === null ? -1 : found.indexOf(active);
  const all = `${formatExact(found.length)}${found.length === mostFound ? "+" : ""}`;
  return here < 0 ? `${all} found` : `${formatExact(here + 1)} of ${all}`;
}

interface ToolProps {
  readonly Icon: typeof Search;
  readonly name: string;
  readonly hint?: string;
  readonly onClick: () => void;
}

function Tool({ Icon, name, hint, onClick }: ToolProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={name}
      title={hint ? `${name} (${hint})` : name}
      className="shrink-0 rounded-box p-1.5 text-quiet hover:bg-hover hover:text-ink"
    >
      <Icon size={15} aria-hidden />
    </button>
  );
}
