import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useKeys } from "../parts/keys.ts";
import { groups, type Way } from "./way.ts";
import { waysFor } from "./ways.ts";

interface WayPickProps {
  readonly chosen: Way;
  readonly onChoose: (way: Way) => void;
}

/** What somebody may have, found by a few letters; arrows go through it and show each at once. */
export function WayPick({ chosen, onChoose }: WayPickProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const list = useId();
  const found = waysFor(typed);
  // What was typed orders them; without it they stand in their groups.
  const isGrouped = typed.trim() === "";
  useKeys({ "/": () => input.current?.focus() });
  useShown(list, chosen);
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = found[Math.max(0, Math.min(found.length - 1, found.indexOf(chosen) + step))];
    if (next) onChoose(next);
  }
  function find(text: string) {
    setTyped(text);
    const [best] = waysFor(text);
    if (text.trim() !== "" && best) onChoose(best);
  }
  return (
    <div className="flex min-h-0 flex-col md:sticky md:top-4 md:max-h-[max(20rem,calc(100dvh-17rem))] md:w-64 md:shrink-0">
      <div className="relative">
        <Search size={14} className="absolute top-[9px] left-2.5 text-quiet" aria-hidden />
        <input
          ref={input}
          value={typed}
          onChange={(event) => find(event.target.value)}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={found.includes(chosen) ? `${list}-${chosen.id}` : undefined}
          aria-keyshortcuts="/"
          aria-label="What do you have?"
          placeholder="LangChain, Codex, Python…"
          spellCheck={false}
          autoComplete="off"
          className="h-8 w-full rounded-box border border-line bg-raised pr-2 pl-8 placeholder:text-quiet"
        />
      </div>
      <div
        id={list}
        role="listbox"
        aria-label="Ways to connect"
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="mt-2 max-h-48 overflow-y-auto rounded-box border border-line bg-raised p-1 md:max-h-none md:min-h-0 md:flex-1"
      >
        {found.map((way, at) => (
          <div key={way.id} role="presentation">
            {isGrouped && found[at - 1]?.group !== way.group && (
              <p
                role="presentation"
                className={`px-2 pb-1 font-semibold text-[11px] text-quiet ${at === 0 ? "pt-1" : "pt-2.5"}`}
              >
                {groups[way.group]}
              </p>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field and the list have the keys */}
            <div
              id={`${list}-${way.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={way === chosen}
              onClick={() => onChoose(way)}
              className="flex min-h-8 cursor-pointer items-center gap-2 rounded-box px-2 hover:bg-hover aria-selected:bg-picked aria-selected:font-semibold"
            >
              <span className="min-w-0 truncate">{way.name}</span>
              {!isGrouped && way.group !== "first" && (
                <span className="ml-auto shrink-0 font-normal text-[11px] text-quiet">{shortGroups[way.group]}</span>
              )}
            </div>
          </div>
        ))}
        {found.length === 0 && (
          <p className="px-2 py-2 text-quiet">
            Not known by that name. Whatever speaks OpenTelemetry can send: see “OTLP over HTTP”.
          </p>
        )}
      </div>
    </div>
  );
}

const shortGroups: Readonly<Record<Way["group"], string>> = {
  first: "",
  coding: "agent",
  typescript: "TypeScript",
  python: "Python",
  otlp: "OTLP",
  instead: "SDK",
};

/** The chosen one is in sight, however it was chosen. */
function useShown(list: string, { id }: Way): void {
  useEffect(() => {
    const box = document.getElementById(list);
    const option = document.getElementById(`${list}-${id}`);
    if (!box || !option || box.scrollHeight <= box.clientHeight) return;
    const { offsetTop, offsetHeight } = option;
    const [top, room] = [box.scrollTop + box.offsetTop, box.clientHeight];
    if (offsetTop < top || offsetTop + offsetHeight > top + room) {
      box.scrollTop = offsetTop - box.offsetTop - room / 2;
    }
  }, [list, id]);
}
