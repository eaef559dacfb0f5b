import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { sendDemo } from "./send-demo.ts";
import { type Look, looks, visit } from "./visit.ts";

let browser: Browser;
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise();
  await sendDemo(spanwise, "--spans", "0");
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

/** Through a link of the rail; on a phone the less common ones are behind "More". */
async function goTo(page: Page, look: Look, place: string): Promise<void> {
  const places = page.getByRole("navigation", { name: "Places" });
  const link = places.getByRole("link", { name: place });
  if (look.width < 768 && !(await link.isVisible())) await places.getByRole("button", { name: "More places" }).click();
  await link.click();
  await page.getByRole("heading", { level: 1, name: place }).waitFor();
}

const drawn = (page: Page, title: string) => page.getByRole("figure", { name: title }).locator("canvas");

test.for(looks)("the overview leads to what needs attention, $name", { timeout: 120_000 }, async (look) => {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/overview?last=7d`);
  await drawn(page, "Cost by model").waitFor();
  await page.getByText(/traces failed/).waitFor();
  const attention = page.locator("section", { has: page.getByRole("heading", { name: "Needs attention" }) });
  await attention.getByRole("listitem").first().waitFor();
  await see("sums-1-overview");

  const legend = page.getByRole("figure", { name: "Cost by model" }).getByRole("list", { name: "Legend" });
  const first = legend.getByRole("button").first();
  await first.click();
  await expect.poll(() => first.getAttribute("aria-pressed")).toBe("false");
  await page.keyboard.press("v");
  await page.waitForURL(/as=numbers/);
  await page.getByRole("columnheader", { name: "In all" }).waitFor();
  await see("sums-2-numbers");
  await page.goBack();
  await drawn(page, "Cost by model").waitFor();

  const more = attention.getByRole("button", { name: /more$/ });
  if (await more.isVisible()) await more.click();
  await attention.getByRole("link", { name: /No price known for/ }).click();
  await page.waitForURL(/models\?.*priced=unknown/);
  await page.getByText("What calls of these models cost is in no sum").waitFor();
  await page.getByRole("list", { name: "Models" }).getByRole("link").first().waitFor();
  await see("sums-3-unpriced");
  await page.goBack();
  await attention.getByRole("link", { name: "All findings" }).click();
  await page.getByRole("heading", { level: 1, name: "Findings" }).waitFor();
  await see("sums-4-findings");
  expect(troubles).toEqual([]);
});

test.for(looks)("cost is explored from all to one, $name", { timeout: 120_000 }, async (look) => {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/cost?last=7d`);
  await drawn(page, "Cost by model").waitFor();
  await page.getByText(/expected by|No forecast/).waitFor();
  await page.getByRole("table", { name: "Prompt caches by model" }).waitFor();
  await see("sums-5-cost");

  await page.getByRole("group", { name: "Group by" }).getByRole("link", { name: "agent" }).click();
  await page.waitForURL(/by=agent/);
  const rows = page.getByRole("table", { name: "By agent" });
  await rows.getByRole("link", { name: "coder" }).click();
  await page.waitForURL(/agent=coder/);
  await page.getByRole("link", { name: "Remove agent coder" }).waitFor();
  await drawn(page, "Cost by model").waitFor();
  await page.getByRole("group", { name: "Measure" }).getByRole("link", { name: "tokens" }).click();
  await drawn(page, "Tokens by model").waitFor();
  await page.getByRole("combobox", { name: "Interval" }).selectOption("day");
  await page.waitForURL(/step=day/);
  const inside = page.getByRole("table", { name: "By model" });
  await inside.getByRole("link", { name: "claude-sonnet-4-5" }).waitFor();
  expect(await inside.getByText("no agent told").count()).toBe(0);
  await see("sums-6-cost-of-coder");

  const picture = page.getByRole("figure", { name: "Tokens by model" }).getByRole("img");
  await expect.poll(() => picture.getAttribute("aria-label")).toMatch(/^In all .+ Most at [A-Z]/);
  await picture.focus();
  await page.keyboard.press("ArrowRight");
  await page
    .getByRole("status")
    .getByText(/^[A-Z][a-z]{2} \d+$/)
    .waitFor();
  expect(troubles).toEqual([]);
});

test.for(looks)("what was at work has a list and a page, $name", { timeout: 180_000 }, async (look) => {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/overview?last=7d`);
  for (const place of ["Agents", "Tools", "Users", "Models", "Errors"]) {
    await goTo(page, look, place);
    expect(page.url()).toContain("last=7d");
    const rows = page.getByRole("list", { name: place }).getByRole("link");
    await rows.first().waitFor();
    await see(`sums-7-${place.toLowerCase()}`);
    await rows.first().click();
    await page.getByRole("link", { name: `All ${place.toLowerCase()}` }).waitFor();
    // Failures are found by what they say, which takes its time on a busy machine.
    await drawn(page, "Latency").waitFor({ timeout: 30_000 });
    await page.getByRole("heading", { name: "Latest traces" }).waitFor();
    await see(`sums-8-one-of-${place.toLowerCase()}`);
    await page.keyboard.press("Escape");
    await rows.first().waitFor();
  }
  expect(troubles).toEqual([]);
});

test("time and theme are chosen above all pages, by keyboard too", { timeout: 120_000 }, async () => {
  const desk = looks[0] as Look;
  const { page, troubles, close } = await visit(browser, spanwise.http, desk);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/overview`);
  await drawn(page, "Cost by model").waitFor();
  await page.getByRole("button", { name: "Time range: Last 24 h" }).click();
  await page
    .getByRole("dialog", { name: /Time range/ })
    .getByRole("link", { name: "Last 7 days" })
    .click();
  await page.waitForURL(/overview\?last=7d$/);
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.waitForURL(/cost\?last=7d$/);
  await page.getByRole("button", { name: "Live" }).click();
  await page.waitForURL(/live=off/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("err");
  await page.getByRole("option", { name: /^Errors/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/errors\?last=7d&live=off$/);
  await page.getByRole("button", { name: "Fold the rail" }).click();
  await page.getByRole("button", { name: "Unfold the rail" }).waitFor();
  await page.getByRole("button", { name: /^Theme: system/ }).click();
  await page.getByRole("button", { name: /^Theme: light/ }).click();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).getByText("g e").waitFor();
  expect(troubles).toEqual([]);
});
