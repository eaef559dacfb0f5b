import { useLocation } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { readTimeSearch } from "../search.ts";
import { type Jump, jumpsFor } from "./jumps.ts";
import { useGo } from "./link.tsx";

const hint = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : "Ctrl K";

/** Leads to a trace by its id, to a place by its name, and to whatever holds the words. */
export function JumpField({ project }: { project: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const jumps = jumpsFor(project, typed, readTimeSearch(useLocation().search));
  const list = useId();
  const go = useGo();
  useCommandK(() => input.current?.focus());
  function leave() {
    setTyped("");
    setAt(0);
    input.current?.blur();
  }
  function follow(jump: Jump | undefined) {
    if (!jump) return;
    leave();
    go(jump.path);
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") leave();
    else if (event.key === "Enter") follow(jumps[at]);
    else if (step && jumps.length > 0) setAt((at + step + jumps.length) % jumps.length);
    else return;
    event.preventDefault();
  }
  return (
    <div className="relative min-w-0 max-w-96 flex-1">
      <Search size={14} className="absolute top-[8px] left-2.5 text-quiet" aria-hidden />
      <input
        ref={input}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped("")}
        role="combobox"
        aria-expanded={jumps.length > 0}
        aria-controls={list}
        aria-activedescendant={jumps.length > 0 ? `${list}-${at}` : undefined}
        aria-label="Search or jump"
        placeholder="Search or jump…"
        spellCheck={false}
        autoComplete="off"
        className="h-[30px] w-full rounded-box border border-line bg-ground pr-2 pl-8 placeholder:text-quiet lg:pr-14"
      />
      {typed === "" && (
        <kbd className="pointer-events-none absolute top-[7px] right-2.5 hidden font-sans text-[11px] text-quiet lg:inline">
          {hint}
        </kbd>
      )}
      <div
        id={list}
        role="listbox"
        aria-label="Where to"
        className={`absolute inset-x-0 top-[36px] z-20 min-w-64 rounded-box border border-line bg-raised p-1.5 shadow-lg ${jumps.length === 0 ? "hidden" : ""}`}
      >
        {jumps.map((jump, index) => (
          <div
            key={jump.path}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            // Before the field loses the focus and the list is gone.
            onMouseDown={(event) => {
              event.preventDefault();
              follow(jump);
            }}
            onMouseEnter={() => setAt(index)}
            className="flex h-8 cursor-pointer items-center gap-1.5 rounded-box px-2.5 aria-selected:bg-picked"
          >
            <span className="shrink-0">{jump.label}</span>
            {jump.about && <span className="truncate font-mono text-quiet text-table">{jump.about}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}

function useCommandK(act: () => void): void {
  const onKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
