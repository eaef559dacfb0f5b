import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyFolder, installProject, packSdk, runTool } from "./project.ts";

const packages = emptyFolder();
const { folder, remove } = emptyFolder();

beforeAll(async () => {
  const packed = await packSdk(packages.folder);
  await installProject(folder, join(import.meta.dirname, "projects/size"), packed);
}, 120_000);
afterAll(() => {
  packages.remove();
  remove();
});

interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly imports: readonly { path: string; kind: string }[] }>>;
}

/** Kilobytes, gzipped, of what a bundled program loads at its start for the sake of `init`. */
async function startSize(): Promise<number> {
  const how = ["--bundle", "--minify", "--splitting", "--format=esm", "--platform=node", "--log-level=error"];
  await runTool(folder, "esbuild", "app.js", ...how, "--outdir=out", "--metafile=meta.json");
  const { outputs } = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8")) as Metafile;
  const loaded = new Set(["out/app.js"]);
  for (const name of loaded) {
    const eager = outputs[name]?.imports.filter(({ path, kind }) => kind === "import-statement" && path in outputs);
    for (const { path } of eager ?? []) loaded.add(path);
  }
  const files = [...loaded].map((name) => readFileSync(join(folder, name)));
  return gzipSync(Buffer.concat(files), { level: 9 }).length / 1024;
}

test("a bundle loads at most 40 KB for init", async () => {
  expect(await startSize()).toBeLessThan(40);
});
