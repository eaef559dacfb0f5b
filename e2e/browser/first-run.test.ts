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

test.for(looks)(
  "an empty project shows how to connect, and opens what comes first, $name",
  {
    timeout: 120_000,
  },
  async (look) => {
    const spanwise = await startSpanwise();
    onTestFinished(() => spanwise.remove());
    const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
    onTestFinished(close);
    await page.goto(spanwise.http);
    await page.getByText("Waiting for your first session").waitFor();
    await page.getByText(`SPANWISE_ENDPOINT=${spanwise.http}`).waitFor();
    await see("first-run-1-waiting");

    const find = page.getByRole("combobox", { name: "What do you have?" });
    await find.fill("claude code");
    await page.waitForURL(/connect=claude-code/);
    await page.getByText("CLAUDE_CODE_ENABLE_TELEMETRY=1").waitFor();
    await see("first-run-2-claude-code");
    await find.fill("");
    await find.press("ArrowDown");
    await page.waitForURL(/connect=codex/);
    await page.reload();
    await page.getByText(`endpoint = "${spanwise.http}/v1/logs"`).waitFor();
    const grpc = page.getByRole("option", { name: "OTLP over gRPC" });
    await grpc.click();
    await page.getByText(`http://${spanwise.grpc}`).waitFor();

    await sendAgentRun(spanwise.http);
    await page.getByText("Your first session has arrived").waitFor({ timeout: 15_000 });
    await see("first-run-3-arrived");
    await page.waitForURL(/sessions\/order%201042/, { timeout: 15_000 });

    await page.goto(`${spanwise.http}/p/default/connect?connect=langchain-python`);
    await page.getByText("LangChainInstrumentor().instrument()").waitFor();
    await page.getByText("Waiting for what begins from now on").waitFor();
    await see("first-run-4-later");
    expect(troubles).toEqual([]);
  },
);

test("who is at work is not taken away, and decides when to go on", { timeout: 120_000 }, async () => {
  const [look] = looks;
  if (!look) return;
  const spanwise = await startSpanwise();
  onTestFinished(() => spanwise.remove());
  const { page, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/sessions`);
  await page.getByText("Waiting for your first session").waitFor();
  await sendAgentRun(spanwise.http);
  await page.getByRole("button", { name: /Stay here/ }).click({ timeout: 15_000 });
  await page.getByRole("button", { name: "Go to the overview" }).waitFor();
  await page.waitForTimeout(7000);
  expect(page.url()).toBe(`${spanwise.http}/p/default/sessions`);
  await page.getByRole("button", { name: "Go to the overview" }).click();
  await page.getByRole("list", { name: "Sessions" }).getByRole("link").first().waitFor();
});

test("where a key is asked for, it is copied and not seen", { timeout: 120_000 }, async () => {
  const [look] = looks;
  if (!look) return;
  const key = "key-of-acme-7";
  const spanwise = await startSpanwise({ API_KEYS: `${key}:acme` });
  onTestFinished(() => spanwise.remove());
  const { page, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${spanwise.http}/p/acme/connect?connect=otlp-http`);
  await page.getByRole("textbox", { name: "API key" }).fill(key);
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByText("OTEL_EXPORTER_OTLP_HEADERS").waitFor();
  expect(await page.locator("main").textContent()).not.toContain(key);
  await see("first-run-5-key");
  await page.getByRole("button", { name: "Copy where your program runs" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `export OTEL_EXPORTER_OTLP_ENDPOINT=${spanwise.http}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${key}`,
  );
  await page.getByRole("button", { name: "Show it" }).click();
  await page.getByText(key).first().waitFor();
});
