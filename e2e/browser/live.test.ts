import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { sendAgentRun } from "./agent-run.ts";
import { openBrowser } from "./browser.ts";
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

test.for(looks)(
  "what happens shows by itself, and waits while it is paused, $name",
  { timeout: 120_000 },
  async (look) => {
    const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
    onTestFinished(close);
    await page.goto(`${spanwise.http}/p/default/live`);
    await page.getByText("Following").waitFor();
    await page.getByText("Nothing has happened since you came").waitFor();
    // The run that is sent has ended a little before.
    await sleep(1500);
    await sendAgentRun(spanwise.http);
    const lines = page.getByRole("list", { name: "Steps" }).getByRole("listitem");
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

    await lines.filter({ hasText: "failed" }).first().getByRole("link").click();
    await page.waitForURL(/traces\/[0-9a-f]{32}\?span=/);
    expect(troubles).toEqual([]);
  },
);

test("only what the filters let through is told, and a lost connection goes on", { timeout: 120_000 }, async () => {
  const [look] = looks;
  if (!look) return;
  const { page, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/live?status=error&tool=refund`);
  await page.getByText("Following").waitFor();
  await spanwise.stop("SIGTERM");
  await page.getByText("Cut off, connecting again…").waitFor();
  await spanwise.start();
  await page.getByText("Following").waitFor({ timeout: 30_000 });
  await sleep(1500);
  await sendAgentRun(spanwise.http);
  const lines = page.getByRole("list", { name: "Steps" }).getByRole("listitem");
  await lines.first().waitFor();
  expect(await lines.allTextContents()).toEqual([expect.stringContaining("refund")]);
});
