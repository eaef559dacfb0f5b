import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { sendDemo } from "./send-demo.ts";
import { looks, visit } from "./visit.ts";

let browser: Browser;
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise();
  await sendDemo(spanwise);
  await vi.waitUntil(async () => (await runningTraces()) > 0, { timeout: 60_000, interval: 500 });
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

/** The demo's newest, and so the last to be found. */
async function runningTraces(): Promise<number> {
  const { items } = await query<{ items: unknown[] }>({ spanwise, project: "default" }, "traces?status=running");
  return items.length;
}

test.for(looks)("a few days of agents can be looked through, $name", { timeout: 120_000 }, async (look) => {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/traces?last=all`);
  const traces = page.getByRole("list", { name: "Traces" }).getByRole("link");
  await traces.first().waitFor();
  await see("demo-1-traces");

  await page.goto(`${spanwise.http}/p/default/traces?last=all&status=error`);
  await traces.first().click();
  const spans = page.getByRole("treeitem");
  await spans.nth(1).waitFor();
  await see("demo-2-trace");
  await spans.nth(1).click();
  await page.getByRole("complementary").waitFor();
  await see("demo-3-span");
  await page.getByRole("complementary").getByRole("button", { name: "Close" }).click();
  await page.getByRole("link", { name: /^Logs/ }).click();
  await page.waitForURL(/view=logs/);
  await see("demo-4-logs");

  await page.goto(`${spanwise.http}/p/default/sessions?last=all`);
  const sessions = page.getByRole("list", { name: "Sessions" }).getByRole("link");
  await sessions.first().waitFor();
  await see("demo-5-sessions");
  await sessions.first().click();
  await page
    .getByRole("navigation", { name: "Views" })
    .getByRole("link", { name: /^Traces/ })
    .click();
  await page.getByRole("list", { name: "Traces of the session" }).waitFor();
  await see("demo-6-session");
  await page.goto(`${spanwise.http}/p/default/ingest?last=all`);
  await page.getByRole("heading", { name: "By source" }).waitFor();
  await see("demo-7-ingest");
  expect(troubles).toEqual([]);
});
