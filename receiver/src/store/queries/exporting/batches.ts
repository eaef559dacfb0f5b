import type { ReferringRow } from "../referring-row.ts";
import type { ContentCache } from "./content-cache.ts";

/** A row and what it refers to. */
interface WholeRow<Row> {
  readonly row: Row;
  readonly contents: ReadonlyMap<string, Buffer>;
}

const bytesAtOnce = 1024 * 1024;
const rowsAtOnce = 256;

/** The rows with their contents, so many at a time that they fit into little memory even where each says much. */
export async function* batchesOf<Row extends ReferringRow>(
  rows: readonly Row[],
  cache: ContentCache,
): AsyncGenerator<readonly WholeRow<Row>[]> {
  let batch: WholeRow<Row>[] = [];
  let bytes = 0;
  for (const [at, row] of rows.entries()) {
    const contents = await cache.of(row.ref_names, () =>
      rows.slice(at, at + rowsAtOnce).flatMap((one) => one.ref_names),
    );
    batch.push({ row, contents });
    bytes += bytesOf(row, contents);
    if (bytes < bytesAtOnce && batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

function bytesOf(row: ReferringRow, contents: ReadonlyMap<string, Buffer>): number {
  const said = row.attribute_texts.reduce((sum, text) => sum + text.length, 0);
  return row.ref_names.reduce((sum, name) => sum + (contents.get(name)?.length ?? 0), said);
}
