import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { sendAgentRun } from "./agent-run.ts";
import { openBrowser } from "./browser.ts";
import { sendDemo } from "./send-demo.ts";
import { type Look, looks, visit } from "./visit.ts";

const [desk, , phone] = looks as readonly [Look, Look, Look];
let browser: Browser;
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise();
  await sendDemo(spanwise, "--sessions", "60", "--days", "2", "--spans", "500");
  await vi.waitUntil(async () => (await count("traces?status=running&from=0")) > 0, { timeout: 60_000, interval: 500 });
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

async function count(path: string): Promise<number> {
  const { items } = await query<{ items: unknown[] }>({ spanwise, project: "default" }, path);
  return items.length;
}

async function open(list: string, look: Look) {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/${list}`);
  await rows(page).first().waitFor();
  return {
    page,
    troubles,
    see: async (name: string) => {
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached", timeout: 30_000 });
      await see(name);
    },
  };
}

/** In any order. */
const said = ({ pathname, searchParams }: URL) => [pathname, ...[...searchParams].map(String).sort()].join(" ");
const rows = (page: Page) => page.getByRole("list", { name: /^(Sessions|Traces)$/ }).getByRole("link");
const totalOf = async (page: Page) => Number((await page.locator("header p b").textContent())?.replaceAll(",", ""));
const totalsAre = (page: Page, wanted: number) =>
  vi.waitUntil(async () => (await totalOf(page)) === wanted, { timeout: 10_000 });

test.each(["sessions", "traces"])(
  "every facet of %s leaves as many rows as it says, and its chip leads back",
  {
    timeout: 120_000,
  },
  async (list) => {
    const { page, troubles } = await open(`${list}?last=all&live=off`, desk);
    const side = page.getByRole("complementary", { name: "Facets" });
    await side.getByRole("region").first().waitFor();
    const all = await totalOf(page);
    const facets = await side.getByRole("region").all();
    expect(facets.length).toBeGreaterThan(10);
    for (const facet of facets) {
      const head = facet.getByRole("button", { expanded: false });
      if ((await head.count()) > 0) await head.click();
      const value = facet.getByRole("listitem").first().getByRole("button");
      const told = Number(await value.locator("span[title]").getAttribute("title"));
      await value.click();
      await page.getByRole("button", { name: /^Remove / }).waitFor();
      if (told !== all) await totalsAre(page, told);
      await page.getByRole("button", { name: /^Remove / }).click();
      await page.getByRole("button", { name: /^Remove / }).waitFor({ state: "detached" });
      await totalsAre(page, all);
    }
    expect(troubles).toEqual([]);
  },
);

test("on a tall screen rows go on after the first page, also once a filter is gone", async () => {
  const { page, troubles } = await open("traces?last=all&live=off&status=running", { ...desk, height: 2400 });
  await page.getByRole("button", { name: "Remove Running" }).click();
  await expect.poll(() => rows(page).count(), { timeout: 10_000 }).toBeGreaterThan(60);
  expect(troubles).toEqual([]);
});

test("filters that are typed, a search, an order and columns stand in the address, and back leads back", {
  timeout: 120_000,
}, async () => {
  const { page, troubles, see } = await open("sessions?last=all", desk);
  const add = async (name: string) => {
    await page.getByRole("button", { name: "Add a filter" }).click();
    await page.getByRole("dialog", { name: "Add a filter" }).getByRole("button", { name, exact: true }).click();
  };
  await add("Took at least");
  await page.getByRole("textbox", { name: "Took at least, seconds" }).fill("2.5");
  await page.keyboard.press("Enter");
  await page.waitForURL(/minDuration=2500000000/);
  await add("Tool");
  await page.getByRole("textbox", { name: "Tool" }).fill("lookup");
  await see("lists-1-add-filter");
  await page.getByRole("button", { name: /^lookup_order/ }).click();
  await page.waitForURL(/tool=lookup_order/);
  await add("Failed steps");
  await page.getByRole("button", { name: "Without failed steps" }).click();
  await page.waitForURL(/hasError=false/);
  await add("Metadata");
  await page.getByRole("textbox", { name: "Metadata" }).fill("plan");
  await page.getByRole("textbox", { name: "Value" }).fill("pro");
  await page.keyboard.press("Enter");
  await page.waitForURL(/meta=plan%3Dpro/);
  await page.getByText("No sessions match").waitFor();
  await page.getByRole("button", { name: "Remove plan = pro" }).click();
  await rows(page).first().waitFor();
  await page.goBack();
  await page.getByText("No sessions match").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.waitForURL((url) => url.search === "?last=all");

  await page.keyboard.press("/");
  await page.keyboard.type("order");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=order/);
  await page.getByRole("region", { name: "Sessions" }).getByRole("link", { name: "Cost", exact: true }).click();
  await page.waitForURL(/sort=cost/);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Tags" }).check();
  await page.getByRole("checkbox", { name: "User" }).uncheck();
  await page.keyboard.press("Escape");
  await page.waitForURL(/cols=name%2Cagent%2Cstrip%2Cspans%2Ctokens%2Ccost%2Cduration%2Cstart%2Ctag/);
  await see("lists-2-columns");

  const address = page.url();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("textbox", { name: "Name of this view" }).fill("Dear orders");
  await page.keyboard.press("Enter");
  await see("lists-3-views");
  await page.getByRole("link", { name: "Running now" }).click();
  await page.waitForURL(/status=running/);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("link", { name: "Dear orders" }).click();
  await page.waitForURL((url) => said(url) === said(new URL(address)));
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("button", { name: "Remove Dear orders" }).click();
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await page.getByText("Undone: View “Dear orders” removed.").waitFor();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("link", { name: "Dear orders" }).waitFor();
  expect(troubles).toEqual([]);
});

test("by keys two are selected to be compared, and a row is opened", { timeout: 120_000 }, async () => {
  const { page, troubles, see } = await open("sessions?last=all&live=off", desk);
  for (const key of ["j", "x", "j", "j", "x"]) await page.keyboard.press(key);
  await page.waitForURL(/pick=.*&pick=/);
  const compare = page.getByRole("link", { name: /^Compare/ });
  expect(await compare.getAttribute("href")).toMatch(/compare\?left=session%3A.+&right=session%3A.+/);
  await see("lists-4-selected");
  await page.keyboard.press("Escape");
  await compare.waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/sessions\/.+/);
  expect(troubles).toEqual([]);
});

test("what the list holds is exported, all of it and nothing else", { timeout: 120_000 }, async () => {
  const { page, troubles } = await open("sessions?last=all&live=off&agent=support", desk);
  const total = await totalOf(page);
  await page.getByRole("button", { name: "Export" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /^JSON Lines/ }).click(),
  ]);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\n");
  expect(lines).toHaveLength(total);
  await page.getByRole("button", { name: "Export" }).click();
  const links = await page.getByRole("dialog", { name: "Export" }).getByRole("link").all();
  expect(links).toHaveLength(4);
  for (const link of links) {
    const answer = await page.request.get(`${spanwise.http}${await link.getAttribute("href")}`);
    expect(answer.status()).toBe(200);
  }
  expect(troubles).toEqual([]);
});

test("a strip says what it shows and names the step below the pointer", { timeout: 120_000 }, async () => {
  const { page, troubles, see } = await open("sessions?last=all&live=off&status=error", desk);
  const strip = rows(page)
    .first()
    .getByRole("img", { name: /steps? over .+: .*model calls?/ });
  await strip.hover({ position: { x: 10, y: 10 } });
  await page.getByRole("tooltip").waitFor();
  await see("lists-5-strip");
  await page.mouse.move(5, 5);
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  expect(troubles).toEqual([]);
});

test("on a phone rows are cards and facets a sheet", { timeout: 120_000 }, async () => {
  const { page, troubles, see } = await open("sessions?last=all", phone);
  await see("lists-6-cards");
  await page.getByRole("button", { name: "Filters" }).tap();
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await sheet.getByRole("button", { name: /Failed/ }).tap();
  await page.waitForURL(/status=error/);
  await see("lists-7-sheet");
  await sheet.getByRole("button", { name: "Done" }).tap();
  await page.getByRole("button", { name: "Filters (1)" }).waitFor();
  expect(troubles).toEqual([]);
});

test("what is new says so and waits; what is shown stays where it is", { timeout: 120_000 }, async () => {
  const { page, troubles, see } = await open("sessions?last=all", desk);
  const before = await rows(page).first().getAttribute("href");
  await sendAgentRun(spanwise.http);
  const line = page.getByRole("button", { name: "1 new session" });
  await line.waitFor({ timeout: 20_000 });
  await see("lists-8-new");
  expect(await rows(page).first().getAttribute("href")).toBe(before);
  await line.click();
  await line.waitFor({ state: "detached" });
  await rows(page).first().getByText("Please refund my order 1042.").waitFor();
  expect(troubles).toEqual([]);
});
