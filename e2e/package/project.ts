import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../child.ts";

const root = join(import.meta.dirname, "../..");

/** A folder somewhere else, where nothing of this repository is found by chance. */
export function emptyFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "spanwise-package-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Packs the SDK as it is published. Gives the file. */
export async function packSdk(folder: string): Promise<string> {
  await npm(join(root, "sdk"), "pack", "--pack-destination", folder);
  const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  return join(folder, file);
}

/** A project of its own in a folder: files of ours, its own packages and the packed SDK. */
export async function installProject(folder: string, files: string, packed: string): Promise<void> {
  cpSync(files, folder, { recursive: true });
  await npm(folder, "install", packed, "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund");
}

/** Runs a program of this repository's own tools there. */
export const runTool = (folder: string, tool: string, ...words: readonly string[]): Promise<string> =>
  runChild({ program: join(root, "node_modules/.bin", tool), words, environment: {}, directory: folder });

function npm(directory: string, ...words: readonly string[]): Promise<string> {
  return runChild({ program: "npm", words, environment: {}, directory });
}
