/** Each item as JSON on a line of its own. */
export async function* jsonLines(batches: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const items of batches) for (const item of items) yield `${JSON.stringify(item)}\n`;
}
