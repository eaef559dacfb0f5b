import { createRequire } from "node:module";
import { join } from "node:path";

/** Nothing where a bundler made CommonJS of us. */
const url = import.meta.url as string | undefined;

/** As we are called in `src`, and as `build.ts` calls us. */
const [, extension] = /\/instruments\/(?:own-require|spanwise-[\w-]+)\.([jt]s)$/.exec(url ?? "") ?? [];

/** Whether the SDK is in one file with its host: then modules are nowhere to be seen, and our files not by themselves. */
export const isBundled = extension === undefined;

/** Of our files: `ts` where we run from source. */
export const ownExtension = extension;

/** Finds what lies beside us, and what our package depends on; in a bundle, what the program does. */
export const ownRequire = createRequire(url ?? join(process.cwd(), "bundle.cjs"));
