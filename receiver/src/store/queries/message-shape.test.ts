import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import { shapeOf } from "./message-shape.ts";
import { Parameters } from "./parameters.ts";

let engine: TestStore;
beforeAll(async () => {
  engine = await testStore();
});
afterAll(() => engine.cleanup());

async function shapes(messages: readonly string[]): Promise<string[]> {
  const add = new Parameters();
  const text = `SELECT ${shapeOf("message", add)} AS shape FROM (SELECT arrayJoin(${add.strings(messages)}) AS message)`;
  return (await engine.store.query<{ shape: string }>({ text, params: add.values })).map(({ shape }) => shape);
}

test.for<readonly [message: string, shape: string]>([
  ["Request timed out after 30.5 s", "Request timed out after <duration>"],
  ["waited 1200ms, then 3 seconds", "waited <duration>, then <duration>"],
  ["Error code: 429 - {'error': {'message': 'Rate limit'}}", "Error code: 429 - {<text>: {<text>: <text>}}"],
  ["503 Service Unavailable", "503 Service Unavailable"],
  ["Request failed with status code 502 after 17 tries", "Request failed with status code 502 after <n> tries"],
  ["got 429 rows, and 1,024.5 more (-3 %)", "got <n> rows, and <n> more (<n> %)"],
  ["ENOENT: no such file or directory, open '/home/a/b.txt'", "ENOENT: no such file or directory, open <text>"],
  ["cannot read /var/lib/x-12/data.bin: it is gone", "cannot read <path>: it is gone"],
  ["cannot read C:\\Users\\ann\\x.txt, and/or nothing", "cannot read <path>, and/or nothing"],
  ["GET https://api.example.com/v1/items/17?x=1 failed", "GET <url> failed"],
  ["run 7b0f7a86-6a4e-4a1b-9f2e-0d6c9a3b1c55 is gone", "run <id> is gone"],
  ["commit deadbeef42 and 0xFF, call toolu_01A9xkPqLmNoPqRsTuV", "commit <id> and <id>, call <id>"],
  ["at 2026-11-21T10:00:00.123Z and 2026-11-21 10:00, 10:00:01", "at <time> and <time>, <time>"],
  ['tool "search" of `ann` can\'t be called', "tool <text> of <text> can't be called"],
  ["mail to ann.b@example.com  was\n not sent", "mail to <address> was not sent"],
  ["connect ECONNREFUSED 10.4.0.17:5432, version 1.2.3", "connect ECONNREFUSED <address>, version <n>"],
  ["モデル 17 が見つかりません", "モデル <n> が見つかりません"],
  ["", ""],
])("%j is of the shape %j", async ([message, shape]) => {
  expect(await shapes([message])).toEqual([shape]);
});

test("messages that differ in numbers and ids alone are of one shape", async () => {
  const particular = fc.record({ number: fc.nat(), id: fc.uuid(), word: fc.stringMatching(/^[a-z ]{1,9}$/) });
  await fc.assert(
    fc.asyncProperty(fc.array(particular, { minLength: 2, maxLength: 50 }), async (all) => {
      const told = await shapes(
        all.map(({ number, id, word }) => `item ${number} of ${id} took ${number} ms: "${word}"`),
      );
      expect(new Set(told)).toEqual(new Set(["item <n> of <id> took <duration>: <text>"]));
    }),
    { numRuns: 20 },
  );
});

test("whatever is said is taken, and no shape is long", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "binary", maxLength: 80 }), { minLength: 1 }), async (all) => {
      const once = await shapes(all.map((one) => `${one} at 17 s`));
      expect(once.length).toEqual(all.length);
      expect(once.every((shape) => shape.length <= 300)).toEqual(true);
    }),
    { numRuns: 30 },
  );
});

test("very long messages take no time", async () => {
  const long = ["'", '"', "/a", "1", "a@", "0x", "aaaaaaaa-", "2026-"].map((part) => part.repeat(100_000));
  const begun = performance.now();
  expect((await shapes(long)).length).toEqual(long.length);
  expect(performance.now() - begun).toBeLessThan(1000);
});
