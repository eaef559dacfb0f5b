import { randomBytes } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { sendLargeTrace, sendLongRun } from "./large-trace.ts";
import { type Look, looks, visit } from "./visit.ts";

let browser: Browser;
let spanwise: Spanwise;
let traceId: string;

beforeAll(async () => {
  spanwise = await startSpanwise();
  traceId = await sendLargeTrace(spanwise.http);
  await vi.waitUntil(async () => (await spansKnown()) === 65, { timeout: 60_000, interval: 300 });
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

async function spansKnown(): Promise<number> {
  const { items } = await query<{ items: { spanCount: number }[] }>({ spanwise, project: "default" }, "traces");
  return items[0]?.spanCount ?? 0;
}

async function open(look: Look, rest = "") {
  const visited = await visit(browser, spanwise.http, look);
  onTestFinished(visited.close);
  const { page } = visited;
  await page.goto(`${spanwise.http}/p/default/traces/${traceId}${rest}`);
  return { ...visited, tree: page.getByRole("tree", { name: "Spans" }), rows: page.getByRole("treeitem") };
}

const [desk] = looks as [Look];

test.for(looks)(
  "sixty calls of a tool are one line until somebody looks closer, $name",
  { timeout: 120_000 },
  async (look) => {
    const { page, rows, look: see, troubles } = await open(look);
    const group = page.getByRole("treeitem", { name: /fetch_page ×60 1 failed/ });
    await group.waitFor();
    expect(await group.getAttribute("aria-expanded")).toBe("false");
    expect(await rows.count()).toBeLessThan(10);
    await page.getByRole("treeitem", { name: "not received" }).waitFor();
    await see("trace-1-folded");
    await group.click();
    await page
      .getByRole("treeitem", { name: /execute_tool fetch_page$/ })
      .first()
      .waitFor();
    expect(await group.getAttribute("aria-expanded")).toBe("true");
    await see("trace-2-unfolded");
    await page.getByRole("link", { name: "Tree", exact: true }).click();
    await page.getByRole("treeitem", { name: /chat gpt-5.*900 ms.*\$0\.0023/ }).waitFor();
    await see("trace-3-tree");
    for (const view of ["Messages", "Findings", "Timing", "Metrics"]) {
      await page.getByRole("link", { name: new RegExp(`^${view}`) }).click();
      await page.waitForURL(new RegExp(`view=${view.toLowerCase()}`));
      await page.getByRole("status", { name: "Loading" }).waitFor({ state: "detached" });
      await see(`trace-4-${view.toLowerCase()}`);
    }
    expect(troubles).toEqual([]);
  },
);

test("the keys lead to the failure inside a group, fold, and zoom", { timeout: 60_000 }, async () => {
  const { page, rows, tree, troubles } = await open(desk);
  await rows.first().waitFor();
  await page.keyboard.press("e");
  await page.waitForURL(/span=[0-9a-f]{16}/);
  const failed = page.getByRole("treeitem", { name: /fetch_page failed/ });
  await failed.waitFor();
  expect(await failed.getAttribute("aria-selected")).toBe("true");
  expect([await failed.getAttribute("aria-posinset"), await failed.getAttribute("aria-setsize")]).toEqual(["42", "60"]);
  await page.getByRole("complementary").getByText("503 from the catalogue").first().waitFor();
  const whole = page.getByRole("button", { name: "Show the whole trace" });
  expect(await whole.isDisabled()).toBe(true);
  await page.keyboard.press("f");
  await expect.poll(() => whole.isEnabled()).toBe(true);
  await page.keyboard.press("0");
  await expect.poll(() => whole.isDisabled()).toBe(true);
  await page.keyboard.press("+");
  await expect.poll(() => whole.isEnabled()).toBe(true);
  await page.keyboard.press("-");
  await expect.poll(() => whole.isDisabled()).toBe(true);
  await page.keyboard.press("j");
  await expect.poll(() => failed.getAttribute("aria-selected")).toBe("false");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  const group = page.getByRole("treeitem", { name: /fetch_page ×60/ });
  await expect.poll(() => group.getAttribute("aria-expanded")).toBe("false");
  await page.keyboard.press("Enter");
  await expect.poll(() => group.getAttribute("aria-expanded")).toBe("true");
  await tree.focus();
  await page.keyboard.press("End");
  await page.getByRole("treeitem", { name: /late child/ }).waitFor();
  expect(troubles).toEqual([]);
});

test("finds by names at once, by what was said a little later, and the address keeps it", {
  timeout: 60_000,
}, async () => {
  const { page, rows, look: see, troubles } = await open(desk);
  await rows.first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("fetch_page");
  const found = page.getByRole("status").filter({ hasText: /of 65/ });
  await expect.poll(() => found.textContent()).toContain("60 of 65");
  await see("trace-7-find");
  await page.keyboard.press("Enter");
  await page.waitForURL(/find=fetch_page.*span=|span=.*find=fetch_page/);
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("find="));
  await page.keyboard.press("/");
  await page.keyboard.type("xylophone");
  await expect.poll(() => found.textContent(), { timeout: 10_000 }).toBe("1 of 65");
  await page.keyboard.press("Enter");
  await page.getByText("Input, message 1", { exact: true }).waitFor();
  expect(await page.locator("mark").first().textContent()).toBe("xylophone");
  await see("trace-8-said");
  await page.reload();
  await expect.poll(() => found.textContent(), { timeout: 10_000 }).toBe("1 of 65");
  await page.getByText("Input, message 1", { exact: true }).waitFor();
  expect(troubles).toEqual([]);
});

test("what the end waited for is shown, and kept by the address", { timeout: 60_000 }, async () => {
  const { page, rows, look: see, troubles } = await open(desk);
  await rows.first().waitFor();
  const path = page.getByRole("button", { name: "Critical path" });
  await path.click();
  await page.waitForURL(/path=on/);
  await expect.poll(() => path.getAttribute("aria-busy")).toBe("false");
  await see("trace-5-path");
  await page.reload();
  await expect.poll(() => path.getAttribute("aria-pressed")).toBe("true");
  await page.getByRole("link", { name: "Timing" }).click();
  const longest = page.getByRole("listitem").getByRole("button").first();
  const name = (await longest.textContent())?.trim() ?? "";
  await longest.click();
  await page.getByRole("complementary", { name }).waitFor();
  expect(troubles).toEqual([]);
});

test("a link to a span in a folded group opens it there, and back leads away", { timeout: 60_000 }, async () => {
  const { items } = await query<{ items: { spanId: string }[] }>(
    { spanwise, project: "default" },
    "spans?tool=fetch_page&status=error",
  );
  const spanId = items[0]?.spanId;
  const { page, troubles } = await open(desk, `?span=${spanId}`);
  const row = page.getByRole("treeitem", { name: /fetch_page failed/ });
  await row.waitFor();
  expect(await row.getAttribute("aria-selected")).toBe("true");
  await page.getByRole("complementary", { name: "execute_tool fetch_page" }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("span="));
  await page.keyboard.press("Escape");
  await page.waitForURL(/\/traces$/);
  expect(troubles).toEqual([]);
});

test("a name that means harm is read and does nothing", { timeout: 60_000 }, async () => {
  const { page, look: see, troubles } = await open(desk);
  const row = page.getByRole("treeitem", { name: /<img src=x onerror=/ });
  await row.click();
  await page.getByRole("complementary", { name: /<img src=x onerror=/ }).waitFor();
  await see("trace-6-hostile");
  expect(await page.evaluate(() => "hurt" in globalThis)).toBe(false);
  expect(await page.getByRole("tree").locator("img[src]").count()).toBe(0);
  expect(troubles).toEqual([]);
});

test("a pointer zooms with the wheel, pans, draws a part of the ruler and puts the names' edge elsewhere", {
  timeout: 60_000,
}, async () => {
  const { page, rows, tree, troubles } = await open(desk);
  await rows.first().waitFor();
  const whole = page.getByRole("button", { name: "Show the whole trace" });
  const box = await tree.boundingBox();
  if (!box) throw new Error("there is no tree");
  await page.mouse.move(box.x + box.width * 0.7, box.y + 40);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  await expect.poll(() => whole.isEnabled()).toBe(true);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 44, { steps: 5 });
  await page.mouse.up();
  expect(page.url()).not.toContain("span=");
  await whole.click();
  const ruler = await page.getByRole("img", { name: "Moments of the trace" }).boundingBox();
  if (!ruler) throw new Error("there is no ruler");
  await page.mouse.move(ruler.x + 200, ruler.y + 10);
  await page.mouse.down();
  await page.mouse.move(ruler.x + 400, ruler.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => whole.isEnabled()).toBe(true);
  const edge = page.getByRole("separator", { name: "Width of the names" });
  const before = Number(await edge.getAttribute("aria-valuenow"));
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => Number(await edge.getAttribute("aria-valuenow"))).toBe(before + 16);
  expect(troubles).toEqual([]);
});

