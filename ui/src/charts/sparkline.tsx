import { sparkPath } from "./spark-path.ts";

const width = 120;
const height = 32;

/** The course of one number, without a scale: whoever wants to know more finds it beside. */
export function Sparkline({ values, hue = "text-accent" }: { values: readonly (number | null)[]; hue?: string }) {
  const { line, area } = sparkPath(values, width, height);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={`h-8 w-full ${hue}`}
      aria-hidden
      focusable={false}
    >
      <path d={area} fill="currentColor" opacity={0.12} />
      <path d={line} fill="none" stroke="currentColor" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
