import { Search, X } from "lucide-react";
import { type FormEvent, useRef } from "react";
import type { ListSearch } from "../search.ts";
import { AddFilter } from "./add-filter.tsx";
import { useKeys } from "./keys.ts";
import { StatusMark } from "./marks.tsx";

interface FilterBarProps {
  readonly title: string;
  readonly search: ListSearch;
  readonly onChange: (search: ListSearch) => void;
}

const statuses = [
  { status: "error", label: "Failed" },
  { status: "running", label: "Running" },
  { status: "ok", label: "Ok" },
] as const;

/** What the list is narrowed to. Every change is a new address. */
export function FilterBar({ title, search, onChange }: FilterBarProps) {
  return (
    <header className="shrink-0 space-y-3 border-line border-b px-4 pt-4 pb-3">
      <h1 className="font-semibold text-title tracking-tight">{title}</h1>
      <div className="flex flex-wrap items-center gap-2">
        <TextSearch key={search.q} search={search} onChange={onChange} />
        {statuses.map(({ status, label }) => (
          <button
            key={status}
            type="button"
            aria-pressed={search.status === status}
            onClick={() => onChange({ ...search, status: search.status === status ? undefined : status })}
            className="chip aria-pressed:border-accent aria-pressed:bg-picked"
          >
            <StatusMark status={status} size={12} /> {label}
          </button>
        ))}
        <Chips search={search} onChange={onChange} />
        <AddFilter search={search} onChange={onChange} />
      </div>
    </header>
  );
}

type PartProps = Omit<FilterBarProps, "title">;

function TextSearch({ search, onChange }: PartProps) {
  const input = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => input.current?.focus() });
  function submit(event: FormEvent) {
    event.preventDefault();
    onChange({ ...search, q: input.current?.value.trim() || undefined });
  }
  return (
    <form onSubmit={submit} className="relative w-full sm:w-72">
      <Search size={14} className="absolute top-2 left-2.5 text-quiet" aria-hidden />
      <input
        ref={input}
        type="search"
        defaultValue={search.q ?? ""}
        placeholder="Names, messages, errors…"
        aria-keyshortcuts="/"
        aria-label="Search names, messages and errors"
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        className="h-[30px] w-full rounded-box border border-line bg-raised pr-2 pl-8 placeholder:text-quiet"
      />
    </form>
  );
}

function Chips({ search, onChange }: PartProps) {
  const { service, agent, attr = [] } = search;
  const without = (pair: string) => onChange({ ...search, attr: attr.filter((other) => other !== pair) });
  return (
    <>
      {service && <Chip text={`service ${service}`} onRemove={() => onChange({ ...search, service: undefined })} />}
      {agent && <Chip text={`agent ${agent}`} onRemove={() => onChange({ ...search, agent: undefined })} />}
      {attr.map((pair) => (
        <Chip key={pair} text={pair.replace("=", " = ")} onRemove={() => without(pair)} />
      ))}
    </>
  );
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <span className="chip max-w-80 border-accent bg-picked pr-1">
      <span className="truncate">{text}</span>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Remove ${text}`}
        className="rounded-sm p-0.5 hover:bg-hover"
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}