test("the strip above the rows names its steps, and drawing over it looks closer", { timeout: 60_000 }, async () => {
  const { page, rows, look: see, troubles } = await open(desk);
  await rows.first().waitFor();
  const box = await page.getByRole("img", { name: /^\d+ steps over .*61 tools/ }).boundingBox();
  if (!box) throw new Error("there is no strip");
  await page.mouse.move(box.x + 4, box.y + 10);
  await page
    .getByRole("tooltip")
    .getByText(/crawler/)
    .waitFor();
  await see("trace-9-strip");
  const whole = page.getByRole("button", { name: "Show the whole trace" });
  await page.mouse.move(box.x + box.width * 0.3, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => whole.isEnabled()).toBe(true);
  await page.mouse.dblclick(box.x + box.width * 0.8, box.y + 10);
  await expect.poll(() => whole.isDisabled()).toBe(true);
  expect(troubles).toEqual([]);
});

test("what is like a trace is offered to be compared with it", { timeout: 60_000 }, async () => {
  const { page, rows, look: see, troubles } = await open(desk);
  await rows.first().waitFor();
  await page.getByRole("button", { name: "Compare with another trace" }).click();
  await page.getByText("No other trace like it").waitFor();
  await see("trace-10-compare-with");
  expect(troubles).toEqual([]);
});

