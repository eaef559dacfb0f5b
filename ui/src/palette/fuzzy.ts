/** Of longer texts scattered letters say nothing. */
const longestScattered = 60;

/**
 * How well a text answers to what was typed, the less the better; undefined where it does not. Best is its beginning, then
 * the beginning of a word, then any part, then all words in any order, then its letters in order.
 */
export function fuzzy(text: string, typed: string): number | undefined {
  const [told, asked] = [text.toLowerCase(), typed.trim().toLowerCase()];
  if (asked === "") return 0;
  const at = told.indexOf(asked);
  if (at === 0) return 0;
  if (at > 0) return /\W/.test(told[at - 1] ?? "") ? 1 : 2;
  const words = asked.split(/\s+/);
  if (words.length > 1 && words.every((word) => told.includes(word))) return 3;
  return told.length > longestScattered ? undefined : scattered(told, asked.replaceAll(" ", ""));
}

/** Letters in order, in at most half as many pieces as there are letters: `gtse` is no `Go to Sessions`, `gses` is. */
function scattered(told: string, asked: string): number | undefined {
  let [at, pieces] = [-1, 0];
  for (const letter of asked) {
    const next = told.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    if (next !== at + 1) pieces += 1;
    at = next;
  }
  return pieces <= Math.ceil(asked.length / 2) ? 4 + pieces / 100 : undefined;
}
