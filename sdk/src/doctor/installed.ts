import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { known } from "../instruments/index.ts";
import { ownerOf, versionOf } from "../instruments/package-of.ts";

/** A library that we know, as it is installed where a program is at home. */
export interface Installed {
  readonly name: string;
  readonly version: string | undefined;
  /** The instrument that is for it. */
  readonly instrument: string;
  readonly folder: string;
}

/** The nearest copy of each library, going up from a folder. */
export function installedIn(home: string): readonly Installed[] {
  return known.flatMap(({ name: instrument, modules }) =>
    [...new Set(modules.map(ownerOf))].flatMap((name) => {
      const folder = findPackage(home, name);
      if (folder === undefined) return [];
      return [{ name, version: versionOf({ name, root: folder, inner: "" }), instrument, folder }];
    }),
  );
}

function findPackage(home: string, name: string): string | undefined {
  const folder = join(home, "node_modules", name);
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(home);
  return above === home ? undefined : findPackage(above, name);
}
