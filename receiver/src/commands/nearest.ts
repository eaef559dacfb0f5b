/** The known name that takes the fewest letters put in, left out or changed; none when it would take too many. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const told = name.slice(0, 40).toLowerCase();
  const ranked = known
    .map((one) => ({
      one,
      distance: one.startsWith(told) && told.length > 1 ? 0.5 : distance(told, one.toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(1, Math.floor((told.length + 1) / 3)) ? best.one : undefined;
}

function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [row, letter] of [...one].entries()) {
    const next = [row + 1];
    for (let at = 1; at <= other.length; at++) {
      const changed = (above[at - 1] ?? 0) + (other[at - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (above[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    above = next;
  }
  return above[other.length] ?? 0;
}
