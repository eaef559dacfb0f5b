import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { runChild } from "../child.ts";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { type Look, looks, visit } from "./visit.ts";

const main = join(import.meta.dirname, "../../receiver/src/main.ts");
const [desk] = looks as readonly [Look];
let browser: Browser;
let spanwise: Spanwise;
let session: string;

interface Sessions {
  readonly items: readonly { readonly sessionId: string; readonly agentName: string; readonly errorCount: number }[];
}

beforeAll(async () => {
  spanwise = await startSpanwise();
  const words = [main, "demo", "--endpoint", spanwise.http, "--sessions", "40", "--days", "2", "--spans", "500"];
  await runChild({ program: process.execPath, words, environment: {} });
  session = await vi.waitUntil(failedPlan, { timeout: 60_000, interval: 500 });
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

/** A session of several agents in which something failed. */
async function failedPlan(): Promise<string | undefined> {
  const asked = { spanwise, project: "default" };
  const { items } = await query<Sessions>(asked, "sessions?from=0&agent=planner&hasError=true&status=ok&sort=spans");
  return items[0]?.sessionId;
}

async function open(look: Look, search = "") {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/sessions/${encodeURIComponent(session)}${search}`);
  await views(page).waitFor();
  return { page, troubles, see };
}

const views = (page: Page) => page.getByRole("navigation", { name: "Views" });
const turnTo = (page: Page, name: RegExp) => views(page).getByRole("link", { name }).click();
const searchOf = (page: Page) => new URL(page.url()).searchParams;

test.for(looks)("a session can be read in every way, $name", { timeout: 180_000 }, async (look) => {
  const { page, troubles, see } = await open(look);
  const transcript = page.getByRole("list", { name: "Transcript" });
  await transcript
    .getByText(/System prompt, [\d,]+ characters/)
    .first()
    .waitFor();
  await see("session-1-messages");

  await turnTo(page, /^Timeline/);
  await page.getByText("Session started").waitFor();
  await see("session-2-timeline");
  await turnTo(page, /^Replay/);
  await page.getByText("Model calls").first().waitFor();
  await page.getByRole("slider").press("End");
  await page.getByText("Nothing is under way").waitFor();
  await see("session-3-replay");
  await turnTo(page, /^Findings/);
  await see("session-4-findings");
  await turnTo(page, /^Errors/);
  await page.getByRole("list", { name: "Errors of the session" }).getByRole("listitem").first().waitFor();
  await see("session-5-errors");
  await turnTo(page, /^Cost/);
  await page.getByRole("table", { name: "Cost of each call" }).getByText("The whole session").waitFor();
  await see("session-6-cost");
  await turnTo(page, /^Metadata/);
  await page
    .getByText(/^Where .+ ran$/)
    .first()
    .waitFor();
  await see("session-7-metadata");
  await turnTo(page, /^Traces/);
  await page.getByRole("list", { name: "Traces of the session" }).waitFor();
  expect(troubles).toEqual([]);
});

test("one selection is shared by every view, and its address leads back to it", async () => {
  const { page, troubles } = await open(desk, "?view=timeline");
  await page.getByRole("button", { name: /Tool/ }).first().click();
  const panel = page.getByRole("complementary");
  await panel.getByText("Arguments").first().waitFor();
  expect(searchOf(page).get("span")).toMatch(/^[\da-f]{32}\/[\da-f]{16}$/);
  await turnTo(page, /^Messages/);
  await panel.getByText("Arguments").first().waitFor();
  await page.reload();
  await panel.getByText("Arguments").first().waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  expect(searchOf(page).get("span")).toBeNull();
  expect(troubles).toEqual([]);
});

test("a tool and its result are one card, which opens", async () => {
  const { page, troubles } = await open(desk);
  const card = page.getByRole("list", { name: "Transcript" }).locator("details:has(svg)").first();
  await card.locator("summary").click();
  await card.getByText("Result", { exact: true }).waitFor();
  await card.getByRole("button", { name: "Show the span" }).click();
  await page.getByRole("complementary").waitFor();
  expect(troubles).toEqual([]);
});

test("a replay plays, steps and is shared at its moment", async () => {
  const { page, troubles } = await open(desk, "?view=replay&at=4000");
  await page.getByText("4 s", { exact: true }).first().waitFor();
  const said = page.getByRole("list", { name: "What was said so far" }).getByRole("listitem");
  await said.first().waitFor();
  const before = await said.count();
  await page.getByRole("combobox", { name: "Speed" }).selectOption("8");
  await page.getByRole("button", { name: "Play" }).click();
  await vi.waitUntil(async () => (await said.count()) > before, { timeout: 20_000 });
  await page.getByRole("button", { name: "Pause" }).click();
  await vi.waitUntil(() => Number(searchOf(page).get("at")) > 4000, { timeout: 10_000 });
  const reached = await vi.waitUntil(async () => {
    const at = searchOf(page).get("at");
    await page.waitForTimeout(600);
    return at === searchOf(page).get("at") && Number(at);
  });
  await page.locator("body").press("ArrowRight");
  await vi.waitUntil(() => Number(searchOf(page).get("at")) > reached, { timeout: 10_000 });
  expect(troubles).toEqual([]);
});
