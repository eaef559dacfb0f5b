import { setTimeout as sleep } from "node:timers/promises";
import { framesWhile, largestPaint, scriptsLoaded, whenDrawn } from "./in-page.ts";
import { quantiles, round } from "./quantiles.ts";
import type { Figure } from "./report.ts";
import { type Browser, type Devtools, type Opened, openPage, type Page } from "./ui-browser.ts";

const moves = ["scroll", "zoom", "search"] as const;
type Move = (typeof moves)[number];

/** What of a window is measured, and where it stands there. */
export interface Shown {
  readonly address: string;
  /** Of one row, as CSS selects it. */
  readonly rows: string;
  readonly moves: readonly Move[];
  /** The button that is pressed before anything moves, where it is there. */
  readonly unfold?: string;
  /** Until the rows are there, in milliseconds. */
  readonly patience?: number;
}

export interface HowOften {
  readonly repeats: number;
  readonly frames: number;
}

/** Ours, as the trace's page draws it. */
export const ourTrace = (address: string): Shown => ({
  address,
  rows: "[role=treeitem]",
  moves,
  unfold: "Unfold all spans that are alike",
});

/** One value for each repeat. */
export interface Measured {
  readonly drawn: number[];
  readonly painted: number[];
  readonly worked: number[];
  readonly heap: number[];
  readonly buffers: number[];
  readonly sent: number[];
  readonly whole: number[];
  readonly moving: Map<Move, { readonly times: number[]; readonly work: number[] }>;
}

export async function measurePage(browser: Browser, shown: Shown, { repeats, frames }: HowOften): Promise<Measured> {
  const told = nothingMeasured();
  for (let time = 0; time < repeats; time += 1) await measureOnce(browser, shown, frames, told);
  return told;
}

/** Opens a page as a first visitor does, moves through it, and adds what was measured to what was before. */
export async function measureOnce(browser: Browser, shown: Shown, frames: number, told: Measured): Promise<void> {
  const opened = await openPage(browser);
  await firstLook(opened, shown, told);
  await unfold(opened.page, shown.unfold);
  for (const how of shown.moves) await moveThrough(opened, shown, { how, frames }, told);
  await memory(opened.devtools, told);
  await opened.close();
}

export const nothingMeasured = (): Measured => ({
  ...{ drawn: [], painted: [], worked: [], heap: [], buffers: [], sent: [], whole: [], moving: new Map() },
});

async function firstLook({ page, devtools }: Opened, shown: Shown, told: Measured): Promise<void> {
  const { address, rows, patience = 120_000 } = shown;
  await page.goto(address, { waitUntil: "commit" });
  const drawn = await page.evaluate(whenDrawn, { rows, millis: patience });
  if (drawn === null) throw new Error(`${address} drew no rows in ${patience / 1000} seconds`);
  told.drawn.push(round(drawn));
  told.worked.push(await workOf(devtools));
  await sleep(1500);
  told.painted.push(round(await page.evaluate(largestPaint)));
  const { sent, whole } = await page.evaluate(scriptsLoaded);
  told.sent.push(round(sent / 1000));
  told.whole.push(round(whole / 1000));
}

async function unfold(page: Page, name: string | undefined): Promise<void> {
  if (name === undefined) return;
  const button = page.getByRole("button", { name });
  if ((await button.count()) > 0) await button.click();
  await sleep(500);
}

async function moveThrough(
  { page, devtools }: Opened,
  { rows }: Shown,
  { how, frames }: { readonly how: Move; readonly frames: number },
  { moving }: Measured,
): Promise<void> {
  const { times, work } = moving.get(how) ?? { times: [], work: [] };
  const before = await workOf(devtools);
  times.push(...(await page.evaluate(framesWhile, { how, frames, rows })));
  work.push(round(((await workOf(devtools)) - before) / frames));
  moving.set(how, { times, work });
}

/** What is left when what nobody needs was collected. */
async function memory(devtools: Devtools, { heap, buffers }: Measured): Promise<void> {
  await devtools.send("HeapProfiler.collectGarbage");
  const used = await devtools.send("Runtime.getHeapUsage");
  heap.push(round(used.usedSize / 1e6));
  buffers.push(round((used.backingStorageSize ?? 0) / 1e6));
}

/** Processor time of the page's main thread until now, in milliseconds: other work on the machine does not show in it. */
async function workOf(devtools: Devtools): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return round((metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000);
}

/** Of one page, each figure's name begun with `of`. */
export function pageFigures(of: string, told: Measured): Figure[] {
  const { drawn, painted, worked, heap, buffers, sent, whole, moving } = told;
  return [
    { name: `${of}from the navigation to rows`, unit: "ms", values: drawn },
    { name: `${of}largest contentful paint`, unit: "ms", values: painted, aim: "1000" },
    { name: `${of}processor time of the page's thread until rows`, unit: "ms", values: worked },
    { name: `${of}scripts, as sent`, unit: "KB", values: sent },
    { name: `${of}scripts, as run`, unit: "KB", values: whole },
    { name: `${of}heap`, unit: "MB", values: heap },
    { name: `${of}buffers`, unit: "MB", values: buffers },
    ...[...moving].flatMap(([how, { times, work }]) => {
      const { p50, p95, max } = quantiles(times);
      return [
        { name: `${of}${how}, a frame, p50`, unit: "ms", values: [p50] },
        { name: `${of}${how}, a frame, p95`, unit: "ms", values: [p95], aim: "16.7, 33 in software" },
        { name: `${of}${how}, a frame, max`, unit: "ms", values: [max] },
        { name: `${of}${how}, processor time of the page's thread a frame`, unit: "ms", values: work },
      ];
    }),
  ];
}
