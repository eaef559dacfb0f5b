/**
 * Makes `dist` out of `src`: few files where there are hundreds, OpenTelemetry's SDK among them, since to load those
 * would take three times as long as all else that is done at the start.
 */
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { known } from "./src/instruments/index.ts";

const instruments = known.map(({ name }) => `src/instruments/${name}.ts`);

const resolve = (name: string) => fileURLToPath(import.meta.resolve(name));

process.chdir(import.meta.dirname);
rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: [
    "src/index.ts",
    "src/bundle.ts",
    "src/register.ts",
    "src/compat/index.ts",
    "src/bin/spanwise-sdk.ts",
    "src/instruments/patching.ts",
    ...instruments,
  ],
  outbase: "src",
  outdir: "dist",
  // Instruments are loaded by their names, from where the code that does it lies, which knows itself by its own.
  chunkNames: "instruments/spanwise-[name]-[hash]",
  // Wherever they are installed, each once.
  alias: Object.fromEntries(
    ["core", "resources"].map((name) => [`@opentelemetry/${name}`, resolve(`@opentelemetry/${name}`)]),
  ),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22",
  external: ["@opentelemetry/api", "import-in-the-middle", "require-in-the-middle"],
  banner: { js: "/*! Holds parts of OpenTelemetry JS, Copyright The OpenTelemetry Authors, Apache-2.0. */" },
  logLevel: "warning",
});

// Of OpenTelemetry, whose words these are.
copyFileSync(join(resolve("@opentelemetry/sdk-trace"), "../../LICENSE"), "dist/opentelemetry-license.txt");
