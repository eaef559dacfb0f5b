import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { type Migration, renderLedger, renderMigration } from "./render-migration.ts";
import type { Store } from "./store.ts";

const folder = new URL("../../../clickhouse/migrations/", import.meta.url);

interface Note {
  readonly name: string;
  readonly checksum: string;
}

/** The code and the engine's tables do not go together; the message says what to do. */
export class MigrationRefused extends Error {}

/**
 * Brings the engine's tables to what this code knows, and resolves to the names of the migrations it ran. Every
 * statement is content with what is there already, so a run that was killed goes on where it stopped, and several
 * receivers may do this at once.
 */
export async function migrate(store: Store, migrations?: readonly Migration[]): Promise<readonly string[]> {
  const known = migrations ?? (await readMigrations());
  await store.createDatabase();
  await checkVersion(store);
  await store.command({ text: renderLedger(store), lane: "ingest" });
  const finished = await readNotes(store);
  checkNotes(known, finished);
  const missing = known.filter(({ name }) => !finished.has(name));
  for (const migration of missing) await run(store, migration);
  return missing.map(({ name }) => name);
}

export async function readMigrations(from: URL = folder): Promise<readonly Migration[]> {
  const files = (await readdir(from)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -".sql".length),
      text: await readFile(new URL(file, from), "utf8"),
    })),
  );
}

async function run(store: Store, migration: Migration): Promise<void> {
  for (const text of renderMigration(migration, store)) await store.command({ text, lane: "ingest" });
  await store.command({
    text: "INSERT INTO migrations (name, checksum, finished) SELECT {name:String}, {checksum:String}, now64(3)",
    params: { name: migration.name, checksum: checksumOf(migration) },
    lane: "ingest",
  });
}

/** The attribute index is of a kind that older engines do not have. */
const oldest = [26, 2] as const;

async function checkVersion(store: Store): Promise<void> {
  const [row] = await store.query<{ version: string }>({ text: "SELECT version() AS version" });
  const version = row?.version ?? "";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new MigrationRefused(`ClickHouse ${version} is too old; Spanwise needs ${oldest.join(".")} or newer`);
}

async function readNotes(store: Store): Promise<ReadonlyMap<string, Note>> {
  const notes = await store.query<Note>({ text: "SELECT name, checksum FROM migrations FINAL ORDER BY name" });
  return new Map(notes.map((note) => [note.name, note]));
}

function checkNotes(known: readonly Migration[], finished: ReadonlyMap<string, Note>): void {
  const names = new Set(known.map(({ name }) => name));
  const newer = [...finished.keys()].filter((name) => !names.has(name));
  if (newer.length > 0) {
    throw new MigrationRefused(
      `the tables were made by a newer Spanwise (${newer.join(", ")}); start that version or a later one`,
    );
  }
  const edited = known.find((migration) => {
    const note = finished.get(migration.name);
    return note !== undefined && note.checksum !== checksumOf(migration);
  });
  if (edited) {
    throw new MigrationRefused(
      `the migration ${edited.name} was changed after it ran; put its file back and add a new one`,
    );
  }
}

function checksumOf({ text }: Migration): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
}
