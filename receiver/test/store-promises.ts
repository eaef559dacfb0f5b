import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EngineAway, QueryTooLarge } from "../src/store/engine-errors.ts";
import { MigrationRefused, migrate, readMigrations } from "../src/store/migrate.ts";
import type { LandingTable, Segment, Store } from "../src/store/store.ts";
import { type Column, rowBinary } from "./row-binary.ts";

export interface Backend {
  /** Another store over the same engine and database. */
  readonly open: () => Promise<Store>;
  readonly stop: () => Promise<void>;
}

/** What every store promises, whatever the engine. */
export function storePromises(name: string, start: () => Promise<Backend>): void {
  describe(name, () => {
    let backend: Backend;
    let store: Store;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "spanwise-segments-"));
      backend = await start();
      store = await backend.open();
      await migrate(store);
    });

    afterAll(async () => {
      await store?.close();
      await backend?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    async function segment(
      table: LandingTable,
      file: string,
      rows: readonly Record<string, unknown>[],
    ): Promise<Segment> {
      const columns = await store.query<Column>({
        text: `SELECT name, type FROM system.columns
          WHERE database = currentDatabase() AND table = {table:String} ORDER BY position`,
        params: { table },
      });
      const written = Buffer.concat(rows.map((row) => rowBinary(columns, row)));
      const path = join(folder, file);
      await writeFile(path, Buffer.concat([written, rowBinary(columns, { seal: "the touched traces" })]));
      return { path, rowBytes: written.length };
    }

    async function emptied(): Promise<void> {
      const tables = await store.query<{ name: string }>({
        text: "SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY engine != 'MaterializedView'",
      });
      for (const { name } of tables) await store.command({ text: `DROP TABLE IF EXISTS ${name} SYNC` });
    }

    const objects = async () => {
      const text =
        "SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'migrations' ORDER BY name";
      return (await store.query<{ name: string }>({ text })).map((row) => row.name);
    };

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
        expect(await store.query({ text, params: { value } })).toEqual([{ value, type }]);
      });

      test("takes bigints and names", async () => {
        const text =
          "SELECT {value:UInt64} AS value, {list:Array(UInt64)} AS list FROM system.{table:Identifier} LIMIT {limit:UInt8}";
        const most = 2n ** 64n - 1n;
        expect(await store.query({ text, params: { value: most, list: [most, 0n], table: "one", limit: 1 } })).toEqual([
          { value: String(most), list: [String(most), "0"] },
        ]);
      });

      test("takes a parameter of a megabyte", async () => {
        const value = "it's ".repeat(200_000);
        const text = "SELECT length({value:String}) AS length";
        expect(await store.query({ text, params: { value } })).toEqual([{ length: "1000000" }]);
      });

      test("does not see the parameter of the one before", async () => {
        await store.query({ text: "SELECT {secret:String} AS a", params: { secret: "x" } });
        await expect(store.query({ text: "SELECT {secret:String} AS a" })).rejects.toThrow("has no value");
      });

      test("does not keep the settings of the one before", async () => {
        const text = "SELECT getSetting('max_rows_to_read') AS rows";
        expect(await store.query({ text, settings: { max_rows_to_read: 7 } })).toEqual([{ rows: 7 }]);
        expect(await store.query({ text })).toEqual([{ rows: 200_000_000 }]);
      });

      test("of two statements is refused", async () => {
        await expect(store.query({ text: "SELECT 1; SELECT 2" })).rejects.toThrow("one statement at a time");
        await expect(store.command({ text: "SELECT 1; DROP TABLE spans" })).rejects.toThrow("one statement at a time");
      });

      test("that fails half-way leaves nothing in the next answers", async () => {
        const text = "SELECT throwIf(number = 300000, 'here') AS a FROM numbers(400000)";
        for (let round = 0; round < 5; round++) {
          await expect(store.query({ text, settings: { max_block_size: 1000 } })).rejects.toThrow("here");
          expect(await store.query({ text: "SELECT 'clean' AS a" })).toEqual([{ a: "clean" }]);
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
        await expect(store.query({ text, settings })).rejects.toThrow(QueryTooLarge);
        expect(await store.query({ text: "SELECT 'clean' AS a" })).toEqual([{ a: "clean" }]);
      });

      test("waits for no question of another lane", async () => {
        const text = "SELECT sum(sleepEachRow({each:Float64})) AS a FROM numbers(8)";
        let slow = true;
        const heavy = store
          .query({ text, params: { each: 0.2 }, lane: "heavy", settings: { max_block_size: 1 } })
          .then(() => {
            slow = false;
          });
        expect(await store.query({ text: "SELECT {a:UInt8} AS a", params: { a: 1 } })).toEqual([{ a: 1 }]);
        expect(slow).toEqual(true);
        await heavy;
      });

      test("gets its own answer among many at once", async () => {
        const asked = Array.from({ length: 60 }, (_, index) => index);
        const lanes = ["interactive", "heavy", "ingest"] as const;
        const answers = await Promise.all(
          asked.map((value) =>
            store.query({
              text: "SELECT {value:UInt8} AS value",
              params: { value },
              lane: lanes[value % 3] ?? "heavy",
            }),
          ),
        );
        expect(answers).toEqual(asked.map((value) => [{ value }]));
      });
    });

    describe("a pour", () => {
      const received = Date.UTC(2026, 10, 21);
      const rejection = (id: string, reason: string) => ({ project: "default", id, reason, received, retention: 30 });
      const reasons = async (prefix: string) => {
        const text = "SELECT id, reason FROM rejected FINAL WHERE startsWith(id, {prefix:String}) ORDER BY id";
        return await store.query({ text, params: { prefix } });
      };

      test("puts several segments in at once, without their seals, and once however often", async () => {
        const nasty = "it's \\ \0 \u{1F600} -- { error 62 } ; \n\t";
        const segments = [
          await segment("rejected_in", "a-1.seg", [
            rejection("several-00000001", nasty),
            rejection("several-00000002", ""),
          ]),
          await segment("rejected_in", "a-2.seg", [rejection("several-00000003", "third")]),
        ];
        await store.pour("rejected_in", segments);
        await store.pour("rejected_in", [...segments].reverse());
        expect(await reasons("several")).toEqual([
          { id: "several-00000001", reason: nasty },
          { id: "several-00000002", reason: "" },
          { id: "several-00000003", reason: "third" },
        ]);
        expect(await store.query({ text: "SELECT count() AS seals FROM rejected WHERE project = ''" })).toEqual([
          { seals: "0" },
        ]);
      });

      test("of spans fills every table behind the landing", async () => {
        const origin = ["origin-000000001", { "service.name": "shop" }, "s", "", 0, "lib", "1.0", {}, "", "", 0];
        const span = (id: string, start: bigint) => ({
          project: "default",
          trace_id: "trace-0000000001",
          span_id: id,
          name: "chat",
          start,
          duration: 5n,
          received,
          retention: 30,
          state: 2,
          status: 0,
          attributes: { "gen_ai.system": "openai", n: "1" },
          attribute_types: "si",
          refs: ["content-00000001"],
          contents: [["content-00000001", "hello"]],
          origins: [origin],
          version: 1n,
        });
        await store.pour("spans_in", [
          await segment("spans_in", "b-1.seg", [span("span-001", 1000n), span("span-002", 3000n)]),
          await segment("spans_in", "b-2.seg", [span("span-003", 2000n)]),
        ]);
        const text =
          "SELECT span_id, start, duration, state, attributes FROM spans FINAL WHERE trace_id = 'trace-0000000001' ORDER BY start";
        const attributes = { "gen_ai.system": "openai", n: "1" };
        expect(await store.query({ text })).toEqual([
          { span_id: "span-001", start: "1000", duration: "5", state: "ended", attributes },
          { span_id: "span-003", start: "2000", duration: "5", state: "ended", attributes },
          { span_id: "span-002", start: "3000", duration: "5", state: "ended", attributes },
        ]);
        expect(await store.query({ text: "SELECT hash, content FROM contents FINAL" })).toEqual([
          { hash: "content-00000001", content: "hello" },
        ]);
        expect(await store.query({ text: "SELECT origin, resource, scope, scope_version FROM origins FINAL" })).toEqual(
          [{ origin: "origin-000000001", resource: { "service.name": "shop" }, scope: "lib", scope_version: "1.0" }],
        );
        const extent = "SELECT min(first) AS a, max(last) AS b FROM trace_extents WHERE trace_id = 'trace-0000000001'";
        expect(await store.query({ text: extent })).toEqual([{ a: "1000", b: "3000" }]);
      });

      test.each(["logs_in", "points_in"] as const)("of %s goes through its views", async (table) => {
        const row = {
          project: "default",
          id: "log-000000000001",
          series: "series-000000001",
          time: 7n,
          received,
          retention: 30,
        };
        await store.pour(table, [await segment(table, `${table}.seg`, [row])]);
        const behind = table.replace("_in", "");
        expect(await store.query({ text: `SELECT time FROM ${behind} FINAL` })).toEqual([{ time: "7" }]);
      });

      test("of nothing is nothing", async () => {
        await store.pour("rejected_in", []);
      });

      test("of a segment that is not there throws", async () => {
        const there = await segment("rejected_in", "c-1.seg", [rejection("missing-00000001", "")]);
        const gone = { path: join(folder, "gone.seg"), rowBytes: 10 };
        await expect(store.pour("rejected_in", [there, gone])).rejects.toThrow("ENOENT");
        await expect(stat(there.path)).resolves.toBeDefined();
      });

      test("of a torn segment throws, and the next one is whole", async () => {
        const whole = await segment("rejected_in", "d-1.seg", [rejection("torn-00000000001", "a".repeat(1000))]);
        const torn = { path: join(folder, "d-2.seg"), rowBytes: whole.rowBytes - 500 };
        await writeFile(torn.path, (await readFile(whole.path)).subarray(0, torn.rowBytes));
        await expect(store.pour("rejected_in", [torn])).rejects.toThrow();
        expect(await reasons("torn")).toEqual([]);
        await store.pour("rejected_in", [whole]);
        expect(await reasons("torn")).toEqual([{ id: "torn-00000000001", reason: "a".repeat(1000) }]);
      });
    });

    describe("a migration", () => {
      test("runs once", async () => {
        const known = await readMigrations();
        await emptied();
        expect(await migrate(store)).toEqual(known.map((migration) => migration.name));
        expect(await migrate(store)).toEqual([]);
        expect(await objects()).toEqual(known.map(({ name }) => name.slice(5)).sort());
      });

      test("goes on after a kill half-way, before or after the note of it", async () => {
        const known = await readMigrations();
        await emptied();
        await migrate(store, known.slice(0, 15));
        await store.command({ text: known[15]?.text ?? "" });
        expect(await migrate(store)).toEqual(known.slice(15).map((migration) => migration.name));
        expect(await objects()).toEqual(known.map(({ name }) => name.slice(5)).sort());
      });

      test("may run in two receivers at once", async () => {
        const known = await readMigrations();
        await emptied();
        const other = await backend.open();
        await Promise.all([migrate(store), migrate(other)]);
        await other.close();
        expect(await objects()).toEqual(known.map(({ name }) => name.slice(5)).sort());
        const notes = "SELECT count() AS notes, uniqExact(name) AS names FROM migrations FINAL";
        expect(await store.query({ text: notes })).toEqual([
          { notes: String(known.length), names: String(known.length) },
        ]);
      });

      test("refuses an engine that is newer than the code", async () => {
        const known = await readMigrations();
        await migrate(store);
        const older = migrate(store, known.slice(0, -2));
        await expect(older).rejects.toThrow(MigrationRefused);
        await expect(older).rejects.toThrow(
          `the tables were made by a newer Spanwise (${known.at(-2)?.name}, ${known.at(-1)?.name})`,
        );
      });

      test("refuses a file that was edited after it ran", async () => {
        const known = await readMigrations();
        await migrate(store);
        const edited = known.map((one, index) => (index === 3 ? { ...one, text: `-- new\n${one.text}` } : one));
        await expect(migrate(store, edited)).rejects.toThrow("0004_origins was changed after it ran");
      });
    });

    test("answers a ping", async () => {
      expect(await store.ping()).toEqual(true);
    });

    test("finishes what runs before it closes, and then refuses", async () => {
      const closing = await backend.open();
      const running = closing.query({ text: "SELECT sleep(0.3) AS a" });
      await closing.close();
      expect(await running).toEqual([{ a: 0 }]);
      await expect(closing.query({ text: "SELECT 1" })).rejects.toThrow("the store is closed");
      expect(await closing.ping()).toEqual(false);
    });
  });
}

/** What a store over a server that is not there promises. */
export function awayPromises(store: () => Store): void {
  test("a store whose engine is away says so", async () => {
    expect(await store().ping()).toEqual(false);
    await expect(store().query({ text: "SELECT 1" })).rejects.toThrow(EngineAway);
    await expect(store().command({ text: "TRUNCATE TABLE spans" })).rejects.toThrow(EngineAway);
  });
}
