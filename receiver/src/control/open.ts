import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";
import { ProjectSettings, type SettingSchemas } from "./settings.ts";
import { sqliteAt } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

export interface Control<Schemas extends SettingSchemas> {
  readonly settings: ProjectSettings<Schemas>;
  close(): Promise<void>;
}

/** Opens what is small, relational and transactional, and brings its tables up to date. `:memory:` keeps nothing. */
export async function openControl<const Schemas extends SettingSchemas>(
  path: string,
  schemas: Schemas,
  now: () => number = Date.now,
): Promise<Control<Schemas>> {
  const database = new Kysely<Tables>({ dialect: sqliteAt(path) });
  try {
    await migrate(database);
    const settings = new ProjectSettings(database, schemas, now);
    await settings.load();
    return { settings, close: () => database.destroy() };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

async function migrate(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
