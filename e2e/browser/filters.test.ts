import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { named, statuses, typed } from "./offered-filters.ts";
import { sendBots } from "./send-bots.ts";
import { sendDemo } from "./send-demo.ts";
import { type Visit, visit } from "./visit.ts";

let browser: Browser;
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise();
  await sendDemo(spanwise, "--sessions", "12", "--days", "2", "--spans", "0");
  await sendBots(spanwise.http);
  await vi.waitUntil(async () => (await found("sessions", { status: "running" })).length > 0, patience);
  await vi.waitUntil(async () => (await found("sessions", { endReason: "explicit" })).length > 0, patience);
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

type Noun = "sessions" | "traces";
type Given = Readonly<Record<string, string | readonly string[]>>;
const patience = { timeout: 60_000, interval: 300 };
const ask = <Answer>(path: string, given: Given) =>
  query<Answer>({ spanwise, project: "default" }, `${path}?${new URLSearchParams(words({ from: "0", ...given }))}`);

/** A name with several values stands there as often. */
const words = (given: Given) =>
  Object.entries(given).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value]));
const sorted = (pairs: Iterable<[string, string]>) => [...pairs].map((pair) => pair.join("=")).sort();

/** The rows that the receiver answers, as the window links to them. */
async function found(noun: Noun, given: Given = {}): Promise<readonly string[]> {
  const { items } = await ask<{ items: { sessionId: string; traceId: string }[] }>(noun, { limit: "1000", ...given });
  return items.map(({ sessionId, traceId }) => `/p/default/${noun}/${noun === "sessions" ? sessionId : traceId}`);
}

