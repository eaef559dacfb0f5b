import { describe, expect, test } from "vitest";
import { MigrationRefused, migrate, readMigrations } from "../src/store/migrate.ts";
import type { Migration } from "../src/store/render-migration.ts";
import type { Subject } from "./store-promises.ts";

export function migrationPromises(subject: Subject): void {
  async function emptied(): Promise<void> {
    const tables = await subject.store.query<{ name: string }>({
      text: "SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY engine NOT IN ('MaterializedView', 'View')",
    });
    for (const { name } of tables) await subject.store.command({ text: `DROP TABLE IF EXISTS ${name} SYNC` });
  }

  const objects = async () => {
    const text =
      "SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'migrations' ORDER BY name";
    return (await subject.store.query<{ name: string }>({ text })).map((row) => row.name);
  };

  const objectsOf = (known: readonly Migration[]) => {
    const made = known.filter(({ text }) => /^CREATE /m.test(text));
    return made.map(({ name }) => name.slice(5)).sort();
  };

  describe("a migration", () => {
    test("runs once", async () => {
      const known = await readMigrations();
      await emptied();
      expect(await migrate(subject.store)).toEqual(known.map((migration) => migration.name));
      expect(await migrate(subject.store)).toEqual([]);
      expect(await objects()).toEqual(objectsOf(known));
    });

    test("goes on after a kill half-way, before or after the note of it", async () => {
      const known = await readMigrations();
      await emptied();
      await migrate(subject.store, known.slice(0, 15));
      await subject.store.command({ text: known[15]?.text ?? "" });
      expect(await migrate(subject.store)).toEqual(known.slice(15).map((migration) => migration.name));
      expect(await objects()).toEqual(objectsOf(known));
    });

    test("may run in two receivers at once", async () => {
      const known = await readMigrations();
      await emptied();
      const other = await subject.backend.open();
      await Promise.all([migrate(subject.store), migrate(other)]);
      await other.close();
      expect(await objects()).toEqual(objectsOf(known));
      const notes = "SELECT count() AS notes, uniqExact(name) AS names FROM migrations FINAL";
      expect(await subject.store.query({ text: notes })).toEqual([
        { notes: String(known.length), names: String(known.length) },
      ]);
    });

    test("refuses an engine that is newer than the code", async () => {
      const known = await readMigrations();
      await migrate(subject.store);
      const older = migrate(subject.store, known.slice(0, -2));
      await expect(older).rejects.toThrow(MigrationRefused);
      await expect(older).rejects.toThrow(
        `the tables were made by a newer Spanwise (${known.at(-2)?.name}, ${known.at(-1)?.name})`,
      );
    });

    test("refuses a file that was edited after it ran", async () => {
      const known = await readMigrations();
      await migrate(subject.store);
      const edited = known.map((one, index) => (index === 3 ? { ...one, text: `-- new\n${one.text}` } : one));
      await expect(migrate(subject.store, edited)).rejects.toThrow("0004_origins was changed after it ran");
    });
  });
}
