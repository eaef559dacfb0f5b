import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { ListSearch } from "../search.ts";

interface AddFilterProps {
  readonly search: ListSearch;
  readonly onChange: (search: ListSearch) => void;
}

export function AddFilter({ search, onChange }: AddFilterProps) {
  const [isOpen, setOpen] = useState(false);
  const [field, setField] = useState("attribute");
  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const next = narrowed(search, field, String(form.get("key") ?? "").trim(), String(form.get("value") ?? "").trim());
    if (next === search) return;
    setOpen(false);
    onChange(next);
  }
  if (!isOpen) {
    return (
      <button type="button" onClick={() => setOpen(true)} className="chip border-dashed text-quiet hover:text-ink">
        <Plus size={12} aria-hidden /> Filter
      </button>
    );
  }
  const input = "h-[28px] min-w-0 rounded-box border border-line bg-raised px-2";
  return (
    <form
      onSubmit={add}
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
      className="flex flex-wrap items-center gap-1.5"
    >
      <select
        aria-label="Filter by"
        value={field}
        onChange={(event) => setField(event.target.value)}
        className={`${input} px-1`}
      >
        <option value="attribute">Attribute</option>
        <option value="service">Service</option>
        <option value="agent">Agent</option>
      </select>
      {field === "attribute" && (
        <input
          name="key"
          aria-label="Attribute"
          placeholder="http.route"
          className={`${input} w-36 font-mono text-table`}
          // biome-ignore lint/a11y/noAutofocus: it was just asked for
          autoFocus
        />
      )}
      <input name="value" aria-label="Value" placeholder="value" className={`${input} w-32 font-mono text-table`} />
      <button type="submit" className="h-[28px] rounded-box bg-accent px-3 font-semibold text-on-accent">
        Add
      </button>
    </form>
  );
}

function narrowed(search: ListSearch, field: string, key: string, value: string): ListSearch {
  if (value === "") return search;
  if (field === "service") return { ...search, service: value };
  if (field === "agent") return { ...search, agent: value };
  return key === "" ? search : { ...search, attr: [...(search.attr ?? []), `${key}=${value}`] };
}
