import { readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { openApi } from "./api.ts";
import { drained } from "./drained.ts";
import { framesWhile, whenDrawn } from "./in-page.ts";
import { openSender } from "./post.ts";
import { quantiles, round } from "./quantiles.ts";
import { type Figure, report } from "./report.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { big } from "./workloads/big.ts";

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

/** As far as it is used here: it comes from `e2e`, which is installed apart. */
interface Browser {
  newContext(options: object): Promise<Context>;
  close(): Promise<void>;
}
interface Context {
  newPage(): Promise<Page>;
  newCDPSession(page: Page): Promise<Devtools>;
  close(): Promise<void>;
}
interface Devtools {
  send(method: "Runtime.getHeapUsage"): Promise<{ readonly usedSize: number; readonly backingStorageSize?: number }>;
  send(method: "Performance.getMetrics"): Promise<{ readonly metrics: readonly { name: string; value: number }[] }>;
  send(method: string, given?: object): Promise<unknown>;
}
interface Page {
  goto(address: string, options: object): Promise<unknown>;
  evaluate<Given, Told>(work: (given: Given) => Promise<Told>, given?: Given): Promise<Told>;
  getByRole(role: string, options: object): { click(): Promise<void>; count(): Promise<number> };
}

const { openBrowser } = (await import(new URL("../e2e/browser/browser.ts", import.meta.url).href)) as {
  openBrowser(): Promise<Browser>;
};
const browser = await openBrowser();
const figures: Figure[] = bundles();
const load = loadavg().map(round);
if (values.page) figures.push(...(await figuresOf("", values.page)));
else for (const spans of sizes) figures.push(...(await measure(spans)));
await browser.close();
report({ name: "the viewer of one trace", figures, sound: true, notes: { load, frames } }, values.out);
process.exit(0);

async function measure(spans: number): Promise<Figure[]> {
  const folder = temporaryFolder();
  try {
    const server = await startServer(folder.path);
    await send(server.endpoint, spans);
    const { items } = await openApi(server.endpoint).traces({ limit: "1", from: "0" });
    const page = `${server.endpoint}/p/default/traces/${items[0]?.traceId}`;
    const measured = await figuresOf(`${spans}: `, page);
    await server.stop();
    return measured;
  } finally {
    folder.remove();
  }
}

/** Over OTLP, as an agent would; waits until the trace is whole in the list. */
async function send(endpoint: string, spans: number): Promise<void> {
  const sender = openSender(`${endpoint}/v1/traces`, 2);
  for (const { body } of big({ seed: "bench", spans, until: Date.now() })) {
    const { status } = await sender.post(body);
    if (status !== 200) throw new Error(`the receiver answered ${status}`);
  }
  sender.close();
  await drained(endpoint);
  const patience = performance.now() + 600_000;
  for (let told = 0; told !== spans; await sleep(500)) {
    told = (await openApi(endpoint).traces({ limit: "1", from: "0" })).items[0]?.spanCount ?? 0;
    if (performance.now() > patience) throw new Error(`only ${told} of ${spans} spans are told`);
  }
}

async function figuresOf(name: string, address: string): Promise<Figure[]> {
  const [drawn, heap, buffers]: [number[], number[], number[]] = [[], [], []];
  const worked: number[] = [];
  const moving = new Map<string, { readonly times: number[]; readonly work: number[] }>();
  for (let time = 0; time < repeats; time += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(address, { waitUntil: "commit" });
    drawn.push(round(await page.evaluate(whenDrawn)));
    worked.push(await workOf(devtools));
    await sleep(1500);
    const unfold = page.getByRole("button", { name: "Unfold all spans that are alike" });
    if ((await unfold.count()) > 0) await unfold.click();
    await sleep(500);
    for (const how of ["scroll", "zoom", "search"] as const) {
      const { times, work } = moving.get(how) ?? { times: [], work: [] };
      const before = await workOf(devtools);
      times.push(...(await page.evaluate(framesWhile, { how, frames })));
      work.push(round(((await workOf(devtools)) - before) / frames));
      moving.set(how, { times, work });
    }
    await devtools.send("HeapProfiler.collectGarbage");
    const used = await devtools.send("Runtime.getHeapUsage");
    heap.push(round(used.usedSize / 1e6));
    buffers.push(round((used.backingStorageSize ?? 0) / 1e6));
    await context.close();
  }
  return [
    { name: `${name}from the navigation to rows`, unit: "ms", values: drawn },
    { name: `${name}processor time of the page's thread for it`, unit: "ms", values: worked },
    { name: `${name}heap`, unit: "MB", values: heap },
    { name: `${name}buffers`, unit: "MB", values: buffers },
    ...[...moving].flatMap(([how, { times, work }]) => {
      const { p50, p95, max } = quantiles(times);
      return [
        { name: `${name}${how}, a frame, p50`, unit: "ms", values: [p50] },
        { name: `${name}${how}, a frame, p95`, unit: "ms", values: [p95], aim: "16.7, 33 in software" },
        { name: `${name}${how}, a frame, max`, unit: "ms", values: [max] },
        { name: `${name}${how}, processor time of the page's thread a frame`, unit: "ms", values: work },
      ];
    }),
  ];
}

/** Processor time of the page's main thread until now, in milliseconds: other work on the machine does not show in it. */
async function workOf(devtools: Devtools): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return round((metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000);
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
      scripts.filter((file) => first.includes(file)),
      "200",
    ),
    figure(
      "scripts of the trace page",
      scripts.filter((file) => /^(trace-page|layout-worker)/.test(file)),
    ),
    figure("all scripts", scripts),
  ];
}
