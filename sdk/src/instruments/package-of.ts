import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a file lies among installed packages. */
export interface Place {
  readonly name: string;
  /** The folder of the package. */
  readonly root: string;
  /** The file within it, with `/`. */
  readonly inner: string;
}

/** The package that a file belongs to, by its path, or nothing. */
export function packageOf(file: string): Place | undefined {
  const path = file.replaceAll("\\", "/");
  const mark = "/node_modules/";
  const at = path.lastIndexOf(mark);
  if (at < 0) return undefined;
  const [first = "", second = "", ...rest] = path.slice(at + mark.length).split("/");
  const isScoped = first.startsWith("@");
  const name = isScoped ? `${first}/${second}` : first;
  const inner = isScoped ? rest.join("/") : [second, ...rest].join("/");
  return { name, root: path.slice(0, at + mark.length + name.length), inner };
}

/** Of `@scope/name/dist/file`, `@scope/name`. */
export const ownerOf = (module: string) => module.split("/", module.startsWith("@") ? 2 : 1).join("/");

/** The path of a `file:` URL, or nothing. */
export function pathOf(url: string): string | undefined {
  if (!url.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

interface Manifest {
  readonly version?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly exports?: unknown;
}

function manifestOf({ root }: Place): Manifest {
  try {
    return JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  } catch {
    return {};
  }
}

export function versionOf(place: Place): string | undefined {
  const { version } = manifestOf(place);
  return typeof version === "string" ? version : undefined;
}

/** Whether a file is what a package's name alone stands for, to `import` or to `require`. */
export function isEntry(place: Place, file: string): boolean {
  const { main, module, exports } = manifestOf(place);
  const entry = typeof exports === "object" && exports !== null && "." in exports ? exports["."] : exports;
  const files = [...leavesOf(entry), main, module].filter((leaf) => typeof leaf === "string");
  if (files.some((leaf) => leaf.replace(/^\.\//, "") === place.inner)) return true;
  return exports === undefined && required(place.name, file) === file;
}

function leavesOf(entry: unknown, depth = 0): readonly unknown[] {
  if (typeof entry !== "object" || entry === null || depth > 8) return [entry];
  return Object.entries(entry).flatMap(([key, value]) => (key.startsWith("./") ? [] : leavesOf(value, depth + 1)));
}

function required(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

/** Whether one of some packages is installed where this program is at home: quick, and sure for direct dependencies. */
export function isAnyInstalled(names: readonly string[]): boolean {
  const homes = new Set([process.cwd(), ...(process.argv[1] ? [dirname(process.argv[1])] : [])].flatMap(upwards));
  return [...homes].some((home) => {
    const folder = join(home, "node_modules");
    return existsSync(folder) && names.some((name) => existsSync(join(folder, name)));
  });
}

function upwards(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}
