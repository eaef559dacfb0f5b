import { Check, ExternalLink, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useGo } from "../parts/link.tsx";
import { type Command, type Section, sectionsOf } from "./commands.ts";
import { useCommands } from "./use-commands.ts";

/** Where to go and what to do, found by a few letters. */
export function Palette({ project, close }: { project: string; close: () => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const go = useGo();
  const sections = sectionsOf(useCommands(project, typed), typed);
  const commands = sections.flatMap((section) => section.commands);
  const current = Math.min(at, commands.length - 1);
  useShown(`${list}-${current}`);
  function follow({ does }: Command, isApart: boolean) {
    close();
    if ("act" in does) return does.act();
    if ("href" in does || isApart) window.open("href" in does ? does.href : does.path, "_blank", "noreferrer");
    else go(does.path);
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const command = commands[current];
    if (event.key === "Enter" && command) follow(command, event.metaKey || event.ctrlKey);
    else if (step && commands.length > 0) setAt((current + step + commands.length) % commands.length);
    else return;
    event.preventDefault();
  }
  return (
    <>
      <div className="relative shrink-0 border-line border-b">
        <Search size={15} className="absolute top-3.5 left-4 text-quiet" aria-hidden />
        <input
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-expanded={commands.length > 0}
          aria-controls={list}
          aria-activedescendant={commands.length > 0 ? `${list}-${current}` : undefined}
          aria-label="Search or jump"
          placeholder="Go to, do, or find by id…"
          spellCheck={false}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: it was just asked for
          autoFocus
          className="h-11 w-full bg-transparent pr-4 pl-10 text-[14px] outline-none placeholder:text-quiet"
        />
      </div>
      <div
        id={list}
        role="listbox"
        aria-label="Where to, and what to do"
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto p-1.5 focus-visible:outline-none"
      >
        {sections.map((section) => (
          <SectionOf
            key={section.group}
            list={list}
            section={section}
            first={commands.indexOf(section.commands[0] as Command)}
            current={current}
            onPoint={setAt}
            onFollow={follow}
          />
        ))}
      </div>
    </>
  );
}

interface SectionProps {
  readonly list: string;
  readonly section: Section;
  /** The place of its first command among all. */
  readonly first: number;
  readonly current: number;
  readonly onPoint: (at: number) => void;
  readonly onFollow: (command: Command, isApart: boolean) => void;
}

function SectionOf({ list, section: { group, commands }, first, current, onPoint, onFollow }: SectionProps) {
  const title = `${list}-${group}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: options stand in groups
    <div role="group" aria-labelledby={title} className="pb-1">
      <p id={title} role="presentation" className="px-2.5 pt-2 pb-1 font-semibold text-[11px] text-quiet">
        {group}
      </p>
      {commands.map((command, index) => {
        const at = first + index;
        const { label, about, keys, isChosen, does } = command;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be called alike
            key={`${label} ${index}`}
            id={`${list}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === current}
            onPointerMove={() => at !== current && onPoint(at)}
            onClick={(event) => onFollow(command, event.metaKey || event.ctrlKey)}
            className="flex min-h-9 cursor-pointer items-center gap-2 rounded-box px-2.5 aria-selected:bg-picked md:min-h-8"
          >
            <span className="shrink-0 max-w-[60%] truncate">{label}</span>
            {about && <span className="min-w-0 truncate text-quiet text-table">{about}</span>}
            <span className="ml-auto flex shrink-0 items-center gap-2 pl-2">
              {isChosen && <Check size={14} className="text-accent" role="img" aria-label="as it is now" />}
              {"href" in does && <ExternalLink size={13} className="text-quiet" role="img" aria-label="in a new tab" />}
              {keys && <kbd className="hidden font-sans text-[11px] text-quiet md:inline">{keys}</kbd>}
            </span>
          </div>
        );
      })}
    </div>
  );
}

/** What the arrows lead to is in sight. */
function useShown(id: string): void {
  const before = useRef(id);
  useEffect(() => {
    if (before.current !== id) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
    before.current = id;
  }, [id]);
}
