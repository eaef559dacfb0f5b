import { plural } from "../../../receiver/src/format.ts";
import { type Series, sumOf } from "./series.ts";
import { Swatch } from "./swatch.tsx";

interface LegendProps {
  readonly series: readonly Series[];
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
  readonly unknown: readonly number[] | undefined;
}

/** What the colours mean; pressed, one goes and comes again. One line is kept free for it, so that nothing jumps. */
export function Legend({ series, hidden, onChange, unknown }: LegendProps) {
  const missing = unknown ? sumOf(unknown) : 0;
  function turn(key: string) {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  }
  return (
    <ul aria-label="Legend" className="mt-1 flex min-h-6 flex-wrap gap-x-1 gap-y-0.5 text-table">
      {series.map(({ key, label, hue }) => (
        <li key={key} className="min-w-0">
          <button
            type="button"
            aria-pressed={!hidden.has(key)}
            onClick={() => turn(key)}
            title={hidden.has(key) ? `Show ${label}` : `Hide ${label}`}
            className="flex h-6 max-w-56 items-center gap-1.5 rounded-sm px-1.5 hover:bg-hover aria-[pressed=false]:text-quiet aria-[pressed=false]:line-through"
          >
            <Swatch hue={hue} />
            <span className="truncate">{label}</span>
          </button>
        </li>
      ))}
      {missing > 0 && (
        <li className="flex h-6 items-center gap-1.5 px-1.5 text-quiet">
          <span className="hatched size-2.5 shrink-0 rounded-xs" aria-hidden />
          {plural(missing, "call")} of unknown cost
        </li>
      )}
    </ul>
  );
}
