import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Rows of the hostile list that no test here is about, and why. */
const elsewhere: ReadonlyMap<number, string> = new Map([[78, "content is shown by the UI, whose tests hold it inert"]]);

/** A title begins with the numbers of its rows: "row 39, row 40: …". */
function rowsIn(text: string): number[] {
  const titles = [...text.matchAll(/["'`](row \d+(?:, row \d+)*): /g)];
  return titles.flatMap(([, rows = ""]) => [...rows.matchAll(/\d+/g)].map(([number]) => Number(number)));
}

test("every row of the hostile list is a test, or is told to be elsewhere", () => {
  const folder = import.meta.dirname;
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.ts") && name !== "rows.test.ts");
  const rows = new Set(files.flatMap((name) => rowsIn(readFileSync(join(folder, name), "utf8"))));
  const missing = Array.from({ length: 78 }, (_, index) => index + 1).filter(
    (row) => !rows.has(row) && !elsewhere.has(row),
  );
  expect(missing).toEqual([]);
  expect([...elsewhere.keys()].filter((row) => rows.has(row))).toEqual([]);
});
