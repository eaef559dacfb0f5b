import * as nodeModule from "node:module";
import { pathToFileURL } from "node:url";
import { isLookingUp } from "./loaded-modules.ts";
import { isNamespace, opened, openedNamespace } from "./opened.ts";
import { ownRequire } from "./own-require.ts";
import { pathOf } from "./package-of.ts";

export interface Seen {
  readonly file: string;
  readonly kind: "esm" | "cjs";
  readonly specifier: string;
  exports: Readonly<Record<string, unknown>>;
}

export interface ModuleHooks {
  stop(): void;
}

interface Filter {
  /** Whether an ES module is worth a look when it is loaded. */
  wants(file: string, specifier: string): boolean;
  /** The npm packages of which required modules are looked at. */
  readonly packages: readonly string[];
  /** Of those packages, the files by themselves: found even where a package has no entry to require. */
  readonly files: readonly string[];
}

/** Looks at modules as they are loaded, after their own code has run and before whoever asked for them has them. */
export function hookModules(filter: Filter, see: (seen: Seen) => void): ModuleHooks {
  const stops = [hookRequire(filter, see), hookImport(filter, see)];
  return {
    stop() {
      for (const stop of stops) stop();
    },
  };
}

type Exports = Readonly<Record<string, unknown>>;

function hookRequire({ packages, files, wants: isWanted }: Filter, see: (seen: Seen) => void): () => void {
  const { Hook } = ownRequire("require-in-the-middle") as typeof import("require-in-the-middle");
  const named = new Map(files.flatMap(namesOf));
  const hook = new Hook([...packages, ...named.keys()], { internals: true }, (exports, name, folder) => {
    if (isLookingUp()) return exports;
    const file = fileOf(named.get(name) ?? name, folder, packages);
    if (file === undefined || !isWanted(file, name)) return exports;
    const open = (isNamespace(exports) ? openedNamespace(exports as object) : opened(exports)) as typeof exports;
    see({ file, kind: "cjs", specifier: name, exports: open as Exports });
    return open;
  });
  return () => hook.unhook();
}

/** By what a file comes, without `.js` and `/index.js` but not without `.cjs`, and its path. */
const namesOf = (file: string): readonly (readonly [string, string])[] => [
  [file, `${file}.js`],
  [file.replace(/\/index$/, ""), `${file}.js`],
  [`${file}.cjs`, `${file}.cjs`],
];

/** The entry comes under its package's name; a file within with its path in the package. */
function fileOf(name: string, folder: string | undefined, packages: readonly string[]): string | undefined {
  if (folder === undefined) return undefined;
  const owner = packages.find((one) => name === one || name.startsWith(`${one}/`) || name.startsWith(`${one}\\`));
  return owner === undefined ? undefined : `${folder}${name.slice(owner.length)}`;
}

interface EsmHook {
  applyOptions(options: { shouldInclude(url: string, specifier: string): boolean }): void;
  readonly resolveSync: nodeModule.ResolveHookSync;
  readonly loadSync: nodeModule.LoadHookSync;
}

type OnLoad = (url: string, namespace: Exports, specifier: string) => void;

/** A hook of our own, beside those of others: the one that the package offers can be registered once in a process. */
function hookImport({ wants }: Filter, see: (seen: Seen) => void): () => void {
  const { supportsSyncHooks } = ownRequire("import-in-the-middle/supports-sync-hooks.mjs") as Supports;
  if (!supportsSyncHooks()) return () => {};
  const { createHook } = ownRequire("import-in-the-middle/create-hook.mjs") as Creates;
  const { addHook, removeHook } = ownRequire("import-in-the-middle") as Adds;
  const url = pathToFileURL(ownRequire.resolve("import-in-the-middle/register-hooks.mjs")).href;
  const hook = createHook({ url });
  hook.applyOptions({
    shouldInclude(url, specifier) {
      const file = pathOf(url);
      return file !== undefined && wants(file, specifier);
    },
  });
  const onLoad: OnLoad = (url, exports, specifier) => {
    const file = pathOf(url);
    if (file !== undefined && wants(file, specifier)) see({ file, kind: "esm", specifier, exports });
  };
  const registered = nodeModule.registerHooks({ resolve: hook.resolveSync, load: hook.loadSync });
  addHook(onLoad);
  return () => {
    removeHook(onLoad);
    registered.deregister();
  };
}

interface Supports {
  supportsSyncHooks(): boolean;
}

interface Creates {
  createHook(meta: { readonly url: string }): EsmHook;
}

interface Adds {
  addHook(hook: OnLoad): void;
  removeHook(hook: OnLoad): void;
}
