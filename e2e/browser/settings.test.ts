import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { query } from "../query.ts";
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

const desk = looks[0] as Look;
const parts = ["Project", "Prices", "Mapping rules", "Redaction", "Retention", "Saved views"] as const;

async function open(path: string, look: Look = desk) {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/${path}`);
  return { page, troubles, see };
}

const setting = async (name: string) =>
  (await query<{ value: unknown }>({ spanwise, project: "default" }, `settings/${name}`)).value;

async function set(name: string, value: unknown): Promise<void> {
  const address = `${spanwise.http}/api/projects/default/settings/${name}`;
  const answer = await fetch(address, { method: "PUT", body: JSON.stringify(value) });
  expect(answer.status).toBe(200);
}

const undo = (page: Page) => page.getByRole("status").getByRole("button", { name: "Undo" });
const save = (page: Page, name: string) => page.getByRole("dialog").getByRole("button", { name }).click();

test.for(looks)("each part is a page of its own, $name", { timeout: 120_000 }, async (look) => {
  await set("prices", {
    prices: [
      { provider: "openai", model: "<img src=x onerror=alert(1)>*", input: "2.00", output: "8.00", from: "2026-01-01" },
    ],
    aliases: [{ model: "house-blend", asProvider: "anthropic", asModel: "claude-haiku-4-5" }],
  });
  await set("mappingRules", [
    { field: "userId", attribute: "shop.customer", when: [{ attribute: "scope", is: "equal", value: "shop" }] },
  ]);
  await set("redaction", { patterns: [{ name: "customer", pattern: "\\bC-[0-9]{6}\\b" }], fields: ["card.number"] });
  await set("savedViews", [{ list: "traces", name: "‮Failed today", query: "?status=error&last=24h" }]);
  const { page, troubles, see } = await open("overview", look);
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press(",");
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  for (const [at, part] of parts.entries()) {
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: part }).click();
    await page.getByRole("heading", { level: 2 }).first().waitFor();
    await page.waitForLoadState("networkidle");
    await see(`settings-${at + 1}-${part.toLowerCase().replace(" ", "-")}`);
  }
  expect(troubles).toEqual([]);
});

test("a price is set from a model that has none, taken back, and stored calls priced by it", {
  timeout: 120_000,
}, async () => {
  await set("prices", {});
  const { page, troubles, see } = await open("models?last=30d&priced=unknown");
  await page.getByRole("list", { name: "Models" }).getByRole("link").first().click();
  const model = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  await page.getByRole("link", { name: "Set a price" }).click();
  await page.waitForURL(/settings\?part=prices&model=/);
  const dialog = page.getByRole("dialog", { name: "Add a price" });
  expect(await dialog.getByRole("combobox", { name: "Model" }).inputValue()).toBe(model);
  await dialog.getByRole("textbox", { name: "Input", exact: true }).fill("-1");
  await dialog.getByRole("textbox", { name: "Output", exact: true }).fill("8.00");
  await save(page, "Save the price");
  await dialog.getByText("dollars from 0 on").waitFor();
  await see("settings-7-price-refused");
  await dialog.getByRole("textbox", { name: "Input", exact: true }).fill("2.00");
  await save(page, "Save the price");
  await page.waitForURL((url) => url.search === "?part=prices");
  await page.getByText(`Price for ${model} saved.`).waitFor();
  expect(await setting("prices")).toEqual({ prices: [{ model, input: "2.00", output: "8.00" }], aliases: [] });

  await undo(page).click();
  await page.getByText(`Undone: Price for ${model} saved.`).waitFor();
  expect(await setting("prices")).toEqual({ prices: [], aliases: [] });
  await page.getByRole("button", { name: `Set a price for ${model}` }).click();
  await dialog.getByRole("textbox", { name: "Input", exact: true }).fill("2");
  await dialog.getByRole("textbox", { name: "Output", exact: true }).fill("8");
  await save(page, "Save the price");
  await page.getByText(`Price for ${model} saved.`).waitFor();

  await page.getByRole("combobox", { name: "How far back" }).selectOption("all");
  await page.getByRole("button", { name: "Show the difference" }).click();
  await page.getByText("Nothing is stored yet").waitFor();
  await page.getByRole("table", { name: "What would cost something else" }).getByText(model).waitFor();
  await see("settings-8-price-again");
  await page.getByRole("button", { name: "Store the new costs" }).click();
  await page.getByText(/^Stored: /).waitFor();
  await page.getByRole("button", { name: "Show the difference" }).click();
  await page.getByText("none would cost anything else").waitFor();

  await page.getByRole("button", { name: `Edit ${model}` }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Output", exact: true }).fill("9");
  await save(page, "Save the price");
  await expect.poll(() => setting("prices")).toMatchObject({ prices: [{ model, output: "9" }] });
  await page.getByRole("button", { name: `Remove ${model}` }).click();
  await page.getByText(`Price for ${model} removed.`).waitFor();
  await undo(page).click();
  await page.getByRole("button", { name: `Remove ${model}` }).waitFor();
  await page.getByRole("button", { name: "Add an alias" }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Model" }).fill("prod-chat");
  await page.getByRole("dialog").getByRole("textbox", { name: "Is priced as the model" }).fill("gpt-4o");
  await save(page, "Save the alias");
  await expect.poll(() => setting("prices")).toMatchObject({ aliases: [{ model: "prod-chat", asModel: "gpt-4o" }] });
  expect(troubles.filter((trouble) => !trouble.includes("400"))).toEqual([]);
});

test("what another set meanwhile stays", { timeout: 120_000 }, async () => {
  await set("prices", {});
  const { page } = await open("settings?part=prices");
  await page.getByRole("button", { name: "Add a price" }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Model" }).fill("mine");
  await set("prices", { prices: [{ model: "theirs", input: "1" }] });
  await save(page, "Save the price");
  await page.getByText("Price for mine saved.").waitFor();
  expect(await setting("prices")).toMatchObject({ prices: [{ model: "theirs" }, { model: "mine" }] });
  await set("prices", { prices: [{ model: "theirs", input: "2" }] });
  await undo(page).click();
  await page.getByText(/^Not undone/).waitFor();
  expect(await setting("prices")).toMatchObject({ prices: [{ model: "theirs", input: "2" }] });
});

test("rules are tried before they are saved, and history is read by them", { timeout: 120_000 }, async () => {
  await set("mappingRules", []);
  const { page, troubles, see } = await open("settings?part=rules");
  await page.getByRole("button", { name: "Add a rule" }).click();
  const rule = page.getByRole("group", { name: "Rule 1" });
  await rule.getByRole("combobox", { name: "Rule 1: field" }).selectOption("platform");
  await rule.getByRole("combobox", { name: "Rule 1: told by" }).selectOption("value");
  await page.getByRole("button", { name: "Save the rules" }).click();
  await rule.getByRole("alert").waitFor();
  await see("settings-9-rule-refused");
  await rule.getByRole("textbox", { name: "Rule 1: value" }).fill("tried");
  await page.getByRole("button", { name: /^only where/ }).click();
  await rule.getByRole("textbox", { name: "Rule 1, condition 1: attribute" }).fill("name");
  await rule.getByRole("combobox", { name: "Rule 1, condition 1: how" }).selectOption("prefix");
  await rule.getByRole("textbox", { name: "Rule 1, condition 1: value" }).fill("chat");
  await page.getByRole("combobox", { name: "How far back" }).first().selectOption("all");
  await page.getByRole("button", { name: "Try the rules" }).click();
  await page.getByText("Nothing is stored yet").waitFor();
  await page.getByRole("list", { name: "Spans that would change" }).getByRole("link").first().waitFor();
  expect(await setting("mappingRules")).toEqual([]);
  await see("settings-10-rules-tried");
  await page.getByRole("button", { name: "Save the rules" }).click();
  await page.getByText("Mapping rules saved.").waitFor();
  expect(await setting("mappingRules")).toEqual([
    { field: "platform", value: "tried", when: [{ attribute: "name", is: "prefix", value: "chat" }] },
  ]);
  await page.getByRole("combobox", { name: "How far back" }).last().selectOption("all");
  await page.getByRole("button", { name: "Show what would change" }).click();
  await page.getByRole("button", { name: "Store it" }).click();
  await page.getByText(/^Stored: /).waitFor();
  const { items } = await query<{ items: unknown[] }>(
    { spanwise, project: "default" },
    "spans?from=0&platform=tried&limit=1",
  );
  expect(items).toHaveLength(1);
  expect(troubles.filter((trouble) => !trouble.includes("400"))).toEqual([]);
});

test("redaction and retention are set, and taken back", { timeout: 120_000 }, async () => {
  await set("redaction", {});
  await set("retention", {});
  const { page, troubles, see } = await open("settings?part=redaction");
  await page.getByRole("button", { name: "Add a pattern" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a pattern" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("customer");
  await dialog.getByRole("textbox", { name: "Pattern" }).fill("C-[0-9");
  await save(page, "Save the pattern");
  await dialog.locator("[aria-invalid=true]").waitFor();
  await see("settings-11-pattern-refused");
  await dialog.getByRole("textbox", { name: "Pattern" }).fill("C-[0-9]+");
  await save(page, "Save the pattern");
  await page.getByText("Pattern “customer” saved.").waitFor();
  await page.getByRole("textbox", { name: "Key of an attribute" }).fill("card.number");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Remove card.number" }).waitFor();
  await page.getByRole("radio", { name: /^Keep its size/ }).click();
  await expect
    .poll(() => setting("redaction"))
    .toEqual({
      patterns: [{ name: "customer", pattern: "C-[0-9]+" }],
      fields: ["card.number"],
      content: "metadata",
    });
  await page.getByText("Only the size of content is kept.").waitFor();
  await undo(page).click();
  await expect.poll(() => page.getByRole("radio", { name: /^As the receiver is set/ }).isChecked()).toBe(true);

  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Retention" }).click();
  await page.getByRole("combobox", { name: "Days that traces are kept" }).selectOption("7");
  await page.getByText("Traces are kept for 7 days.").waitFor();
  expect(await setting("retention")).toEqual({ traces: 7 });
  await page.getByText("RETENTION=default.traces=7,default.logs=30,default.metrics=30").waitFor();
  await undo(page).click();
  await expect.poll(() => setting("retention")).toEqual({});
  expect(troubles.filter((trouble) => !trouble.includes("400"))).toEqual([]);
});

test("a view that one keeps is there for others, renamed and removed", { timeout: 120_000 }, async () => {
  await set("savedViews", []);
  const { page, troubles } = await open("sessions?status=error&last=7d");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("textbox", { name: "Name of this view" }).fill("Failed this week");
  await page.keyboard.press("Enter");
  await page.getByText("View “Failed this week” kept.").waitFor();

  const other = await open("settings?part=views");
  await other.page.getByRole("button", { name: "Rename Failed this week" }).click();
  await other.page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Broken of late");
  await save(other.page, "Rename");
  await other.page.getByRole("link", { name: "Broken of late" }).click();
  await other.page.waitForURL(/sessions\?.*status=error/);
  await other.page.goBack();
  await other.page.getByRole("button", { name: "Remove Broken of late" }).click();
  await other.page.getByText("None yet.").waitFor();
  await undo(other.page).click();
  await other.page.getByRole("link", { name: "Broken of late" }).waitFor();
  expect([...troubles, ...other.troubles]).toEqual([]);
});
