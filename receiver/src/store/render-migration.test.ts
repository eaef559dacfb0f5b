import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/test-store.ts";
import { readMigrations } from "./migrate.ts";
import { quotedName, renderLedger, renderMigration } from "./render-migration.ts";

const alone = { database: "default", cluster: undefined };
const spread = { database: "span'wise", cluster: "eu\\west" };
const migrations = await readMigrations();

describe("to an engine", () => {
  let engine: TestStore;
  beforeAll(async () => {
    engine = await testStore();
  });
  afterAll(() => engine.cleanup());

  const rendered = [alone, spread].flatMap((place) => [
    ["the ledger", renderLedger(place)] as const,
    ...migrations.flatMap((one) => renderMigration(one, place).map((text) => [one.name, text] as const)),
  ]);

  test.each(rendered)("%s reads well", async (_, text) => {
    const [answer] = await engine.store.query<{ text: string }>({
      text: "SELECT formatQuery({text:String}) AS text",
      params: { text },
    });
    expect(answer?.text).toMatch(
      /^(CREATE (TABLE|VIEW|MATERIALIZED VIEW) IF NOT EXISTS|ALTER TABLE \w+( ON CLUSTER \S+)?\s+\(?(ADD (INDEX|COLUMN) IF NOT EXISTS|MATERIALIZE INDEX))/,
    );
  });
});

test("renders plain without a cluster", () => {
  const plain = migrations.map((migration) => renderMigration(migration, alone));
  expect(plain).toEqual(
    migrations.map(({ text }) => [
      text
        .replace(/^--.*\n/gm, "")
        .replace(/^CREATE (TABLE|VIEW|MATERIALIZED VIEW)/, "CREATE $1 IF NOT EXISTS")
        .replace(/^(ALTER TABLE \w+ ADD (INDEX|COLUMN))/, "$1 IF NOT EXISTS")
        .trim(),
    ]),
  );
});

test("renders replicated and distributed tables for a cluster", async () => {
  const place = { database: "spanwise", cluster: "main" };
  const text = [renderLedger(place), ...migrations.flatMap((migration) => renderMigration(migration, place))];
  await expect(`${text.join("\n\n")}\n`).toMatchFileSnapshot("../../test/snapshots/cluster.sql");
});

test("quotes names and texts that mean harm", () => {
  const migration = {
    name: "0001_a",
    text: "-- shard: rand()\nCREATE TABLE a\n(\n    b UInt8\n)\nENGINE = MergeTree\nORDER BY b",
  };
  expect(renderMigration(migration, spread)).toEqual([
    "CREATE TABLE IF NOT EXISTS a_local ON CLUSTER 'eu\\\\west'\n(\n    b UInt8\n)\n" +
      "ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')\nORDER BY b",
    "CREATE TABLE IF NOT EXISTS a ON CLUSTER 'eu\\\\west' AS a_local\n" +
      "ENGINE = Distributed('eu\\\\west', 'span\\'wise', 'a_local', rand())",
  ]);
  expect(quotedName("a`; DROP TABLE b; `\\")).toEqual("`a\\`; DROP TABLE b; \\`\\\\`");
});

test("adds an index to the table of every node, and asks every node what its index knows", () => {
  const index = { name: "0001_a", text: "ALTER TABLE a ADD INDEX b c TYPE set(3)" };
  const built = { name: "0002_a", text: "ALTER TABLE a MATERIALIZE INDEX b" };
  const from = "mergeTreeTextIndex(currentDatabase(), 'a', 'b')";
  const view = { name: "0003_v", text: `CREATE VIEW v AS\nSELECT token AS item\nFROM ${from}` };
  expect([index, built, view].flatMap((one) => renderMigration(one, spread))).toEqual([
    "ALTER TABLE a_local ON CLUSTER 'eu\\\\west' ADD INDEX IF NOT EXISTS b c TYPE set(3)",
    "ALTER TABLE a_local ON CLUSTER 'eu\\\\west' MATERIALIZE INDEX b",
    "CREATE VIEW IF NOT EXISTS v_local ON CLUSTER 'eu\\\\west' AS\nSELECT token AS item\n" +
      "FROM mergeTreeTextIndex('span\\'wise', 'a_local', 'b')",
    "CREATE TABLE IF NOT EXISTS v ON CLUSTER 'eu\\\\west' AS v_local\n" +
      "ENGINE = Distributed('eu\\\\west', 'span\\'wise', 'v_local')",
  ]);
});

test("adds a column to the table of every node, and to the one over them", () => {
  const column = {
    name: "0001_a",
    text: "ALTER TABLE a ADD COLUMN b String MATERIALIZED concat(c, '\\t') CODEC(ZSTD(1))",
  };
  expect(renderMigration(column, spread)).toEqual([
    "ALTER TABLE a_local ON CLUSTER 'eu\\\\west' ADD COLUMN IF NOT EXISTS b String MATERIALIZED concat(c, '\\t') CODEC(ZSTD(1))",
    "ALTER TABLE a ON CLUSTER 'eu\\\\west' ADD COLUMN IF NOT EXISTS b String MATERIALIZED concat(c, '\\t') CODEC(ZSTD(1))",
  ]);
});

test.each([
  ["two statements", "-- local\nCREATE TABLE a (b UInt8) ENGINE = Null; DROP TABLE a"],
  ["a statement that cannot be repeated", "-- local\nINSERT INTO a SELECT 1"],
  ["a column that is taken away", "ALTER TABLE a DROP COLUMN b"],
])("refuses %s", (_, text) => {
  expect(() => renderMigration({ name: "0001_a", text }, alone)).toThrow("the migration 0001_a must be one CREATE");
});

test("refuses a table that does not say where its rows go", () => {
  const text = "CREATE TABLE a\n(\n    b UInt8\n)\nENGINE = MergeTree\nORDER BY b";
  expect(() => renderMigration({ name: "0001_a", text }, spread)).toThrow('says neither "-- local" nor "-- shard:"');
});
