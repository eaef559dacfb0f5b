import { readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { drained } from "./drained.ts";
import { round } from "./quantiles.ts";
import { type Figure, report } from "./report.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { openBrowser } from "./ui-browser.ts";
import { sendAll, sendBigTrace } from "./ui-data.ts";
import { measurePage, ourTrace, pageFigures } from "./ui-measure.ts";

const { values } = parseArgs({
  options: {
    spans: { type: "string", multiple: true },
    million: { type: "boolean", default: false },
    repeats: { type: "string", default: "3" },
    frames: { type: "string", default: "240" },
    small: { type: "boolean", default: false },
    /** A receiver that has the trace already, by its page: it is measured alone. */
    page: { type: "string" },
    out: { type: "string" },
  },
});

const usual = values.small ? ["10000"] : ["10000", "100000", ...(values.million ? ["1000000"] : [])];
const sizes = (values.spans ?? usual).map(Number);
const repeats = values.small ? 1 : Number(values.repeats);
const frames = values.small ? 60 : Number(values.frames);
/** Sessions in the lists that are opened: 200 of them. */
const listed = 3600;

const browser = await openBrowser();
const figures: Figure[] = bundles();
const load = loadavg().map(round);
if (values.page) figures.push(...(await traceFigures("", values.page)));
else {
  figures.push(...(await withServer(listFigures)));
  for (const spans of sizes) {
    const told = async (endpoint: string) => traceFigures(`${spans}: `, await sendBigTrace(endpoint, spans));
    figures.push(...(await withServer(told)));
  }
}
await browser.close();
report({ name: "the window", figures, sound: true, notes: { load, frames } }, values.out);
process.exit(0);

async function withServer<Told>(work: (endpoint: string) => Promise<Told>): Promise<Told> {
  const folder = temporaryFolder();
  try {
    const server = await startServer(folder.path);
    const told = await work(server.endpoint);
    await server.stop();
    return told;
  } finally {
    folder.remove();
  }
}

async function traceFigures(of: string, address: string): Promise<Figure[]> {
  return pageFigures(of, await measurePage(browser, ourTrace(address), { repeats, frames }));
}

/** Pages that are opened first, with a day of sessions in them. */
async function listFigures(endpoint: string): Promise<Figure[]> {
  await sendAll(endpoint, "agent", listed, performance.now() + 120_000);
  await drained(endpoint);
  const pages = [
    { name: "overview", rows: "main figure canvas" },
    { name: "sessions", rows: "[aria-label=Sessions] a" },
  ];
  const told: Figure[] = [];
  for (const { name, rows } of pages) {
    const shown = { address: `${endpoint}/p/default/${name}`, rows, moves: [] };
    told.push(...pageFigures(`${name}: `, await measurePage(browser, shown, { repeats, frames })));
  }
  return told;
}

/** What the window is made of, as it is sent. */
function bundles(): Figure[] {
  const folder = join(import.meta.dirname, "../ui/dist");
  const first = readFileSync(join(folder, "index.html"), "utf8");
  const kilobytes = (file: string) => gzipSync(readFileSync(join(folder, "assets", file))).length / 1000;
  const scripts = readdirSync(join(folder, "assets")).filter((file) => file.endsWith(".js"));
  const sumOf = (files: readonly string[]) => round(files.reduce((sum, file) => sum + kilobytes(file), 0));
  const figure = (name: string, files: readonly string[], aim?: string): Figure => ({
    name,
    unit: "KB gzipped",
    values: [sumOf(files)],
    ...(aim && { aim }),
  });
  return [
    figure(
      "scripts of the first load",
      scripts.filter((file) => isOfFirstLoad(first, file)),
      "200",
    ),
    figure(
      "scripts of the trace page",
      scripts.filter((file) => /^(trace-page|viewer|span-panel|span-content|layout-worker)/.test(file)),
    ),
    figure("all scripts", scripts),
  ];
}

/** What stands in the page as a script, or as what its scripts need. */
function isOfFirstLoad(page: string, file: string): boolean {
  return ["src", "href"].some((name) => page.includes(`${name}="/assets/${file}"`));
}
