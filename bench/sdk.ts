import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { median, round } from "./quantiles.ts";
import { type Figure, report } from "./report.ts";
import { buildModule, bundleSize } from "./sdk/bundling.ts";
import { openCountingSink } from "./sdk/sink.ts";
import type { Cost, Start } from "./sdk/subject-process.ts";
import { ownFolder, type Subject, subjects } from "./sdk/subjects.ts";

/** What an SDK costs its host: ours beside OpenTelemetry's own and others, in processes of their own. */

const folder = join(import.meta.dirname, "sdk");
const workspace = join(import.meta.dirname, "..", "sdk");

const { values } = parseArgs({
  options: {
    repeats: { type: "string", default: "3" },
    only: { type: "string", default: "" },
    small: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const repeats = values.small ? 1 : Number(values.repeats);

interface Found {
  readonly starts: readonly Start[];
  readonly ten: readonly Cost[];
  readonly words: readonly Cost[];
  readonly bundle: { readonly minified: number; readonly gzipped: number };
  /** Spans that did not arrive. */
  readonly lost: number;
}

await prepare();
const sink = await openCountingSink();
const found = new Map<string, Found>();
const failed: Record<string, string> = {};
for (const subject of subjects.filter(({ name }) => name.includes(values.only))) {
  try {
    found.set(subject.name, await measure(subject));
    console.error(subject.name, JSON.stringify(summary()[subject.name]));
  } catch (error) {
    failed[subject.name] = String(error).slice(0, 300);
  }
}
sink.close();
console.table(Object.fromEntries([...found].map(([name, each]) => [name, rowOf(each)])));
report({ name: "sdk", figures: figuresOfOurs(), sound: isSound(), notes: { failed, all: summary() } }, values.out);
if (!isSound()) process.exitCode = 1;

/** Installs the others once, and ours as anybody would: built, and beside what it depends on. */
async function prepare(): Promise<void> {
  if (!existsSync(join(folder, "node_modules"))) npm(folder, "ci", "--ignore-scripts");
  npm(workspace, "run", "build");
  const { name, version, type, exports, sideEffects, dependencies, devDependencies } = readJson(
    join(workspace, "package.json"),
  );
  const beside = Object.entries(devDependencies).filter(([each]) => each.startsWith("@opentelemetry/"));
  const stock = { "@opentelemetry/exporter-trace-otlp-proto": "0.301.1" };
  const all = { ...dependencies, ...Object.fromEntries(beside), ...stock };
  const wanted = JSON.stringify({ name, version, type, exports, sideEffects, dependencies: all });
  const file = join(ownFolder, "package.json");
  if (!existsSync(file) || readFileSync(file, "utf8") !== wanted) {
    mkdirSync(ownFolder, { recursive: true });
    writeFileSync(file, wanted);
    npm(ownFolder, "install", "--ignore-scripts", "--no-package-lock");
    writeFileSync(file, wanted);
  }
  const dist = join(ownFolder, "dist");
  rmSync(dist, { recursive: true, force: true });
  cpSync(join(workspace, "dist"), dist, { recursive: true });
  await buildModule(join(workspace, "src", "export", "pipeline.ts"), join(ownFolder, "pipeline"));
}

function npm(cwd: string, ...args: string[]): void {
  execFileSync("npm", [...args, "--no-audit", "--no-fund"], { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, "utf8"));
}

async function measure(subject: Subject): Promise<Found> {
  const starts: Start[] = [];
  const ten: Cost[] = [];
  const words: Cost[] = [];
  let lost = 0;
  const cost = async (mode: "ten" | "words") => {
    sink.takeCount();
    const one = await ask<Cost>(subject, mode);
    lost += one.made - sink.takeCount();
    return one;
  };
  for (let count = 0; count < (values.small ? 1 : 5); count++) starts.push(await ask<Start>(subject, "start"));
  for (let count = 0; count < repeats; count++) {
    ten.push(await cost("ten"));
    words.push(await cost("words"));
  }
  const isOwn = /^(Spanwise|OTel)/.test(subject.name);
  return { starts, ten, words, lost, bundle: await bundleSize(subject.source, isOwn ? ownFolder : folder) };
}

async function ask<Answer>({ name }: Subject, mode: string): Promise<Answer> {
  const args = [join(folder, "subject-process.ts"), name, mode, sink.endpoint];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 120_000, maxBuffer: 2 ** 26 });
  const line = stdout.split("\n").find((each) => each.startsWith("FOUND "));
  if (!line) throw new Error(`${name} told nothing`);
  return JSON.parse(line.slice("FOUND ".length)) as Answer;
}

function rowOf({ starts, ten, words, bundle, lost }: Found) {
  const middle = (costs: readonly Cost[], figure: keyof Cost) => round(median(costs.map((cost) => cost[figure])));
  return {
    "import ms": round(Math.min(...starts.map((each) => each.importMillis))),
    "+MB": round(Math.min(...starts.map((each) => each.megabytes))),
    "min/gz KB": `${Math.round(bundle.minified)}/${Math.round(bundle.gzipped)}`,
    "sync µs": middle(ten, "syncMicros"),
    "CPU µs": middle(ten, "cpuMicros"),
    "CPU µs, 16 KB": middle(words, "cpuMicros"),
    "gap ms": middle(ten, "gapMillis"),
    "gap ms, 16 KB": middle(words, "gapMillis"),
    lost,
  };
}

function summary() {
  return Object.fromEntries([...found].map(([name, each]) => [name, rowOf(each)]));
}

/** Ours with what was aimed at, and with what OpenTelemetry's SDK alone took in the same run. */
function figuresOfOurs(): Figure[] {
  const spanwise = found.get("Spanwise");
  if (!spanwise) return [];
  const { starts, ten, words, bundle } = spanwise;
  const least = found.get("OTel SDK, no exporter");
  const of = (costs: readonly Cost[] | undefined, figure: keyof Cost) =>
    costs?.map((cost) => round(cost[figure])) ?? [];
  const limit = (costs: readonly Cost[] | undefined, figure: keyof Cost) => costs && round(median(of(costs, figure)));
  return [
    figure("synchronous, 10 attributes", "µs/span", of(ten, "syncMicros"), "3", limit(least?.ten, "syncMicros")),
    figure("CPU, 10 attributes", "µs/span", of(ten, "cpuMicros"), "8", limit(least?.ten, "cpuMicros")),
    figure("CPU, 16 KB", "µs/span", of(words, "cpuMicros"), "20", limit(least?.words, "cpuMicros")),
    figure("longest gap, 10 attributes", "ms", of(ten, "gapMillis"), "10", limit(least?.ten, "gapMillis")),
    figure("longest gap, 16 KB", "ms", of(words, "gapMillis"), "10", limit(least?.words, "gapMillis")),
    figure("import, least of 5", "ms", [round(Math.min(...starts.map((each) => each.importMillis)))], "60"),
    figure(
      "memory",
      "MB",
      starts.map((each) => round(each.megabytes)),
      "12",
    ),
    figure("bundle, gzipped", "KB", [round(bundle.gzipped)], "40"),
  ];
}

function figure(name: string, unit: string, values: readonly number[], aim: string, limit?: number): Figure {
  return { name, unit, values, aim, limit };
}

/** Ours and OpenTelemetry's must have sent everything; the API and the SDK alone send nothing. */
function isSound(): boolean {
  return [...found].every(([name, { lost }]) => lost === 0 || !/our pipeline|Spanwise|stock/.test(name));
}
