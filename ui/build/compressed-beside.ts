import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Plugin } from "vite";

/** Smaller ones gain nothing. */
const least = 1024;

/** Writes what can be made smaller beside each file, as `.br`, so that no start and no request has to. */
export function compressedBeside(): Plugin {
  let folder = "";
  return {
    name: "compressed-beside",
    apply: "build",
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    closeBundle: () => {
      for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        const file = join(folder, path);
        if (!/\.(html|js|css|svg)$/.test(path) || statSync(file).size < least) continue;
        writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)));
      }
    },
  };
}
