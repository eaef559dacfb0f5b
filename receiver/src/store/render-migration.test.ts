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
    expect(answer?.text).toMatch(/^CREATE (TABLE|MATERIALIZED VIEW) IF NOT EXISTS/);
  });
});

test("renders plain without a cluster", () => {
  const plain = migrations.map((migration) => renderMigration(migration, alone));
  expect(plain).toEqual(
    migrations.map(({ text }) => [
      text
        .replace(/^--.*\n/gm, "")
        .replace(/^CREATE (TABLE|MATERIALIZED VIEW)/, "CREATE $1 IF NOT EXISTS")
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

test.each([
  ["two statements", "-- local\nCREATE TABLE a (b UInt8) ENGINE = Null; DROP TABLE a"],
  ["a statement that cannot be repeated", "-- local\nINSERT INTO a SELECT 1"],
])("refuses %s", (_, text) => {
  expect(() => renderMigration({ name: "0001_a", text }, alone)).toThrow("the migration 0001_a must be one CREATE");
});

test("refuses a table that does not say where its rows go", () => {
  const text = "CREATE TABLE a\n(\n    b UInt8\n)\nENGINE = MergeTree\nORDER BY b";
  expect(() => renderMigration({ name: "0001_a", text }, spread)).toThrow('says neither "-- local" nor "-- shard:"');
});
