import { Search, X } from "lucide-react";
import { type FormEvent, useRef } from "react";
import { useKeys } from "../parts/keys.ts";
import { AddFilter } from "./add-filter.tsx";
import type { FacetsProps } from "./facets.tsx";
import { type Chip, chipsOf, isNarrowed, widened } from "./filters.ts";

/** What the list is narrowed to. Every change is a new address. */
export function FilterBar(props: FacetsProps) {
  const { search, onChange } = props;
  const chips = chipsOf(search);
  return (
    <>
      <TextSearch key={search.q} {...props} />
      {chips.map((chip) => (
        <FilterChip key={chip.key} chip={chip} onRemove={() => onChange(chip.without)} />
      ))}
      <AddFilter {...props} />
      {isNarrowed(search) && (
        <button
          type="button"
          onClick={() => onChange(widened(search))}
          className="px-1 text-quiet text-table hover:text-ink hover:underline"
        >
          Clear
        </button>
      )}
    </>
  );
}

function TextSearch({ search, onChange }: FacetsProps) {
  const input = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => input.current?.focus() });
  function submit(event: FormEvent) {
    event.preventDefault();
    onChange({ ...search, q: input.current?.value.trim() || undefined });
  }
  return (
    <form onSubmit={submit} className="relative min-w-40 flex-1 sm:w-72 sm:flex-none">
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

function FilterChip({ chip: { text }, onRemove }: { chip: Chip; onRemove: () => void }) {
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
