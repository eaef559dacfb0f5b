import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { runChild } from "./child.ts";

const root = join(import.meta.dirname, "..");

export interface Image {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** ENTRYPOINT and CMD. */
  readonly words: readonly string[];
  remove(): void;
}

/**
 * What the Dockerfile's last stage lays into the image, in a folder: the files it copies, and of the packages those
 * that a production install keeps. Whatever it forgets is missing here too.
 */
export async function layOutImage(): Promise<Image> {
  const lines = readFileSync(join(root, "Dockerfile"), "utf8").replace(/\\\n/g, " ").split("\n");
  const stage = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  mkdirSync(join(root, ".cache"), { recursive: true });
  const directory = mkdtempSync(join(root, ".cache/image-"));
  for (const [, from = "", to = ""] of matches(stage, /^COPY --from=build \/app\/(\S+) (\S+)$/)) {
    if (from === "node_modules") await copyPackages(directory);
    else cpSync(join(root, from), join(directory, to, to.endsWith("/") ? basename(from) : ""), { recursive: true });
  }
  const settings = matches(stage, /^ENV (.+)$/).flatMap(([, words = ""]) => words.split(" "));
  return {
    directory,
    environment: Object.fromEntries(settings.map((word) => word.split("=", 2) as [string, string])),
    words: matches(stage, /^(?:ENTRYPOINT|CMD) (\[.+\])$/).flatMap(([, words = "[]"]) => JSON.parse(words) as string[]),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function matches(lines: readonly string[], pattern: RegExp): readonly RegExpExecArray[] {
  return lines.map((line) => pattern.exec(line)).filter((match) => match !== null);
}

/** As links to the same files, which is quick, without what `npm prune --omit=dev` takes away. */
async function copyPackages(directory: string): Promise<void> {
  await runChild({ program: "cp", words: ["-al", join(root, "node_modules"), directory], environment: {} });
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    if (dev && path.startsWith("node_modules/")) rmSync(join(directory, path), { recursive: true, force: true });
  }
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}
