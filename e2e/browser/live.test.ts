import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { sendAgentRun } from "./agent-run.ts";
import { openBrowser } from "./browser.ts";
import { startSlowSpan } from "./slow-span.ts";
import { looks, visit } from "./visit.ts";

let browser: Browser;
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise();
  await sendAgentRun(spanwise.http);
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

const linesOf = (page: Page) => page.getByRole("list", { name: "What happened" }).getByRole("listitem");

test.for(looks)(
  "what happens shows by itself, and waits while it is paused, $name",
  { timeout: 120_000 },
  async (look) => {
    const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
    onTestFinished(close);
    await page.goto(`${spanwise.http}/p/default/live?tells=span`);
    await page.getByText("Following").waitFor();
    await page.getByText("Nothing has happened since you came").waitFor();
    // The run that is sent has ended a little before.
    await sleep(1500);
    await sendAgentRun(spanwise.http);
    const lines = linesOf(page);
    await lines.first().waitFor();
    await expect.poll(() => lines.count()).toBe(5);
    await see("live-1-lines");

    await page.getByRole("button", { name: "Pause" }).click();
    await sendAgentRun(spanwise.http);
    const more = page.getByRole("button", { name: "Show 5 new" });
    await more.waitFor();
    expect(await lines.count()).toBe(5);
    await see("live-2-paused");
    await more.click();
    await expect.poll(() => lines.count()).toBe(10);

    const failed = lines.filter({ hasText: "failed" }).first();
    await failed.getByRole("link", { name: "order 1042" }).click();
    await page.waitForURL(/sessions\/order%201042/);
    await page.goBack();
    await page.getByText("Following").waitFor();
    await sleep(1500);
    await sendAgentRun(spanwise.http);
    await lines.filter({ hasText: "failed" }).first().getByRole("link").first().click();
    await page.waitForURL(/traces\/[0-9a-f]{32}\?span=/);
    expect(troubles).toEqual([]);
  },
);

test.for([looks[0], looks[3]])("what runs is seen to grow until it ends, $name", { timeout: 120_000 }, async (look) => {
  if (!look) return;
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/live`);
  await page.getByText("Following").waitFor();
  await sleep(1500);
  const slow = await startSlowSpan(spanwise.http);
  const step = linesOf(page).filter({ has: page.getByRole("img", { name: "agent" }) });
  const session = linesOf(page).filter({ has: page.getByRole("img", { name: "session" }) });
  await step.getByRole("img", { name: "running" }).waitFor();
  await session.getByRole("img", { name: "running" }).waitFor();
  const widthOf = () => step.locator(".bg-running").evaluate((bar) => bar.getBoundingClientRect().width);
  const before = await widthOf();
  await sleep(2500);
  expect(await widthOf()).toBeGreaterThan(before);
  await see("live-3-running");

  const traces = page.getByRole("group", { name: "Lines of" }).getByRole("button", { name: "Traces" });
  await traces.click();
  await page.waitForURL(/tells=session&tells=trace&tells=span/);
  await page.getByText("Following").waitFor();
  await sleep(1500);
  await slow.finish();
  await linesOf(page)
    .filter({ has: page.getByRole("img", { name: "trace" }) })
    .first()
    .waitFor();
  await step.getByRole("img", { name: "ok" }).waitFor();
  await expect.poll(() => linesOf(page).getByRole("img", { name: "running" }).count()).toBe(0);
  expect(troubles).toEqual([]);
});

test("only what the filters let through is told, and a lost connection goes on", { timeout: 120_000 }, async () => {
  const [look] = looks;
  if (!look) return;
  const { page, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/live?status=error&tool=refund&tells=span`);
  await page.getByText("Following").waitFor();
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByRole("button", { name: "Cost at least" }).waitFor();
  expect(await page.getByRole("button", { name: "Failed steps at least" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await spanwise.stop("SIGTERM");
  await page.getByText("Cut off, connecting again…").waitFor();
  await spanwise.start();
  await page.getByText("Following").waitFor({ timeout: 30_000 });
  await sleep(1500);
  await sendAgentRun(spanwise.http);
  const lines = linesOf(page);
  await lines.first().waitFor();
  expect(await lines.allTextContents()).toEqual([expect.stringContaining("refund")]);
});
