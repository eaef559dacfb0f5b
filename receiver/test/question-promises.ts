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

    test("is answered by columns, in blocks as the engine has them", async () => {
      const text = `
        SELECT number AS n, toInt64(-number) AS below, toFixedString(toString(number % 10), 2) AS id, number % 2 = 0 AS even,
          toDecimal64(number, 12) / 4 AS cost, toLowCardinality(concat('é', toString(number % 3))) AS known,
          if(number % 5 = 0, {mark:String}, '') AS plain
        FROM numbers(1000)`;
      const settings = { max_block_size: 300 };
      const columns = await subject.store.columns({ text, params: { mark: "it's" }, settings });
      const rows = Array.from({ length: 1000 }, (_, row) => row);
      const textsOf = (name: string) => {
        const { texts, which } = columns.texts(name);
        return Array.from(which, (place) => texts[place]);
      };
      expect(columns.rows).toEqual(1000);
      expect([...new BigUint64Array(columns.fixed("n").buffer)]).toEqual(rows.map(BigInt));
      expect([...new BigInt64Array(columns.fixed("below").buffer)]).toEqual(rows.map((row) => BigInt(-row)));
      expect(Buffer.from(columns.fixed("id")).toString()).toEqual(rows.map((row) => `${row % 10}\0`).join(""));
      expect([...columns.fixed("even")]).toEqual(rows.map((row) => (row % 2 === 0 ? 1 : 0)));
      expect([...new BigInt64Array(columns.fixed("cost").buffer)]).toEqual(
        rows.map((row) => BigInt(row) * 250_000_000_000n),
      );
      expect(textsOf("known")).toEqual(rows.map((row) => `é${row % 3}`));
      expect(textsOf("plain")).toEqual(rows.map((row) => (row % 5 === 0 ? "it's" : "")));
      expect(new Set(columns.texts("known").texts)).toEqual(new Set(["", "é0", "é1", "é2"]));
    });

    test("is answered by columns when there is nothing", async () => {
      const columns = await subject.store.columns({
        text: "SELECT number AS n, toString(number) AS name FROM numbers(0)",
      });
      expect([columns.rows, columns.fixed("n").length, columns.texts("name").texts]).toEqual([0, 0, []]);
    });

    test("says which column is not read by columns, and what the engine refused", async () => {
      await expect(subject.store.columns({ text: "SELECT [1] AS list" })).rejects.toThrow(
        'the column "list" is of a type',
      );
      await expect(subject.store.columns({ text: "SELECT throwIf(1)" })).rejects.toThrow("throwIf");
      expect((await subject.store.columns({ text: "SELECT 1 AS n" })).rows).toEqual(1);
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
