/** A line through the values that are known, and the area below it; nothing with less than two of them. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number) {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  if (known.length < 2) return { line: "", area: "" };
  const top = Math.max(...known.map(({ value }) => value));
  const bottom = Math.min(0, ...known.map(({ value }) => value));
  const x = (index: number) => round((index / (values.length - 1)) * width);
  const y = (value: number) => round(height - 1 - ((value - bottom) / (top - bottom || 1)) * (height - 2));
  const line = known.map(({ value, index }, at) => `${at === 0 ? "M" : "L"}${x(index)} ${y(value)}`).join("");
  const [first, last] = [known[0]?.index ?? 0, known.at(-1)?.index ?? 0];
  return { line, area: `${line}L${x(last)} ${height}L${x(first)} ${height}Z` };
}

const round = (value: number) => Math.round(value * 10) / 10;
