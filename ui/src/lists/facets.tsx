import { useQueries, useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { formatCount, formatExact } from "../../../receiver/src/format.ts";
import { facetsQuery, type ListNoun } from "../api/lists.ts";
import { StatusMark } from "../parts/marks.tsx";
import { useRemembered } from "../parts/remembered.ts";
import { type BoundName, type ListSearch, type ManyName, manyNames } from "../search.ts";
import { type FacetValue, facetValues } from "./facet-values.ts";
import { filterLabels, turned, valuesOf, valueWords } from "./filters.ts";

export interface FacetsProps {
  readonly project: string;
  readonly noun: ListNoun;
  readonly search: ListSearch;
  readonly onChange: (search: ListSearch) => void;
  /** What the page cannot be narrowed by. */
  readonly leftOut?: readonly (BoundName | "meta")[];
}

/** What the list can be narrowed to, with how many rows each would leave. */
export function Facets({ project, noun, search, onChange }: FacetsProps) {
  const { data, isPlaceholderData } = useQuery(facetsQuery(project, noun, search));
  const chosen = facetNames.filter((name) => valuesOf(search, name).length > 0);
  // What else could be chosen of a name that narrows already is seen without it.
  const without = useQueries({
    queries: chosen.map((name) => facetsQuery(project, noun, { ...search, [name]: undefined })),
  });
  if (!data) return null;
  const told = (name: ManyName) => (chosen.includes(name) ? without[chosen.indexOf(name)]?.data : data)?.facets[name];
  return (
    <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-50" : ""}>
      {facetNames
        .filter((name) => !(name === "session" && noun === "sessions"))
        .map((name) => (
          <Facet
            key={name}
            name={name}
            values={facetValues(told(name) ?? [], valuesOf(search, name))}
            onTurn={(value) => onChange(turned(search, name, value))}
          />
        ))}
      {data.isCut && (
        <p className="px-3 py-2 text-quiet text-table">Counted over the newest {formatExact(data.counted)}.</p>
      )}
    </div>
  );
}

/** What errors say is counted with the errors, and not with the facets. */
const facetNames: readonly ManyName[] = manyNames.filter((name) => name !== "errorShape");

interface FacetProps {
  readonly name: ManyName;
  readonly values: readonly FacetValue[];
  readonly onTurn: (value: string) => void;
}

const openAtFirst: ReadonlySet<ManyName> = new Set(["status", "agent", "model", "tool", "user", "errorType"]);
const few = 6;

function Facet({ name, values, onTurn }: FacetProps) {
  const [fold, setFold] = useRemembered<"open" | "folded">(
    `spanwise.facet.${name}`,
    openAtFirst.has(name) ? ["open", "folded"] : ["folded", "open"],
  );
  const [isWhole, setWhole] = useState(false);
  if (values.length === 0) return null;
  const isOpen = fold === "open" || values.some(({ isChosen }) => isChosen);
  const shown = isWhole ? values : values.slice(0, few);
  const most = Math.max(...values.map(({ count }) => count), 1);
  return (
    <section aria-label={filterLabels[name]} className="border-line border-b py-1.5">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setFold(isOpen ? "folded" : "open")}
        className="flex w-full items-center gap-1 rounded-sm px-2 py-1 text-left font-semibold text-quiet text-table hover:text-ink"
      >
        <ChevronRight size={12} className={isOpen ? "rotate-90" : ""} aria-hidden />
        {filterLabels[name]}
        {!isOpen && <span className="ml-auto font-normal tabular-nums">{values.length}</span>}
      </button>
      {isOpen && (
        <ul>
          {shown.map((value) => (
            <li key={value.value}>
              <Value name={name} told={value} most={most} onTurn={() => onTurn(value.value)} />
            </li>
          ))}
        </ul>
      )}
      {isOpen && values.length > few && (
        <button
          type="button"
          onClick={() => setWhole(!isWhole)}
          className="px-3 py-1 text-accent text-table hover:underline"
        >
          {isWhole ? "Fewer" : `${values.length - few} more`}
        </button>
      )}
    </section>
  );
}

interface ValueProps {
  readonly name: ManyName;
  readonly told: FacetValue;
  readonly most: number;
  readonly onTurn: () => void;
}

function Value({ name, told: { value, count, isChosen }, most, onTurn }: ValueProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onTurn}
      title={value}
      className="relative flex h-[26px] w-full items-center gap-2 px-3 text-left text-table hover:bg-hover aria-pressed:bg-picked aria-pressed:font-semibold"
    >
      <span
        className="absolute inset-y-[3px] left-1.5 rounded-xs bg-hover"
        style={{ width: `calc((100% - 0.75rem) * ${count / most})` }}
        aria-hidden
      />
      {name === "status" && (
        <span className="relative">
          <StatusMark status={value as "ok" | "error" | "running"} size={12} />
        </span>
      )}
      <span className="relative min-w-0 truncate">{valueWords(name, value)}</span>
      <span className="relative ml-auto shrink-0 text-quiet tabular-nums" title={formatExact(count)}>
        {formatCount(count)}
      </span>
    </button>
  );
}
