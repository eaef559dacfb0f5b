import { bareWords } from "./statement.ts";

export interface Place {
  readonly database: string;
  readonly cluster: string | undefined;
}

export interface Migration {
  /** The file's name without its ending, such as `0001_spans`. */
  readonly name: string;
  readonly text: string;
}

/**
 * The statements that make what a migration says, each safe to repeat. Without a cluster, the statement itself. With
 * one, a table becomes a replicated `<table>_local` on every node and a Distributed table over them, by the expression
 * that the file's `-- shard:` line gives; what a `-- local` line marks is made on every node as it is. A view of an index
 * becomes one on every node and a Distributed table over them; an index is added to the table of every node, a column to
 * the Distributed table too.
 */
export function renderMigration(migration: Migration, { database, cluster }: Place): readonly string[] {
  const statement = repeatable(migration);
  if (cluster === undefined) return [statement];
  if (/^ALTER TABLE \w+ ADD COLUMN/.test(statement)) return columnEverywhere(statement, cluster);
  if (/^ALTER/.test(statement)) return [alteredEverywhere(statement, cluster)];
  if (/^CREATE VIEW/.test(statement)) return seenEverywhere(statement, { database, cluster });
  if (/^-- local$/m.test(migration.text)) return [everywhere(statement, cluster)];
  const shard = /^-- shard: (.+)$/m.exec(migration.text)?.[1];
  const table = /^CREATE TABLE IF NOT EXISTS (\w+)/.exec(statement)?.[1];
  if (shard === undefined || table === undefined) {
    throw new Error(`the migration ${migration.name} says neither "-- local" nor "-- shard:" above a CREATE TABLE`);
  }
  const local = `${table}_local`;
  const parts = [cluster, database, local].map(quotedText).join(", ");
  return [
    replicated(everywhere(statement.replace(table, local), cluster)),
    `CREATE TABLE IF NOT EXISTS ${table}${onCluster(cluster)} AS ${local}\nENGINE = Distributed(${parts}, ${shard})`,
  ];
}

/** Where the migrations are noted. On a cluster every node holds all the notes, whatever its shard. */
export function renderLedger({ cluster }: Place): string {
  const columns = "name String, checksum String, finished DateTime64(3, 'UTC')";
  const engine =
    cluster === undefined
      ? "ReplacingMergeTree"
      : "ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/{table}', '{shard}-{replica}')";
  return `CREATE TABLE IF NOT EXISTS migrations${onCluster(cluster)} (${columns})\nENGINE = ${engine}\nORDER BY name`;
}

export function onCluster(cluster: string | undefined): string {
  return cluster === undefined ? "" : ` ON CLUSTER ${quotedText(cluster)}`;
}

export function quotedName(name: string): string {
  return `\`${name.replace(/[\\`]/g, "\\$&")}\``;
}

function quotedText(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

const create = /^CREATE (TABLE|MATERIALIZED VIEW|VIEW) (?!IF NOT EXISTS )/;
const add = /^(ALTER TABLE \w+ ADD (?:INDEX|COLUMN)) (?!IF NOT EXISTS )/;
const buildIndex = /^ALTER TABLE \w+ MATERIALIZE INDEX \w+$/;

/** One statement that finds its object made already and is content with it. */
function repeatable({ name, text }: Migration): string {
  const statement = text.replace(/^--.*\n/gm, "").trim();
  if (bareWords(statement).includes(";") || ![create, add, buildIndex].some((kind) => kind.test(statement))) {
    throw new Error(
      `the migration ${name} must be one CREATE TABLE, CREATE VIEW or CREATE MATERIALIZED VIEW, or add a column or an index, without ";"`,
    );
  }
  return statement.replace(create, "CREATE $1 IF NOT EXISTS ").replace(add, "$1 IF NOT EXISTS ");
}

function alteredEverywhere(statement: string, cluster: string): string {
  return statement.replace(/^ALTER TABLE (\w+)/, (head) => `${head}_local${onCluster(cluster)}`);
}

/** The Distributed table over those of the nodes has it too. */
function columnEverywhere(statement: string, cluster: string): string[] {
  const above = statement.replace(/^ALTER TABLE \w+/, (head) => head + onCluster(cluster));
  return [alteredEverywhere(statement, cluster), above];
}

/** What an index knows is asked of the index of each node. */
function seenEverywhere(statement: string, { database, cluster }: { database: string; cluster: string }): string[] {
  const view = /^CREATE VIEW IF NOT EXISTS (\w+)/.exec(statement)?.[1] ?? "";
  const local = everywhere(statement.replace(view, `${view}_local`), cluster).replace(
    /mergeTreeTextIndex\(currentDatabase\(\), '(\w+)'/,
    (_, table: string) => `mergeTreeTextIndex(${quotedText(database)}, '${table}_local'`,
  );
  const parts = [cluster, database, `${view}_local`].map(quotedText).join(", ");
  return [
    local,
    `CREATE TABLE IF NOT EXISTS ${view}${onCluster(cluster)} AS ${view}_local\nENGINE = Distributed(${parts})`,
  ];
}

function everywhere(statement: string, cluster: string): string {
  return statement.replace(/^(CREATE [A-Z ]+ IF NOT EXISTS \w+)/, (head) => head + onCluster(cluster));
}

function replicated(statement: string): string {
  return statement.replace(/^ENGINE = (\w*MergeTree)(?:\((.*)\))?$/m, (_, engine: string, own: string | undefined) => {
    const place = "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'";
    return `ENGINE = Replicated${engine}(${own ? `${place}, ${own}` : place})`;
  });
}
