import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";

/** By which decorators a file is compiled: those of the language, or TypeScript's `experimentalDecorators`. */
export type Decorators = "standard" | "legacy";

/** Compiles a file of this folder as an author's tools do, and loads it. */
export async function compile<Module>(name: string, decorators: Decorators): Promise<Module> {
  const folder = mkdtempSync(join(tmpdir(), "decorators-"));
  const file = decorators === "standard" ? byEsbuild(name, folder) : byTypeScript(name, folder);
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Module;
}

function byEsbuild(name: string, folder: string): string {
  const text = readFileSync(join(import.meta.dirname, `${name}.ts`), "utf8");
  const tsconfigRaw = { compilerOptions: { experimentalDecorators: false } };
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, transformSync(text, { loader: "ts", target: "es2022", tsconfigRaw }).code);
  return file;
}

/** Types are checked, so that the decorators' own are proved too. */
function byTypeScript(name: string, folder: string): string {
  const options = ["--experimentalDecorators", "--target", "es2022", "--module", "esnext", "--lib", "esnext"];
  const resolution = [
    "--moduleResolution",
    "bundler",
    "--allowImportingTsExtensions",
    "--rewriteRelativeImportExtensions",
  ];
  const rest = ["--strict", "--skipLibCheck", "--types", "node", "--ignoreConfig", "--outDir", folder];
  const args = [join(import.meta.dirname, `${name}.ts`), ...options, ...resolution, ...rest];
  execFileSync(join(import.meta.dirname, "../../../node_modules/.bin/tsc"), args, { stdio: "inherit" });
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  return join(folder, "test/decorators", `${name}.js`);
}
