export interface Changed {
  readonly now: number | null;
  readonly before: number | null;
  /** Of shares the difference is told in points, of all else as a share of what was. */
  readonly as: "share" | "amount";
  readonly say: (value: number) => string;
}

/** `12 %`, `1.2 pts`, `4.2×` and which way; nothing where either side is unknown. */
export function changeWords({ now, before, as, say }: Changed) {
  if (now === null || before === null) return undefined;
  const way = now > before ? "more" : now < before ? "less" : "same";
  const exact = `${say(before)} in the same time before`;
  if (way === "same") return { way, exact, short: "as before" } as const;
  if (as === "share") return { way, exact, short: points(now - before) } as const;
  if (before === 0) return { way, exact, short: "new" } as const;
  return { way, exact, short: times(now / before) } as const;
}

const points = (difference: number) => `${Math.abs(difference * 100).toFixed(1)} pts`;

/** In percent up to three times as much, then how many times as much. */
function times(ratio: number): string {
  if (ratio >= 3) return `${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(1)}×`;
  const percent = Math.abs(ratio - 1) * 100;
  return `${percent < 1 ? percent.toFixed(1) : Math.round(percent)} %`;
}
