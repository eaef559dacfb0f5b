const mostLetters = 40;

/** The word that was probably meant: at most two letters away, or a third of them. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > mostLetters) return undefined;
  const lower = word.toLowerCase();
  let found: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const one of known) {
    const distance = distanceOf(lower, one.toLowerCase());
    if (distance < least) [found, least] = [one, distance];
  }
  return found;
}

/** Letters to put in, take out or change to make one word of the other. */
function distanceOf(one: string, other: string): number {
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      next.push(Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + change));
    }
    last = next;
  }
  return last[other.length] ?? 0;
}
