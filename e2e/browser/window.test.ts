import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startSpanwise } from "../spanwise.ts";
import { sendAgentRun } from "./agent-run.ts";
import { openBrowser } from "./browser.ts";
import { looks, visit } from "./visit.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser?.close());

test.for(looks)("from the first run to a rejected item, $name", { timeout: 120_000 }, async (look) => {
  const spanwise = await startSpanwise();
  onTestFinished(() => spanwise.remove());
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(spanwise.http);
  await page.getByText("Waiting for your first session").waitFor();
  await see("1-first-run");

  await sendAgentRun(spanwise.http);
  await page.getByRole("button", { name: /Stay here/ }).click({ timeout: 15_000 });
  await page.getByRole("button", { name: "Go to the overview" }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  const places = page.getByRole("navigation", { name: "Places" });
  await places.getByRole("link", { name: "Traces" }).click();
  const row = page.getByRole("list", { name: "Traces" }).getByRole("link", { name: /invoke_agent refunds/ });
  await row.waitFor({ timeout: 15_000 });
  await see("2-traces");

  await row.click();
  const span = page.getByRole("treeitem", { name: /execute_tool refund/ });
  await span.waitFor();
  await see("3-trace");
  await span.click();
  const panel = page.getByRole("complementary", { name: "execute_tool refund" });
  await panel.getByText("the payment is older than 90 days").first().waitFor();
  await see("4-span");
  await panel.getByRole("button", { name: "Close" }).click();
  await panel.waitFor({ state: "detached" });

  await page
    .getByRole("treeitem", { name: /chat gpt-5/ })
    .first()
    .click();
  const chat = page.getByRole("complementary", { name: "chat gpt-5" });
  await chat.getByText("Why these values?").click();
  await chat.getByRole("row", { name: /output 96 \$10 \/ 1M \$0.00096/ }).waitFor();
  await see("5-why");
  await chat.getByRole("button", { name: "Close" }).click();

  await places.getByRole("link", { name: "Sessions" }).click();
  await page
    .getByRole("list", { name: "Sessions" })
    .getByRole("link", { name: /order 1042|invoke_agent refunds/ })
    .click();
  await page
    .getByRole("navigation", { name: "Views" })
    .getByRole("link", { name: /^Traces/ })
    .click();
  await page.getByRole("link", { name: /invoke_agent refunds/ }).waitFor();
  await see("6-session");

  if (look.width < 768) await places.getByRole("button", { name: "More places" }).click();
  await places.getByRole("link", { name: "Ingest" }).click();
  await page
    .getByText(/span_id must be 8 bytes/)
    .first()
    .waitFor();
  await see("7-ingest");

  expect(troubles).toEqual([]);
});
