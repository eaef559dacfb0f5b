import { formatMoney } from "../../../receiver/src/format.ts";
import { useNow } from "../parts/now.ts";
import { useIsWide } from "../parts/wide.ts";
import { type ForecastSums, forecastCourse, type Reached } from "./forecast-course.ts";

const height = 190;
const left = 8;
const right = 64;
const top = 12;
const bottom = 24;

/** How the sum of the month grows: what was spent, what is expected, and the band it will end in. */
export function ForecastPicture({ forecast }: { forecast: ForecastSums }) {
  // Its writing keeps its size where the picture is narrow.
  const width = useIsWide() ? 560 : 330;
  const now = useNow(60_000);
  const { spent, ahead, low, high, end } = forecastCourse(forecast, BigInt(now) * 1_000_000n);
  const highest = Math.max(...[...spent, ...ahead, ...(high ? [high] : [])].map(({ sum }) => sum), 0.000_001);
  const x = (day: number) => round(left + (day / Math.max(1, end)) * (width - left - right));
  const y = (sum: number) => round(height - bottom - (sum / highest) * (height - top - bottom));
  const line = (points: readonly Reached[]) => points.map(({ day, sum }) => `${x(day)},${y(sum)}`).join(" ");
  const reached = spent.at(-1) ?? { day: 0, sum: 0 };
  const marks = forecast.days.flatMap(({ date }, index) => (index % 7 === 0 ? [{ date, index }] : []));
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className="h-auto w-full text-table"
      role="img"
      aria-label={wordsOf(reached, forecast)}
    >
      <line x1={left} x2={width - right} y1={y(0)} y2={y(0)} className="stroke-line" />
      {marks.map(({ date, index }) => (
        <text key={date} x={x(index)} y={height - 6} className="fill-quiet" fontSize={11}>
          {Number(date.slice(8))}
        </text>
      ))}
      {low && high && <polygon points={line([reached, high, low])} className="fill-llm" opacity={0.15} />}
      <polyline points={line(ahead)} fill="none" className="stroke-llm" strokeWidth={1.75} strokeDasharray="4 4" />
      <polyline points={line(spent)} fill="none" className="stroke-llm" strokeWidth={2} />
      <circle cx={x(reached.day)} cy={y(reached.sum)} r={3.5} className="fill-llm" />
      {endLabels(forecast, highest).map(({ words, sum }) => (
        <text key={words} x={width - right + 6} y={y(sum) + 4} className="fill-quiet" fontSize={11}>
          {words}
        </text>
      ))}
    </svg>
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The bounds and the middle, where they are far enough apart to be read. */
function endLabels({ low, expected, high }: ForecastSums, highest: number) {
  const all = [expected, high, low].flatMap((sum) =>
    sum === null ? [] : [{ words: formatMoney(sum), sum: Number(sum) }],
  );
  return all.filter(({ sum }, at) => all.slice(0, at).every((other) => Math.abs(other.sum - sum) / highest > 0.09));
}

function wordsOf({ sum }: Reached, { expected, low, high }: ForecastSums): string {
  const spent = `${formatMoney(String(sum))} spent this month`;
  if (expected === null) return spent;
  return `${spent}, ${formatMoney(expected)} expected, between ${formatMoney(low ?? expected)} and ${formatMoney(high ?? expected)}`;
}
