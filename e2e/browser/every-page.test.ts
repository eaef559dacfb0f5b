import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { sendDemo } from "./send-demo.ts";
import { looks, type Visit, visit } from "./visit.ts";

let browser: Browser;
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise();
  await sendDemo(spanwise, "--sessions", "30", "--days", "2", "--spans", "0");
  await vi.waitUntil(async () => (await failedTraces()).length > 1, { timeout: 60_000, interval: 300 });
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

test.for(looks)("every page with all that opens on it is open to all, $name", { timeout: 600_000 }, async (look) => {
  const visited = await visit(browser, spanwise.http, look);
  onTestFinished(visited.close);
  const { page, troubles } = visited;
  const opened = new Set<string>();
  const places = await placesOf(page, look.width < 768);
  for (const address of [...places, ...(await single(places))]) {
    await goTo(page, address);
    await visited.look(nameOf(address));
    await openAll(visited, opened);
    for (const view of await linksIn(page, "Views")) {
      await goTo(page, view);
      await visited.look(nameOf(view));
    }
  }
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await visited.look("every-keys");
  expect(troubles).toEqual([]);
});

/** Where the rail leads, or on a phone the bar and what is behind it. */
async function placesOf(page: Page, isPhone: boolean): Promise<readonly string[]> {
  await goTo(page, "/p/default/sessions?last=7d");
  if (isPhone) await page.getByRole("button", { name: "More places" }).click();
  const places = await linksIn(page, "Places");
  expect(places.length).toBeGreaterThan(10);
  return places;
}

/** Of sessions, as they were found by now. */
async function failedTraces() {
  type Told = { items: { traceId: string; sessionId: string | null }[] };
  const { items } = await query<Told>({ spanwise, project: "default" }, "traces?hasError=true&from=0");
  return items.filter(({ sessionId }) => sessionId !== null);
}

/** A page of each kind of thing, and what no place leads to. */
async function single(places: readonly string[]): Promise<readonly string[]> {
  const [trace, other] = await failedTraces();
  const sides = new URLSearchParams({ left: `trace:${other?.traceId}`, right: `trace:${trace?.traceId}` });
  const entities = places.filter((place) => /\/(agents|tools|users|models)\b/.test(place));
  const names = (await Promise.all(entities.map(firstOf))).flat();
  expect(names).toHaveLength(4);
  return [
    `/p/default/traces/${trace?.traceId}`,
    `/p/default/sessions/${encodeURIComponent(trace?.sessionId ?? "")}`,
    `/p/default/compare?${sides}`,
    "/p/default/findings?last=7d",
    ...names,
  ];
}

async function firstOf(place: string): Promise<readonly string[]> {
  const noun = /\/(agents|tools|users|models)\b/.exec(place)?.[1] ?? "";
  const { items } = await query<{ items: { name?: string }[] }>({ spanwise, project: "default" }, `${noun}?from=0`);
  const name = items[0]?.name;
  return name === undefined ? [] : [`/p/default/${noun}/${encodeURIComponent(name)}?last=7d`];
}

async function goTo(page: Page, address: string): Promise<void> {
  await page.goto(new URL(address, spanwise.http).href);
  await page.getByRole("main").waitFor();
  await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached", timeout: 30_000 });
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached", timeout: 30_000 });
}

async function linksIn(page: Page, name: string): Promise<readonly string[]> {
  const links = await page.getByRole("navigation", { name }).getByRole("link").all();
  const told = await Promise.all(links.map((link) => link.getAttribute("href")));
  return [...new Set(told.filter((address) => address !== null))];
}

/** What floats over a page is looked at once, wherever its button is met first. */
async function openAll({ page, look }: Visit, opened: Set<string>): Promise<void> {
  const address = page.url();
  for (const button of await page.locator("button[aria-haspopup=dialog]:visible").all()) {
    const name = (await button.getAttribute("aria-label")) ?? (await button.textContent()) ?? "";
    if (opened.has(name)) continue;
    opened.add(name);
    await button.click();
    await page.locator("[popover]:popover-open, dialog[open]").first().waitFor();
    await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached" });
    await look(`every-open-${wordsOf(name)}`);
    await page.keyboard.press("Escape");
    await page.locator("[popover]:popover-open, dialog[open]").first().waitFor({ state: "detached" });
  }
  expect(page.url()).toBe(address);
}

const wordsOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60);

function nameOf(address: string): string {
  const { pathname, searchParams } = new URL(address, spanwise.http);
  const [, , , place = "", one] = pathname.split("/");
  return `every-${place}${one === undefined ? "" : "-one"}-${searchParams.get("view") ?? searchParams.get("part") ?? ""}`;
}
