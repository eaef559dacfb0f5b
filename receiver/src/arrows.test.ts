import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

/**
 * Which room may import which. "types of x" is `import type` only. A file of its own beside the rooms is a room of its
 * name. `docs/architecture.md` gives the reasons; change both together, or neither.
 */
const arrows: Readonly<Record<string, readonly string[]>> = {
  model: [],
  errors: [],
  log: ["pretty-line", "redaction"],
  "pretty-line": ["inert"],
  inert: [],
  // How numbers are said to people, by the ui and by the terminal.
  format: ["types of model"],
  // Pure: answers of the query API in, lines out.
  terminal: ["inert", "format", "skeleton", "model", "types of client"],
  "start-problem": [],
  settings: ["model"],
  otlp: ["model", "errors"],
  dialects: ["model"],
  pricing: ["model"],
  ledger: ["model"],
  skeleton: ["model"],
  timing: ["model"],
  comparing: ["model"],
  spending: ["model"],
  searching: ["model"],
  // Spans are told as OTLP from what the store kept of them.
  exporting: ["model", "otlp", "types of store"],
  "row-buffer": [],
  // Long work of one room lets the others have their turn.
  breath: [],
  memory: [],
  "fact-columns": ["types of model", "types of row-buffer"],
  // Events and links are stored as they were sent, in protobuf: reading them takes the wire.
  store: ["model", "errors", "otlp", "row-buffer", "fact-columns", "breath", "memory"],
  ingest: [
    "model",
    "errors",
    "otlp",
    "row-buffer",
    "fact-columns",
    "dialects",
    "redaction",
    "types of store",
    "types of log",
  ],
  // What removes secrets serves all who write down what others said, the log included.
  redaction: [],
  control: ["errors"],
  // What was said is read as the api reads it, and counted by the tokenizer.
  estimating: ["model", "dialects", "pricing", "types of store"],
  findings: ["model"],
  // What was said is read as the api reads it; the store's functions are handed in.
  examining: ["model", "dialects", "findings", "breath", "types of store"],
  // What changed is asked of the store by functions that are handed in.
  live: ["errors", "types of store"],
  history: ["model", "dialects", "row-buffer", "fact-columns", "types of store"],
  api: [
    "breath",
    "memory",
    "coding-for",
    "model",
    "errors",
    "dialects",
    "skeleton",
    "timing",
    "comparing",
    "spending",
    "searching",
    "exporting",
    "types of store",
    "types of control",
    "types of history",
    "types of examining",
    "live",
  ],
  // What can be asked is read from the routes by the compiler; at run time it knows none of us, and runs in browsers.
  client: ["types of api"],
  // Tools for coding agents ask the API as anybody does, and write its answers as the terminal does.
  mcp: ["client", "terminal", "skeleton", "format", "inert", "model", "errors"],
  auth: ["model", "errors", "settings", "types of ingest"],
  import: ["model", "otlp"],
  demo: ["model", "otlp"],
  config: ["settings", "types of findings", "types of ingest", "types of live", "types of store", "types of log"],
  "data-directory": ["start-problem"],
  gate: ["errors"],
  "security-headers": [],
  "coding-for": [],
  "ui-files": ["errors", "coding-for"],
  "ui-folder": [],
  listen: ["start-problem"],
  metrics: ["types of model"],
  "answer-error": ["errors", "types of log"],
  // Answers on OTLP's paths are OTLP's; how they look is handed in.
  app: ["errors", "auth", "answer-error", "security-headers", "ui-files", "types of gate", "types of log"],
};

/** They join the rooms, so they know them all. */
const joiners: ReadonlySet<string> = new Set(["main", "commands"]);

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const root = import.meta.dirname;

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts")).sort();
}

const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[^;"'`]*?\sfrom\s+)?["'](\.[^"']+)["']/gm;
const lazy = /\bimport\(\s*["'](\.[^"']+)["']\s*\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const from = relative(root, file);
  const to = (path: string) => relative(root, join(dirname(file), path));
  const said = [...text.matchAll(statement)].map(([whole, typeOnly, path = ""]) => {
    return { from, to: to(path), typeOnly: typeOnly !== undefined || onlyTypes(whole) };
  });
  return [...said, ...[...text.matchAll(lazy)].map(([, path = ""]) => ({ from, to: to(path), typeOnly: false }))];
}

/** `import { type A, type B }` brings types alone, as `import type { A, B }` does. */
function onlyTypes(importStatement: string): boolean {
  const names = /\{([^}]*)\}/.exec(importStatement)?.[1]?.split(",") ?? [];
  const given = names.map((name) => name.trim()).filter((name) => name !== "");
  return given.length > 0 && given.every((name) => name.startsWith("type "));
}

function roomOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : path.replace(/\.ts$/, "");
}

function isForbidden({ from, to, typeOnly }: Import): boolean {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === there || joiners.has(here) || to.startsWith("..")) return false;
  const allowed = arrows[here] ?? [];
  return !allowed.includes(there) && !(typeOnly && allowed.includes(`types of ${there}`));
}

/** The files of one circle of imports, or nothing. Types are gone when the program runs and make none. */
function circleIn(imports: readonly Import[]): string[] | undefined {
  const targets = Map.groupBy(
    imports.filter(({ typeOnly }) => !typeOnly),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of targets.get(file) ?? []) {
      const circle = walk(to, [...path, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  return [...targets.keys()].map((file) => walk(file, [])).find((circle) => circle !== undefined);
}

const imports = filesUnder(root).flatMap(importsOf);

test("rooms import only what the table of arrows lets them", () => {
  expect(imports.filter(isForbidden)).toEqual([]);
});

test("there are no circles", () => {
  expect(circleIn(imports)).toBeUndefined();
});

test("every room stands in the table", () => {
  const rooms = new Set(filesUnder(root).map((file) => roomOf(relative(root, file))));
  expect([...rooms].filter((room) => arrows[room] === undefined && !joiners.has(room))).toEqual([]);
});

test("a forbidden arrow and a circle are seen", () => {
  const arrow = (from: string, to: string, typeOnly = false) => ({ from, to, typeOnly });
  expect(isForbidden(arrow("ingest/a.ts", "store/b.ts"))).toBe(true);
  expect(isForbidden(arrow("ingest/a.ts", "store/b.ts", true))).toBe(false);
  expect(isForbidden(arrow("model/a.ts", "otlp/b.ts", true))).toBe(true);
  expect(isForbidden(arrow("commands/a.ts", "store/b.ts"))).toBe(false);
  expect(circleIn([arrow("a", "b"), arrow("b", "c"), arrow("c", "b")])).toEqual(["b", "c", "b"]);
});
