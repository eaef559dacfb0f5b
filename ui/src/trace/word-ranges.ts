/** Where in a text any of the words stands, as they are typed into a search: begin and end, in order of the words. */
export function wordRanges(text: string, words: readonly string[]): (readonly [from: number, to: number])[] {
  const lowered = text.toLowerCase();
  // Some characters are longer in lower case; then places would not be those of the text.
  if (lowered.length !== text.length) return [];
  return words.flatMap((word) => {
    const found: (readonly [number, number])[] = [];
    for (let at = lowered.indexOf(word); at >= 0; at = lowered.indexOf(word, at + word.length))
      found.push([at, at + word.length]);
    return found;
  });
}

/** The words of a search, and its "phrases in quotes" whole. */
export function wordsOf(asked: string): readonly string[] {
  const told = [...asked.toLowerCase().matchAll(/"([^"]*)(?:"|$)|[^\s"]+/g)].map(([whole, phrase]) => phrase ?? whole);
  return [...new Set(told.map((word) => word.trim()))].filter((word) => word.length > 1).slice(0, 16);
}
