import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runChild } from "../child.ts";
import { emptyFolder, installProject, packSdk } from "./project.ts";

const packages = emptyFolder();
const project = emptyFolder();
const here = (path: string) => join(import.meta.dirname, path);
const installed = (path: string) => join(project.folder, "node_modules/@spanwise/sdk", path);
let packed: string;

beforeAll(async () => {
  packed = await packSdk(packages.folder);
  await installProject(project.folder, here("projects/esm"), packed);
}, 120_000);
afterAll(() => {
  packages.remove();
  project.remove();
});

const inProject = (program: string, ...words: readonly string[]): Promise<string> =>
  runChild({ program, words, environment: { SPANWISE_ENABLED: "false" }, directory: project.folder });

test("publint has nothing to say", async () => {
  expect(await inProject(here("../node_modules/.bin/publint"), "run", packed, "--strict")).toContain("All good!");
});

/** CommonJS requires the ES modules that they are: Node does so since 20.19. */
test("types are found by every kind of resolution", async () => {
  const words = [packed, "--ignore-rules", "cjs-resolves-to-esm", "--no-color", "--no-emoji", "--format", "ascii"];
  expect(await inProject(here("../node_modules/.bin/attw"), ...words)).toContain("No problems found");
});

test("it says its version", async () => {
  const { version } = JSON.parse(readFileSync(installed("package.json"), "utf8")) as { version: string };
  const program = 'import("@spanwise/sdk").then(({ version }) => console.log(version))';
  expect(await inProject(process.execPath, "-e", program)).toBe(`${version}\n`);
});

test("each of its entries can be imported and required, which gives the same; and nothing else can", async () => {
  const program = `
    const codeOf = ({ code }) => code;
    const requireOf = (name) => { try { return require(name); } catch (error) { return codeOf(error); } };
    (async () => {
      for (const name of ["@spanwise/sdk", "@spanwise/sdk/agentops", "@spanwise/sdk/register", "@spanwise/sdk/dist/init.js"]) {
        const imported = await import(name).catch(codeOf);
        console.log(name, typeof imported === "string" ? imported : Object.keys(imported).join(), imported === requireOf(name));
      }
    })();`;
  expect((await inProject(process.execPath, "-e", program)).trimEnd().split("\n")).toEqual([
    "@spanwise/sdk agent,doctor,endSession,flush,init,instrument,monitorAgent,operation,recordError,recordEvent,recordLlm,recordTool,score,session,startSession,task,tool,version,waitUntil,workflow true",
    "@spanwise/sdk/agentops BotRuntime,estimateCost,getAgentOps,prices true",
    "@spanwise/sdk/register  true",
    "@spanwise/sdk/dist/init.js ERR_PACKAGE_PATH_NOT_EXPORTED true",
  ]);
});

test("a program of the package looks whether everything works", async () => {
  const usage = inProject("npm", "exec", "--offline", "--", "spanwise-sdk", "help");
  await expect(usage).rejects.toThrow("usage: npx @spanwise/sdk doctor");
});

test("every public name is tried by the program whose types are checked", () => {
  const namesIn = (file: string) => {
    const lists = readFileSync(file, "utf8").matchAll(/export (?:type )?\{([^}]*)\}/g);
    return [...lists].flatMap(([, list = ""]) => list.split(",").map((name) => name.replace(/^\s*type /, "").trim()));
  };
  const surface = readFileSync(here("projects/standard-decorators/surface.ts"), "utf8");
  const isTried = (name: string) => (surface.match(new RegExp(`\\b${name}\\b`, "g")) ?? []).length > 1;
  const names = ["dist/index.d.ts", "dist/compat/index.d.ts"]
    .flatMap((file) => namesIn(installed(file)))
    .filter(Boolean);
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !isTried(name))).toEqual([]);
});
