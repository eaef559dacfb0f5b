import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
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
  await sendAgentRun(spanwise.http);
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

/** Types into the palette, and chooses what comes first. */
async function choose(page: Page, typed: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search or jump" }).fill(typed);
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
}

test.for(looks)(
  "goes anywhere, does what can be done, and finds by id, $name",
  {
    timeout: 120_000,
  },
  async (look) => {
    const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
    onTestFinished(close);
    await page.goto(`${spanwise.http}/p/default/overview`);
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.getByRole("button", { name: /Search or jump/ }).click();
    await page.getByRole("option", { name: "Connect" }).waitFor();
    await see("palette-1-open");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Go to, do, find" }).waitFor({ state: "hidden" });

    await choose(page, "last 7");
    await page.waitForURL(/last=7d/);
    await choose(page, "sess");
    await page.waitForURL(/\/sessions\?last=7d/);
    await page.getByRole("list", { name: "Sessions" }).getByRole("link").first().waitFor();
    await choose(page, "dark");
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    await choose(page, "system");

    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search or jump" }).fill("refund");
    await page.getByRole("option", { name: /refunds agent/ }).waitFor();
    await page.getByRole("option", { name: /Sessions with refund/ }).waitFor();
    await see("palette-2-found");
    await page.keyboard.press("Escape");

    await choose(page, "connect");
    await page.waitForURL(/\/connect/);
    await page.goBack();
    await choose(page, "redaction");
    await page.waitForURL(/\/settings\?.*part=redaction/);
    await page.goBack();
    await choose(page, "keep this list");
    await page.getByRole("textbox", { name: "Name of this view" }).waitFor();
    await page.keyboard.press("Escape");

    const answer = await fetch(`${spanwise.http}/api/projects/default/traces?from=0&limit=1`);
    const { items } = (await answer.json()) as { items: { traceId: string }[] };
    const [traceId = ""] = items.map((item) => item.traceId);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search or jump" }).fill(traceId.slice(0, 10));
    await page.getByRole("option", { name: /Open trace/ }).click();
    await page.waitForURL(new RegExp(`/traces/${traceId}`));
    await choose(page, "compare this");
    await page.waitForURL(new RegExp(`/traces\\?pick=${traceId}`));

    await choose(page, "show all keys");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await see("palette-3-keys");
    await page.keyboard.press("Escape");
    await page.goto(`${spanwise.http}/p/default/live`);
    await page.getByText("Following").waitFor();
    await choose(page, "pause");
    await page.getByText("Paused").waitFor();
    expect(troubles).toEqual([]);
  },
);

test("on a phone, rows are selected by a long touch or a switch, and compared", { timeout: 120_000 }, async () => {
  const look = looks[2];
  if (!look) return;
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/traces`);
  const rows = page.getByRole("list", { name: "Traces" }).getByRole("listitem");
  await rows.first().waitFor();
  await page.getByRole("button", { name: "Select" }).click();
  await rows.first().getByRole("link").click();
  await page.getByText("1 selected. Select another to compare.").waitFor();
  await see("phone-selecting");
  await rows.nth(1).getByRole("checkbox").check();
  await page.getByRole("link", { name: "Compare" }).waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  expect(await rows.getByRole("checkbox").count()).toBe(0);

  const box = await rows.first().boundingBox();
  const client = await page.context().newCDPSession(page);
  const touchPoints = [{ x: (box?.x ?? 0) + 150, y: (box?.y ?? 0) + 40 }];
  await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await sleep(800);
  await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await page.getByText("1 selected. Select another to compare.").waitFor();
  await rows.nth(1).getByRole("link").click();
  await page.getByRole("link", { name: "Compare" }).click();
  await page.waitForURL(/\/compare\?left=trace/);
  expect(troubles).toEqual([]);
});
