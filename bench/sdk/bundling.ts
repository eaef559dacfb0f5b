import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";

/** Kilobytes of what an application loads at its start: what is imported lazily is left out. */
export async function bundleSize(source: string, resolveDir: string) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: source, resolveDir, sourcefile: "application.js" },
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "node",
    outdir: "out",
    write: false,
    metafile: true,
    logLevel: "silent",
    // Written in CommonJS, some ask for modules by a name of their own making.
    external: ["@swc/*", "playwright*", "puppeteer*"],
  });
  const loaded = loadedAtStart(metafile);
  const files = outputFiles.filter(({ path }) => [...loaded].some((name) => path.endsWith(name)));
  const bytes = Buffer.concat(files.map(({ contents }) => contents));
  return { minified: bytes.length / 1024, gzipped: gzipSync(bytes, { level: 9 }).length / 1024 };
}

/** JavaScript of a part of ours, to be measured alone; packages are left to be found. */
export async function buildModule(entry: string, outdir: string): Promise<void> {
  await build({ entryPoints: [entry], outdir, bundle: true, splitting: true, format: "esm", packages: "external" });
}

function loadedAtStart({ outputs }: Metafile): ReadonlySet<string> {
  const loaded = new Set<string>();
  const waiting = Object.keys(outputs).filter((name) => outputs[name]?.entryPoint?.endsWith("application.js"));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (loaded.has(name)) continue;
    loaded.add(name);
    for (const { path, kind } of outputs[name]?.imports ?? []) if (kind === "import-statement") waiting.push(path);
  }
  return loaded;
}
