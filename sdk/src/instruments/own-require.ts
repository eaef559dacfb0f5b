import { createRequire } from "node:module";
import { join } from "node:path";

/** Nothing where a bundler made CommonJS of us. */
const url = import.meta.url as string | undefined;

/** Finds what lies beside us, and what our package depends on; in such a bundle, what the program does. */
export const ownRequire = createRequire(url ?? join(process.cwd(), "bundle.cjs"));

/** Of our files: `ts` where we run from source. */
export const ownExtension = url?.endsWith(".ts") ? "ts" : "js";
