import type { Interval } from "./intervals.ts";
import { type Series, sumOf, type Unit } from "./series.ts";
import { intervalWords } from "./time-words.ts";

interface NumbersTableProps {
  readonly title: string;
  readonly shape: "stack" | "lines";
  readonly times: readonly number[];
  readonly interval: Interval;
  readonly series: readonly Series[];
  readonly unit: Unit;
  readonly unknown?: readonly number[];
  readonly height: number;
}

/** The numbers behind a chart, as tall as it, the newest first. */
export function NumbersTable({ title, shape, times, interval, series, unit, unknown, height }: NumbersTableProps) {
  const rows = times.map((time, index) => ({ time, index })).reverse();
  const number = "py-1 pl-4 text-right font-normal tabular-nums whitespace-nowrap";
  const sums = shape === "stack";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls only what has the focus
    <section aria-label={`${title}, numbers`} tabIndex={0} className="overflow-auto" style={{ height }}>
      <table className="w-full text-table">
        <thead className="sticky top-0 bg-raised text-quiet">
          <tr>
            <th className="py-1 text-left font-normal">When</th>
            {series.map(({ key, label }) => (
              <th key={key} className={`${number} max-w-40 truncate`} title={label}>
                {label}
              </th>
            ))}
            {sums && <th className={`${number} text-ink`}>In all</th>}
            {unknown && <th className={number}>Calls of unknown cost</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ time, index }) => (
            <tr key={time} className="border-line border-t">
              <th scope="row" className="whitespace-nowrap py-1 text-left font-normal">
                {intervalWords(time, interval)}
              </th>
              {series.map(({ key, values }) => (
                <Figure key={key} value={values[index] ?? null} unit={unit} look={number} />
              ))}
              {sums && (
                <Figure value={sumOf(series.map(({ values }) => values[index] ?? 0))} unit={unit} look={number} />
              )}
              {unknown && <td className={number}>{unknown[index] || "–"}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Figure({ value, unit, look }: { value: number | null; unit: Unit; look: string }) {
  if (!value) return <td className={`${look} text-quiet`}>–</td>;
  return (
    <td className={look} title={unit.exact(value)}>
      {unit.short(value)}
    </td>
  );
}
