import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import { fold } from "../../model/folded-text.ts";
import { folded, said } from "./folded-sql.ts";

let engine: TestStore;
beforeAll(async () => {
  engine = await testStore();
});
afterAll(() => engine.cleanup());

test("the index is made of the expression that asks it", async () => {
  const path = new URL("../../../../clickhouse/migrations/0062_contents_said.sql", import.meta.url);
  expect(await readFile(path, "utf8")).toContain(`ADD INDEX said ${said("content")} TYPE`);
});

const everyCharacter = `
  SELECT number, ${folded("x")} AS folded
  FROM (
    SELECT number, convertCharset(unhex(leftPad(hex(toUInt32(number)), 8, '0')), 'UTF-32BE', 'UTF-8') AS x
    FROM numbers(1, 1114111) WHERE number < 55296 OR number > 57343
  )
  WHERE folded != x`;

test("the engine folds every character as we do", async () => {
  const rows = await engine.store.query<{ number: string; folded: string }>({ text: everyCharacter });
  const theirs = new Map(rows.map((row) => [Number(row.number), row.folded]));
  const otherwise: string[] = [];
  for (let code = 1; code < 0x110000; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (fold(character) !== (theirs.get(code) ?? character)) otherwise.push(code.toString(16));
  }
  expect([rows.length > 10_000, otherwise]).toEqual([true, []]);
}, 60_000);

test("and every text, whatever stands together", async () => {
  const part = fc.constantFrom(
    "か",
    "\u3099",
    "ﾞ",
    "e",
    "\u0301",
    "ᄀ",
    "ᅡ",
    "ᆨ",
    "ㄱ",
    "İ",
    "ß",
    "Σ",
    "\u200d",
    "😀",
    "x",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.array(part, { maxLength: 12 }).map((all) => all.join("")),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 50 }), async (texts) => {
      const asked = { text: `SELECT arrayMap(x -> ${folded("x")}, {x:Array(String)}) AS all`, params: { x: texts } };
      expect(await engine.store.query(asked)).toEqual([{ all: texts.map(fold) }]);
    }),
    { numRuns: 20 },
  );
}, 60_000);

test("bytes that are no text throw nothing, in the index neither", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 50, maxLength: 50 }), async (all) => {
      const hex = all.map((bytes) => Buffer.from(bytes).toString("hex"));
      const text = `SELECT sum(length(${folded("x")}) + length(${said("x")})) >= 0 AS isFine FROM (SELECT unhex(arrayJoin({x:Array(String)})) AS x)`;
      expect(await engine.store.query({ text, params: { x: hex } })).toEqual([{ isFine: 1 }]);
    }),
    { numRuns: 20 },
  );
}, 60_000);
