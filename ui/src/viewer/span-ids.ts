/** Finds rows by the ids of their spans. Ids are eight bytes a row. */

/** The rows of so many ids in one pass over all; -1 for what is not there. */
export function rowsOfSpans(ids: Uint8Array, wanted: readonly string[]): Int32Array {
  const rows = new Int32Array(wanted.length).fill(-1);
  const words = wordsOf(ids);
  const byLow = new Map<number, number[]>();
  const keys = wanted.map(wordsOfId);
  for (const [at, [low]] of keys.entries()) byLow.set(low, [...(byLow.get(low) ?? []), at]);
  for (let row = 0; row * 2 < words.length; row += 1) {
    const some = byLow.get(words[row * 2] as number);
    if (some === undefined) continue;
    for (const at of some) if (keys[at]?.[1] === words[row * 2 + 1]) rows[at] = row;
  }
  return rows;
}

/** Read twice for each row rather than eight times. */
function wordsOf(ids: Uint8Array): Uint32Array {
  const own = ids.byteOffset % 4 === 0 ? ids : ids.slice();
  return new Uint32Array(own.buffer, own.byteOffset, own.length >> 2);
}

function wordsOfId(spanId: string): readonly [low: number, high: number] {
  const bytes = Uint8Array.from({ length: 8 }, (_, at) => Number.parseInt(spanId.slice(at * 2, at * 2 + 2), 16));
  const [low = 0, high = 0] = new Uint32Array(bytes.buffer);
  return /^(?!0+$)[0-9a-f]{16}$/.test(spanId) ? [low, high] : [-1, -1];
}
