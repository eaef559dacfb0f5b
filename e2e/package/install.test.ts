import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runChild } from "../child.ts";
import { type FakeProvider, startFakeProvider } from "../fake-provider/fake-provider.ts";
import { factsOf } from "../sdk/facts.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { emptyFolder, installProject, packSdk, runTool } from "./project.ts";

/** The folders of `projects`, and those that are made of them. */
const names = ["esm", "cjs", "standard-decorators", "legacy-decorators", "bundled-esm", "bundled-cjs"] as const;
type Name = (typeof names)[number];

const packages = emptyFolder();
let packed: string;
let spanwise: Spanwise;
let provider: FakeProvider;

beforeAll(async () => {
  packed = await packSdk(packages.folder);
  provider = await startFakeProvider();
  spanwise = await startSpanwise({ API_KEYS: names.map((name) => `key-of-${name}:${name}`).join(",") });
}, 120_000);
afterAll(async () => {
  packages.remove();
  await provider?.stop();
  await spanwise?.remove();
});

const projects = join(import.meta.dirname, "projects");

test.for(names)("a project that is %s installs it, runs, and is seen", { timeout: 180_000 }, async (name) => {
  const { folder, remove } = emptyFolder();
  try {
    const isBundled = name.startsWith("bundled");
    await installProject(folder, join(projects, isBundled ? "bundled" : name), packed);
    const program = await build(name, folder);
    expect(await run(name, program, folder)).toBe(isBundled ? bundledNote : "");
    const asked = { spanwise, project: name, key: `key-of-${name}` };
    await expect.poll(() => factsOf(asked).catch(String), { timeout: 15_000 }).toEqual(facts);
  } finally {
    remove();
  }
});

/** Gives the file to run. */
async function build(name: Name, folder: string): Promise<string> {
  if (name.startsWith("bundled")) return await bundle(name, folder);
  if (!name.endsWith("decorators")) return "app.js";
  cpSync(join(projects, "standard-decorators/surface.ts"), join(folder, "surface.ts"));
  await runTool(folder, "tsc");
  return "out/app.js";
}

/** As a framework does for a server: one file, and nothing beside it when it runs. */
async function bundle(name: Name, folder: string): Promise<string> {
  const format = name === "bundled-esm" ? "esm" : "cjs";
  const file = format === "esm" ? "server.mjs" : "server.cjs";
  const words = ["app.js", "--bundle", "--minify", "--platform=node", `--format=${format}`, `--outfile=${file}`];
  await runTool(folder, "esbuild", ...words, "--log-level=error");
  rmSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  return file;
}

function run(name: Name, program: string, directory: string): Promise<string> {
  const environment = {
    OPENAI_API_KEY: "none",
    OPENAI_BASE_URL: `${provider.url}/v1`,
    SPANWISE_ENDPOINT: spanwise.http,
    SPANWISE_API_KEY: `key-of-${name}`,
    SPANWISE_CAPTURE_CONTENT: "on",
  };
  return runChild({ program: process.execPath, words: [program], environment, directory });
}

/** What cannot be patched says so, and what to do. */
const bundledNote =
  "[Spanwise] the SDK is bundled, so libraries are not found: hand each client to instrument(client), or say instruments: false\n";

const says = (role: "user" | "assistant", text: string) => [{ role, parts: [{ type: "text", text }] }];
const said = {
  status: "ok",
  agent: "assistant",
  input: says("user", "What is the weather in Paris?"),
  output: says("assistant", "It is 18 degrees and sunny in Paris."),
};
const facts = {
  session: [
    { name: "invoke_agent assistant", kind: "agent", ...said },
    {
      name: "execute_tool get_weather",
      kind: "tool",
      status: "ok",
      agent: "assistant",
      tool: { name: "get_weather", arguments: { city: "Paris" }, result: { city: "Paris", degrees: 18 } },
    },
    {
      name: "chat gpt-4o-mini",
      kind: "llm",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      finishReasons: ["stop"],
      tokens: { input: 158, output: 42, cached: 128, reasoning: 16 },
      ...said,
    },
  ],
};
