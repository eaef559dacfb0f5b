import { describe, expect, test } from "vitest";
import { QueryTooLarge } from "../src/store/engine-errors.ts";
import type { Subject } from "./store-promises.ts";

export function questionPromises(subject: Subject): void {
  describe("a question", () => {
    test.each([
      ["String", 'it\'s \\ a "test" `x` ; -- {b:String}\t\n\r\b\f\0\u{1F600} é # { error 62 }'],
      ["String", ""],
      ["String", "NULL"],
      ["String", "\\N"],
      ["Nullable(String)", null],
      ["FixedString(4)", "a'\\b"],
      ["UInt64", "18446744073709551615"],
      ["Int64", "-9223372036854775808"],
      ["UInt32", 4294967295],
      ["Float64", -0.1],
      ["Bool", true],
      ["Array(String)", ["it's", "\\", "a,b", "]", "\n\t", ""]],
      ["Array(Array(UInt8))", [[1], [], [2, 3]]],
      ["Map(String, String)", { "k'": "v\\", "": "\n" }],
      ["Date", "2026-11-21"],
      ["DateTime64(9, 'UTC')", "2026-11-21 08:00:00.123456789"],
      ["Enum8('a' = 1, 'b' = 2)", "b"],
    ])("carries a %s as it is: %j", async (type, value) => {
      const text = `SELECT {value:${type}} AS value, toTypeName(value) AS type`;
      expect(await subject.store.query({ text, params: { value } })).toEqual([{ value, type }]);
    });

    test("takes bigints and names", async () => {
      const text =
        "SELECT {value:UInt64} AS value, {list:Array(UInt64)} AS list FROM system.{table:Identifier} LIMIT {limit:UInt8}";
      const most = 2n ** 64n - 1n;
      expect(
        await subject.store.query({ text, params: { value: most, list: [most, 0n], table: "one", limit: 1 } }),
      ).toEqual([{ value: String(most), list: [String(most), "0"] }]);
    });

    test("takes a parameter of a megabyte", async () => {
      const value = "it's ".repeat(200_000);
      const text = "SELECT length({value:String}) AS length";
      expect(await subject.store.query({ text, params: { value } })).toEqual([{ length: "1000000" }]);
    });

    test("does not see the parameter of the one before", async () => {
      await subject.store.query({ text: "SELECT {secret:String} AS a", params: { secret: "x" } });
      await expect(subject.store.query({ text: "SELECT {secret:String} AS a" })).rejects.toThrow("has no value");
    });

    test("does not keep the settings of the one before", async () => {
      const text = "SELECT getSetting('max_rows_to_read') AS rows";
      expect(await subject.store.query({ text, settings: { max_rows_to_read: 7 } })).toEqual([{ rows: 7 }]);
      expect(await subject.store.query({ text })).toEqual([{ rows: 200_000_000 }]);
    });

    test("of two statements is refused", async () => {
      await expect(subject.store.query({ text: "SELECT 1; SELECT 2" })).rejects.toThrow("one statement at a time");
      await expect(subject.store.command({ text: "SELECT 1; DROP TABLE spans" })).rejects.toThrow(
        "one statement at a time",
      );
    });

    test("that fails half-way leaves nothing in the next answers", async () => {
      const text = "SELECT throwIf(number = 300000, 'here') AS a FROM numbers(400000)";
      for (let round = 0; round < 5; round++) {
        await expect(subject.store.query({ text, settings: { max_block_size: 1000 } })).rejects.toThrow("here");
        expect(await subject.store.query({ text: "SELECT 'clean' AS a" })).toEqual([{ a: "clean" }]);
      }
    });

    test.each([
      ["rows", "SELECT sum(number) AS a FROM numbers(1000)", { max_rows_to_read: 10 }],
      [
        "time",
        "SELECT sum(sipHash64(number)) AS a FROM numbers(100000000000)",
        { max_execution_time: 1, max_rows_to_read: 0 },
      ],
      ["memory", "SELECT groupArray(number) AS a FROM numbers(10000000)", { max_memory_usage: 10_000_000 }],
    ])("that takes too much %s says so", async (_, text, settings) => {
      await expect(subject.store.query({ text, settings })).rejects.toThrow(QueryTooLarge);
      expect(await subject.store.query({ text: "SELECT 'clean' AS a" })).toEqual([{ a: "clean" }]);
    });

    test("waits for no question of another lane", async () => {
      const text = "SELECT sum(sleepEachRow({each:Float64})) AS a FROM numbers(8)";
      let slow = true;
      const heavy = subject.store
        .query({ text, params: { each: 0.2 }, lane: "heavy", settings: { max_block_size: 1 } })
        .then(() => {
          slow = false;
        });
      expect(await subject.store.query({ text: "SELECT {a:UInt8} AS a", params: { a: 1 } })).toEqual([{ a: 1 }]);
      expect(slow).toEqual(true);
      await heavy;
    });

    test("gets its own answer among many at once", async () => {
      const asked = Array.from({ length: 60 }, (_, index) => index);
      const lanes = ["interactive", "heavy", "ingest"] as const;
      const answers = await Promise.all(
        asked.map((value) =>
          subject.store.query({
            text: "SELECT {value:UInt8} AS value",
            params: { value },
            lane: lanes[value % 3] ?? "heavy",
          }),
        ),
      );
      expect(answers).toEqual(asked.map((value) => [{ value }]));
    });
  });
}
