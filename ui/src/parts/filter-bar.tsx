import { Search, X } from "lucide-react";
import { type FormEvent, useRef } from "react";
import { defaultRange, type ListSearch, type Range, type ranges } from "../search.ts";
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
      <div className="flex items-center gap-3">
        <h1 className="font-semibold text-title tracking-tight">{title}</h1>
        <span className="ml-auto flex items-center gap-2">
          <LiveToggle search={search} onChange={onChange} />
          <RangePick range={search.last} onChange={(last) => onChange({ ...search, last })} />
        </span>
      </div>
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

function LiveToggle({ search, onChange }: PartProps) {
  const isLive = search.live !== "off";
  return (
    <button
      type="button"
      aria-pressed={isLive}
      onClick={() => onChange({ ...search, live: isLive ? "off" : undefined })}
      title={isLive ? "New rows come by themselves. Click to hold still" : "Held still. Click to follow"}
      className="chip"
    >
      <span className={`size-2 rounded-full ${isLive ? "animate-breathe bg-ok" : "bg-quiet"}`} />
      {isLive ? "Live" : "Held"}
    </button>
  );
}

const rangeNames: readonly [Range, string][] = [
  ["15m", "Last 15 minutes"],
  ["1h", "Last hour"],
  ["24h", "Last 24 hours"],
  ["7d", "Last 7 days"],
  ["30d", "Last 30 days"],
  ["all", "All time"],
];

export function RangePick({ range, onChange }: { range: Range | undefined; onChange: (range: Range) => void }) {
  return (
    <select
      aria-label="Time range"
      value={range ?? defaultRange}
      onChange={(event) => onChange(event.target.value as keyof typeof ranges)}
      className="h-[30px] rounded-box border border-line bg-raised px-2"
    >
      {rangeNames.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
}