describe.for(["sessions", "traces"] as const)("the list of %s", (noun) => {
  let visited: Visit;
  let page: Page;
  let all: readonly string[];
  const root = () => `${spanwise.http}/p/default/${noun}?last=all&live=off`;

  beforeAll(async () => {
    // So tall that every row is drawn.
    visited = await visit(browser, spanwise.http, { name: "desk-tall", width: 1440, height: 2000, scheme: "light" });
    page = visited.page;
    all = await found(noun);
  });
  beforeEach(async () => {
    if (page.url() !== root()) await page.goto(root());
    await shows({}, all, []);
  });
  afterAll(() => visited?.close());

  /** The rows, their number, the chips and the address, all of them. */
  async function shows(search: Given, rows: readonly string[], chips: readonly string[]): Promise<void> {
    const list = page.getByRole("list", { name: noun === "sessions" ? "Sessions" : "Traces" });
    const told = async () => ({
      rows: await list.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
      total: await page.locator("header p b").textContent({ timeout: 1000 }),
      chips: await removers().evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label"))),
      search: sorted(new URL(page.url()).searchParams),
    });
    await expect.poll(told, { timeout: 10_000, interval: 30 }).toEqual({
      rows,
      total: String(rows.length),
      chips: chips.map((chip) => `Remove ${chip}`),
      search: sorted(words({ ...(!("from" in search) && { last: "all" }), live: "off", ...search })),
    });
  }

  const removers = () => page.getByRole("button", { name: /^Remove / });
  const menu = () => page.getByRole("dialog", { name: "Add a filter" });
  async function openMenu(label: string): Promise<void> {
    await page.getByRole("button", { name: "Add a filter" }).click();
    await menu().getByRole("button", { name: label, exact: true }).click();
  }

  /** Neither nothing nor everything, or a filter that does nothing would do. */
  async function foundBy(given: Given): Promise<readonly string[]> {
    const rows = await found(noun, given);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(all.length);
    return rows;
  }

  test("offers these filters and no other", async () => {
    await page.getByRole("button", { name: "Add a filter" }).click();
    const labels = [...Object.values(named), ...typed.map(({ label }) => label)];
    const offered = labels.filter((label) => !(label === "Session" && noun === "sessions"));
    expect(await menu().getByRole("button").allTextContents()).toEqual([...new Set(offered)]);
    await page.keyboard.press("Escape");
  });

  /** Values that occur, the most frequent first, but what all have. */
  async function occurring(name: string): Promise<readonly string[]> {
    if (name === "errorShape") {
      const { items } = await ask<{ items: { detail: string }[] }>("errors", {});
      return items.map(({ detail }) => detail);
    }
    const { facets } = await ask<{ facets: Record<string, { value: string; count: number }[]> }>("facets", {
      of: noun,
    });
    return (facets[name] ?? []).filter(({ count }) => count < all.length).map(({ value }) => value);
  }

  const values = Object.entries(named).filter(
    ([name]) => name !== "status" && !(name === "session" && noun === "sessions"),
  );
  const choices = [
    ...Object.entries(statuses).map(([value, said]) => ({ what: said, name: "status", label: "Status", value, said })),
    ...values.map(([name, label]) => ({ what: `${label}: …`, name, label, value: undefined, said: undefined })),
  ];

  test.for(choices)("is narrowed to $what by a press, by what is typed and by its address", async (choice) => {
    const { name, label } = choice;
    const value = choice.value ?? (await occurring(name))[0] ?? "";
    const said = choice.said ?? value;
    const chip = choice.said ?? `${label}: ${value}`;
    const rows = await foundBy({ [name]: value });
    const facet = page.getByRole("complementary", { name: "Facets" }).getByRole("region", { name: label, exact: true });
    // What errors say is long, and counted where errors are.
    if (name !== "errorShape") {
      const head = facet.getByRole("button", { expanded: false });
      if ((await head.count()) > 0) await head.click();
      const entry = facet.getByTitle(value, { exact: true });
      expect(await entry.locator("span[title]").getAttribute("title")).toBe(String(rows.length));
      await entry.click();
      await shows({ [name]: value }, rows, [chip]);
      await removers().click();
      await shows({}, all, []);
    }
    await openMenu(label);
    await menu().getByRole("textbox", { name: label, exact: true }).fill(said);
    await menu().getByRole("button").filter({ hasText: said }).first().waitFor();
    await page.keyboard.press("Enter");
    await shows({ [name]: value }, rows, [chip]);
    await page.reload();
    await shows({ [name]: value }, rows, [chip]);
    await removers().click();
    await shows({}, all, []);
  });

  test.for(typed)("is narrowed to $chip by the menu and by its address", async ({ label, fields, ...filter }) => {
    const { name, value, chip, asked = { [name]: value } } = filter;
    const rows = await foundBy(asked);
    await openMenu(label);
    for (const [field, text] of Object.entries(fields)) await menu().getByRole("textbox", { name: field }).fill(text);
    if (Object.keys(fields).length > 0) await page.keyboard.press("Enter");
    else await menu().getByRole("button", { name: chip }).click();
    await shows({ [name]: value }, rows, [chip]);
    await page.reload();
    await shows({ [name]: value }, rows, [chip]);
    await removers().click();
    await shows({}, all, []);
  });

  test("is narrowed by several at once, of which any value of one will do and all must hold", async () => {
    const given = { status: ["ok", "running"], agent: (await occurring("agent")).slice(0, 2), hasError: "false" };
    const rows = await foundBy(given);
    await page.goto(`${root()}&${new URLSearchParams(words(given))}`);
    const agents = given.agent.map((agent) => `Agent: ${agent}`);
    await shows(given, rows, ["Ok", "Running", ...agents, "Without failed steps"]);
    await page.getByRole("button", { name: `Remove ${agents[0]}` }).click();
    const fewer = { ...given, agent: given.agent[1] ?? "" };
    await shows(fewer, await foundBy(fewer), ["Ok", "Running", `Agent: ${fewer.agent}`, "Without failed steps"]);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await shows({}, all, []);
  });

  test("is narrowed to what says a word, and to a time", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("refund");
    await page.keyboard.press("Enter");
    await shows({ q: "refund" }, await foundBy({ q: "refund" }), []);
    await page.reload();
    await shows({ q: "refund" }, await foundBy({ q: "refund" }), []);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await shows({}, all, []);
    const from = new Date(Date.now() - 86_400_000).toISOString().slice(0, 16);
    const to = new Date(Date.now() - 7_200_000).toISOString().slice(0, 16);
    await page.getByRole("button", { name: /^Time range/ }).click();
    await page.getByLabel("From").fill(from);
    await page.getByLabel("To", { exact: true }).fill(to);
    await page.getByRole("button", { name: "Show this time" }).click();
    const time = { from: `${from}:00.000Z`, to: `${to}:00.000Z` };
    await shows(time, await foundBy(time), []);
    await page.reload();
    await shows(time, await foundBy(time), []);
  });

  test("takes what nobody understands in an address as not said", async () => {
    const odd = { status: "Failed", kind: "colour", minCost: "dear", last: "all", live: "off", colour: "blue" };
    await page.goto(`${spanwise.http}/p/default/${noun}?${new URLSearchParams(odd)}`);
    await shows(odd, all, []);
  });

  afterAll(() => expect(visited.troubles).toEqual([]));
});
