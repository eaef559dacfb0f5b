import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * In the order of their names; never edited once released. Portable: ids are text, times Unix milliseconds as bigint,
 * JSON is text.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-project-settings": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("project_settings")
        .addColumn("project", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("value", "text", (column) => column.notNull())
        .addColumn("updated", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("project_settings_key", ["project", "name"])
        .execute();
    },
  },
};
