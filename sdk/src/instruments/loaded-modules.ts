import { pathToFileURL } from "node:url";
import { opened } from "./opened.ts";
import { ownRequire } from "./own-require.ts";
import { pathOf } from "./package-of.ts";

export interface LoadedModule {
  readonly file: string;
  readonly kind: "esm" | "cjs";
  /** What it exports. May throw. */
  exports(): unknown;
  /** The same, where it can only be waited for. */
  later?(): Promise<unknown>;
}

/** What was required so far, by anybody. */
export function requiredModules(): readonly LoadedModule[] {
  return Object.entries(ownRequire.cache).flatMap(([file, module]) =>
    module?.loaded ? [{ file, kind: "cjs" as const, exports: () => openedIn(module) }] : [],
  );
}

/** Whoever requires it from now on has what can be replaced. */
function openedIn(module: NodeJS.Module): unknown {
  const open = opened(module.exports);
  if (open !== module.exports) module.exports = open;
  return open;
}

/**
 * What was imported so far. Node lists its ES modules nowhere else than to a debugger; asking takes some tens of
 * milliseconds. Required again, a module is the same one.
 */
export function importedModules(): readonly LoadedModule[] {
  const files: string[] = [];
  // Not in every build of Node, and no small thing to load.
  const { Session } = ownRequire("node:inspector") as typeof import("node:inspector");
  const session = new Session();
  session.connect();
  session.on("Debugger.scriptParsed", ({ params: { url, isModule } }) => {
    const file = isModule === true ? pathOf(url) : undefined;
    if (file !== undefined) files.push(file);
  });
  try {
    session.post("Debugger.enable");
    session.post("Debugger.disable");
  } finally {
    session.disconnect();
  }
  return files.map((file) => ({
    file,
    kind: "esm",
    exports: () => lookUp(file),
    later: () => import(pathToFileURL(file).href) as Promise<unknown>,
  }));
}

let lookingUp = false;
/** Whether it is we who require something, to find what others have imported. */
export const isLookingUp = (): boolean => lookingUp;

function lookUp(file: string): unknown {
  lookingUp = true;
  try {
    return ownRequire(file) as unknown;
  } finally {
    lookingUp = false;
  }
}
