import { formatExact, formatMoment } from "../../../receiver/src/format.ts";
import type { Point } from "../api/types.ts";

/** The metric points that name the trace, and those its services told while it ran. */
export function PointList({ points }: { points: readonly Point[] }) {
  if (points.length === 0) return <p className="text-quiet">No metric points.</p>;
  return (
    <ul>
      {points.map((point) => (
        <li
          key={`${point.series}${point.time}`}
          className="flex flex-wrap gap-x-4 border-line border-b py-1.5 text-table"
        >
          <span className="font-mono">{point.metric}</span>
          <span className="text-quiet">{point.type.replace("_", " ")}</span>
          <span className="font-semibold tabular-nums">{readingOf(point)}</span>
          <time className="ml-auto text-quiet tabular-nums">{formatMoment(point.time)}</time>
          <span className="w-full truncate font-mono text-[11px] text-quiet">
            {Object.entries(point.attributes)
              .map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`)
              .join("  ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

function readingOf({ value, count, sum, unit }: Point): string {
  const name = unit && unit !== "1" ? ` ${unit}` : "";
  if (value !== null) return `${typeof value === "number" ? formatExact(value) : value}${name}`;
  const times = Number(count ?? 0);
  if (typeof sum !== "number" || times === 0) return `${formatExact(times)} values`;
  return `${formatExact(times)} values, ${formatExact(sum / times)}${name} on average`;
}
