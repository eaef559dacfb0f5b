import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../log.ts";
import { StartProblem } from "../start-problem.ts";
import { DataDirectoryInUse } from "../store/embedded.ts";
import { EngineAway, explained } from "../store/engine-errors.ts";
import { MigrationRefused, migrate } from "../store/migrate.ts";
import { openStore } from "../store/open.ts";
import type { StoreOptions } from "../store/options.ts";
import type { Store } from "../store/store.ts";

/** Opens the store, or throws a `StartProblem` that says what to do. */
export async function openEngine(options: StoreOptions): Promise<Store> {
  try {
    return await openStore(options);
  } catch (error) {
    throw whatToDo(error, options);
  }
}

/** Brings the tables up to date, or throws a `StartProblem` that says what to do. */
export async function migrateEngine(store: Store, options: StoreOptions): Promise<readonly string[]> {
  try {
    return await migrate(store);
  } catch (error) {
    throw whatToDo(error, options);
  }
}

export interface Tables {
  readonly ready: boolean;
  /** The store for the way in: until there are tables to pour into, it counts as away. */
  readonly store: Store;
}

/**
 * Brings the tables up to date. A server that is away now does not keep us from taking telemetry in, which waits on
 * disk: then this goes on asking until it is there, or until `ended`.
 */
export async function keepTables(
  store: Store,
  options: StoreOptions,
  log: Logger,
  ended: AbortSignal,
): Promise<Tables> {
  let ready = await tryMigrate(store, options);
  const later = async () => {
    while (!(ready || ended.aborted)) {
      await sleep(2000, undefined, { signal: ended });
      ready = await tryMigrate(store, options);
    }
    log.info("the engine answers now, and its tables are up to date");
  };
  if (!ready) {
    log.warn(`${nameOf(options)} does not answer; what arrives waits on disk until it does`);
    later().catch((error) => ended.aborted || log.error({ err: error }, "the tables cannot be made"));
  }
  const pour: Store["pour"] = async (table, segments) => {
    if (!ready) throw new EngineAway("the tables are not made yet");
    await store.pour(table, segments);
  };
  return {
    get ready() {
      return ready;
    },
    store: { ...store, pour, ping: async () => ready && (await store.ping()) },
  };
}

async function tryMigrate(store: Store, options: StoreOptions): Promise<boolean> {
  try {
    await migrate(store);
    return true;
  } catch (error) {
    if (explained(error) instanceof EngineAway && options.kind === "server") return false;
    throw whatToDo(error, options);
  }
}

const wrongCredentials: ReadonlySet<string> = new Set(["192", "193", "194", "497", "516"]);

function whatToDo(thrown: unknown, options: StoreOptions): unknown {
  const error = explained(thrown);
  if (!(error instanceof Error)) return error;
  const problem = (message: string) => new StartProblem(message, { cause: error });
  if (error instanceof DataDirectoryInUse || error instanceof MigrationRefused) return problem(sentence(error.message));
  if (error instanceof EngineAway)
    return problem(`${nameOf(options)} does not answer; start it, or mend CLICKHOUSE_URL.`);
  const code = "code" in error ? String(error.code) : "";
  if (wrongCredentials.has(code)) {
    return problem(`${nameOf(options)} refuses us; mend CLICKHOUSE_USER, CLICKHOUSE_PASSWORD or the user's rights.`);
  }
  if (["ERR_DLOPEN_FAILED", "ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].includes(code)) {
    return problem(
      "The embedded engine does not run on this machine (it needs glibc Linux or macOS); set CLICKHOUSE_URL.",
    );
  }
  return error;
}

function nameOf(options: StoreOptions): string {
  return options.kind === "server" ? `ClickHouse at ${new URL(options.url).origin}` : "The embedded engine";
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
