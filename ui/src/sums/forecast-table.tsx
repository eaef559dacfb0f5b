import { formatMoney } from "../../../receiver/src/format.ts";
import type { ForecastSums } from "../charts/forecast-course.ts";

/** The days of the month as numbers. */
export function ForecastTable({ forecast: { days } }: { forecast: ForecastSums }) {
  const number = "py-1 pl-4 text-right font-normal tabular-nums";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls only what has the focus
    <section aria-label="Forecast, numbers" tabIndex={0} className="h-[200px] overflow-auto">
      <table className="w-full text-table">
        <thead className="sticky top-0 bg-raised text-quiet">
          <tr>
            <th className="py-1 text-left font-normal">Day</th>
            <th className={number}>Spent</th>
            <th className={number}>Expected</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ date, spent, expected }) => (
            <tr key={date} className="border-line border-t">
              <th scope="row" className="py-1 text-left font-normal tabular-nums">
                {date}
              </th>
              <td className={number}>{spent === null ? "–" : formatMoney(spent)}</td>
              <td className={number}>{expected === null ? "–" : formatMoney(expected)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