test("a run that goes on grows where it stands, and what was folded stays so", { timeout: 120_000 }, async () => {
  const run = { traceId: randomBytes(16).toString("hex"), begun: BigInt(Date.now() - 2000) * 1_000_000n };
  await sendLongRun(spanwise.http, run, { steps: 2, isOver: false });
  const { page, close, troubles } = await visit(browser, spanwise.http, desk);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/traces`);
  await page
    .getByRole("link", { name: /long run/ })
    .first()
    .click();
  const root = page.getByRole("treeitem", { name: /long run/ });
  await page.getByRole("treeitem", { name: /step 1/ }).click();
  await page.waitForURL(/span=00000000000000b1/);
  await sendLongRun(spanwise.http, run, { steps: 4, isOver: false });
  await page.getByRole("treeitem", { name: /step 3/ }).waitFor({ timeout: 20_000 });
  expect(await page.getByRole("treeitem", { name: /step 1/ }).getAttribute("aria-selected")).toBe("true");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => root.getAttribute("aria-expanded")).toBe("false");
  await sendLongRun(spanwise.http, run, { steps: 6, isOver: true });
  await page.getByText("7 spans", { exact: true }).waitFor({ timeout: 20_000 });
  expect(await root.getAttribute("aria-expanded")).toBe("false");
  expect(troubles).toEqual([]);
});
