import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { holdDataDirectory } from "../data-directory.ts";
import { migrateEngine, openEngine } from "./engine.ts";
import type { Run } from "./run.ts";

/** A server's tables are made beside running receivers; the embedded engine has room for one process only. */
export const migrateTables: Run = async (words) => {
  parseArgs({ args: [...words], options: {} });
  const { store: options, directory } = readConfig(process.env);
  const held = options.kind === "embedded" ? holdDataDirectory(directory) : undefined;
  const store = await openEngine(options);
  try {
    const names = await migrateEngine(store, options);
    const told = names.length === 0 ? "The tables are up to date." : `Brought in ${names.join(", ")}.`;
    process.stdout.write(`${told}\n`);
    return 0;
  } finally {
    await store.close();
    held?.release();
  }
};
