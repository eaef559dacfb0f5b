import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeSeal } from "../../src/ingest/seal.ts";
import { type TestStore, testStore } from "../test-store.ts";

let at: TestStore;

beforeAll(async () => {
  at = await testStore();
});

afterAll(() => at.cleanup());

test.for(["spans_in", "logs_in", "points_in", "rejected_in"] as const)(
  "the seal is a row of %s to the byte: nothing in any column but the last",
  async (table) => {
    const path = join(at.dataDir, `${table}.rows`);
    const none = Buffer.alloc(0);
    const seal = writeSeal(table, none, new Map([["default", new Set(["0af7651916cd43dd8448eb211c80319c"])]]));
    await writeFile(path, Buffer.concat([seal, seal]));
    const columns = await at.store.query<{ name: string; type: string }>({
      text: "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String} ORDER BY position",
      params: { table },
    });
    expect(columns.at(-1)?.name).toBe("seal");
    const structure = columns.map(({ name, type }) => `${name} ${type}`).join(", ");
    const rows = await at.store.query<{ empty: number; seal: string }>({
      text: `SELECT and(${columns.slice(0, -1).map(isEmpty).join(", ")}, 1) AS empty, base64Encode(seal) AS seal
        FROM file('${path}', 'RowBinary', '${quoted(structure)}')`,
    });
    const told = rows.map(({ empty, seal: text }) => ({ empty, ends: ends(seal, Buffer.from(text, "base64")) }));
    expect(told).toEqual([
      { empty: 1, ends: true },
      { empty: 1, ends: true },
    ]);
  },
);

function isEmpty({ name, type }: { name: string; type: string }): string {
  if (type.startsWith("Nullable")) return `ifNull(${name}, 0) = 0`;
  return type.startsWith("Enum8") ? `toInt8(${name}) = 0` : `${name} = defaultValueOfTypeName('${quoted(type)}')`;
}

const quoted = (text: string) => text.replace(/[\\']/g, "\\$&");
const ends = (whole: Buffer, part: Buffer) => part.length > 24 && whole.subarray(-part.length).equals(part);
