import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { sendDemo } from "./send-demo.ts";
import { looks, visit } from "./visit.ts";

let browser: Browser;
let spanwise: Spanwise;
let pair: readonly string[];

beforeAll(async () => {
  spanwise = await startSpanwise();
  await sendDemo(spanwise, "--spans", "0");
  pair = await twoOfOneAgent();
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

/** One in which a step failed and one in which none did, by the same agent. */
async function twoOfOneAgent(): Promise<readonly string[]> {
  const ask = async (query: string) => {
    const response = await fetch(`${spanwise.http}/api/projects/default/traces?from=0&limit=200&${query}`);
    const { items } = (await response.json()) as { items: { traceId: string; agentName: string | null }[] };
    return items;
  };
  const [failed, fine] = [await ask("hasError=true"), await ask("hasError=false&status=ok")];
  const one = failed.find(({ agentName }) => agentName && fine.some((other) => other.agentName === agentName));
  const other = fine.find(({ agentName }) => agentName === one?.agentName);
  return [one, other].map((trace) => `trace:${trace?.traceId}`);
}

const addressOf = (left = "", right = "") =>
  `${spanwise.http}/p/default/compare?${new URLSearchParams({ left, right })}`;

test.for(looks)("two traces are compared step by step, $name", { timeout: 120_000 }, async (look) => {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(addressOf(...pair));
  const steps = page.getByRole("list", { name: "Steps" });
  await steps.getByRole("listitem").first().waitFor();
  await see("compare-1-steps");

  await page.keyboard.press("n");
  await page.waitForURL(/step=/);
  const first = page.url();
  await page.getByRole("complementary").getByRole("table").waitFor();
  await see("compare-2-step");
  await page.reload();
  await page.getByRole("complementary").waitFor();
  expect(page.url()).toBe(first);
  await page.keyboard.press("Escape");
  await page.getByRole("complementary").waitFor({ state: "detached" });

  await page.getByRole("link", { name: "Swap the sides" }).click();
  await page.waitForURL((url) => url.searchParams.get("left") === pair[1]);
  await steps.getByRole("listitem").first().waitFor();
  expect(troubles).toEqual([]);
});

test("two sessions that are selected in the list are compared by a key", { timeout: 120_000 }, async () => {
  const [look] = looks;
  if (!look) return;
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/sessions?last=7d`);
  await page.getByRole("list", { name: "Sessions" }).getByRole("link").first().waitFor();
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  await page.getByText("2 selected.").waitFor();
  await page.keyboard.press("c");
  await page.waitForURL(/compare\?left=session/);
  await page.getByRole("list", { name: "Steps" }).getByRole("listitem").first().waitFor();
  await see("compare-3-sessions");
  expect(troubles).toEqual([]);
});

test("what is not there, and what is not said, is told with the way on", { timeout: 60_000 }, async () => {
  const [look] = looks;
  if (!look) return;
  const { page, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(addressOf(pair[0], `trace:${"0".repeat(31)}1`));
  await page
    .getByRole("alert")
    .getByText(/there is no trace/)
    .waitFor();
  await page.goto(`${spanwise.http}/p/default/compare`);
  await page.getByRole("link", { name: "Go to the sessions" }).waitFor();
});
