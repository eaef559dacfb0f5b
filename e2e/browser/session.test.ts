import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { sendDemo } from "./send-demo.ts";
import { type SentStep, sendSteps } from "./send-steps.ts";
import { type Look, looks, visit } from "./visit.ts";

const [desk] = looks as readonly [Look];
let browser: Browser;
let spanwise: Spanwise;
let session: string;

interface Sessions {
  readonly items: readonly { readonly sessionId: string; readonly agentName: string; readonly errorCount: number }[];
}

beforeAll(async () => {
  spanwise = await startSpanwise();
  await sendDemo(spanwise, "--sessions", "40", "--days", "2", "--spans", "500");
  session = await vi.waitUntil(failedPlan, { timeout: 60_000, interval: 500 });
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

/** A session of several agents in which something failed. */
async function failedPlan(): Promise<string | undefined> {
  const asked = { spanwise, project: "default" };
  const { items } = await query<Sessions>(asked, "sessions?from=0&agent=planner&hasError=true&status=ok&sort=spans");
  return items[0]?.sessionId;
}

async function open(look: Look, search = "") {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/sessions/${encodeURIComponent(session)}${search}`);
  await views(page).waitFor();
  return { page, troubles, see };
}

const views = (page: Page) => page.getByRole("navigation", { name: "Views" });
const turnTo = (page: Page, name: RegExp) => views(page).getByRole("link", { name }).click();
const searchOf = (page: Page) => new URL(page.url()).searchParams;

test.for(looks)("a session can be read in every way, $name", { timeout: 180_000 }, async (look) => {
  const { page, troubles, see } = await open(look);
  const transcript = page.getByRole("list", { name: "Transcript" });
  await transcript
    .getByText(/System prompt, [\d,]+ characters/)
    .first()
    .waitFor();
  await see("session-1-messages");

  await turnTo(page, /^Timeline/);
  await page.getByText("Session started").waitFor();
  await see("session-2-timeline");
  await turnTo(page, /^Replay/);
  await page.getByText("Model calls").first().waitFor();
  await page.getByRole("slider").press("End");
  await page.getByText("Nothing is under way").waitFor();
  await see("session-3-replay");
  await turnTo(page, /^Findings/);
  await see("session-4-findings");
  await turnTo(page, /^Errors/);
  await page.getByRole("list", { name: "Errors of the session" }).getByRole("listitem").first().waitFor();
  await see("session-5-errors");
  await turnTo(page, /^Cost/);
  await page.getByRole("table", { name: "Cost of each call" }).getByText("The whole session").waitFor();
  await see("session-6-cost");
  await turnTo(page, /^Metadata/);
  await page
    .getByText(/^Where .+ ran$/)
    .first()
    .waitFor();
  await see("session-7-metadata");
  await turnTo(page, /^Traces/);
  await page.getByRole("list", { name: "Traces of the session" }).waitFor();
  await turnTo(page, /^Graph/);
  await page.getByRole("button", { name: /^agent planner \d+×/ }).waitFor();
  await see("session-8-graph");
  await turnTo(page, /^Tree/);
  await page.getByRole("treeitem").nth(3).waitFor();
  await see("session-9-tree");
  await turnTo(page, /^Timeline/);
  await page.getByRole("link", { name: "Waterfall" }).click();
  await page.getByRole("list", { name: /^Steps of planner/ }).waitFor();
  await see("session-10-waterfall");
  await turnTo(page, /^Raw/);
  await page.getByRole("tree", { name: "JSON" }).waitFor();
  await see("session-11-raw");
  expect(troubles).toEqual([]);
});

test("one selection is shared by every view, and its address leads back to it", async () => {
  const { page, troubles } = await open(desk, "?view=timeline");
  await page.getByRole("button", { name: /Tool/ }).first().click();
  const panel = page.getByRole("complementary");
  await panel.getByText("Arguments").first().waitFor();
  expect(searchOf(page).get("span")).toMatch(/^[\da-f]{32}\/[\da-f]{16}$/);
  await turnTo(page, /^Messages/);
  await panel.getByText("Arguments").first().waitFor();
  await page.reload();
  await panel.getByText("Arguments").first().waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  expect(searchOf(page).get("span")).toBeNull();
  expect(troubles).toEqual([]);
});

test("a tool and its result are one card, which opens", async () => {
  const { page, troubles } = await open(desk);
  const card = page.getByRole("list", { name: "Transcript" }).locator("details:has(svg)").first();
  await card.locator("summary").click();
  await card.getByText("Result", { exact: true }).waitFor();
  await card.getByRole("button", { name: "Show the span" }).click();
  await page.getByRole("complementary").waitFor();
  expect(troubles).toEqual([]);
});

test("a replay plays, steps and is shared at its moment", async () => {
  const { page, troubles } = await open(desk, "?view=replay&at=4000");
  await page.getByText("4 s", { exact: true }).first().waitFor();
  const said = page.getByRole("list", { name: "What was said so far" }).getByRole("listitem");
  await said.first().waitFor();
  const before = await said.count();
  await page.getByRole("combobox", { name: "Speed" }).selectOption("8");
  await page.getByRole("button", { name: "Play" }).click();
  await vi.waitUntil(async () => (await said.count()) > before, { timeout: 20_000 });
  await page.getByRole("button", { name: "Pause" }).click();
  await vi.waitUntil(() => Number(searchOf(page).get("at")) > 4000, { timeout: 10_000 });
  const reached = await vi.waitUntil(
    async () => {
      const at = searchOf(page).get("at");
      await page.waitForTimeout(600);
      return at === searchOf(page).get("at") && Number(at);
    },
    { timeout: 15_000 },
  );
  await page.locator("body").press("ArrowRight");
  await vi.waitUntil(() => Number(searchOf(page).get("at")) > reached, { timeout: 10_000 });
  expect(troubles).toEqual([]);
});

test("the graph leads to each visit, and is a table with a key", async () => {
  const { page, troubles } = await open(desk, "?view=graph");
  const planner = page.getByRole("button", { name: /^agent planner \d+×/ });
  await planner.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("complementary").waitFor();
  expect(await planner.getAttribute("aria-pressed")).toBe("true");
  const before = searchOf(page).get("span");
  await page.locator("body").press("j");
  await vi.waitUntil(() => searchOf(page).get("span") !== before, { timeout: 10_000 });
  await page.locator("body").press("e");
  await page
    .getByRole("button", { name: /failed/, pressed: true })
    .first()
    .waitFor();
  await page.locator("body").press("v");
  const table = page.getByRole("table", { name: "Agents, models and tools" });
  await table.getByText("planner").first().waitFor();
  expect(troubles).toEqual([]);
});

test("the tree holds all traces, and the waterfall a lane for each agent; both share the selection", async () => {
  const { page, troubles } = await open(desk, "?view=tree");
  await page.getByRole("treeitem").nth(2).click();
  await page.getByRole("complementary").waitFor();
  const span = searchOf(page).get("span");
  expect(span).toMatch(/^[\da-f]{32}\/[\da-f]{16}$/);
  await page.getByRole("link", { name: "Waterfall" }).click();
  await page.waitForURL(/as=waterfall/);
  await turnTo(page, /^Timeline/);
  await page.getByRole("list", { name: /^Steps of planner/ }).waitFor();
  await page.locator("body").press("e");
  await page.getByRole("button", { name: /, failed, /, pressed: true }).waitFor();
  expect(searchOf(page).get("span")).not.toBe(span);
  expect(troubles).toEqual([]);
});

test("what the end of each trace waited for is drawn in the tree as bars, by a press and by a key", async () => {
  const { page, troubles, see } = await open(desk, "?view=tree&as=waterfall");
  await page.getByRole("treeitem").nth(3).waitFor();
  const asked = new Set<string>();
  page.on("response", (answer) => {
    const [, traceId] = /\/traces\/([\da-f]{32})\/timing$/.exec(new URL(answer.url()).pathname) ?? [];
    if (traceId && answer.ok()) asked.add(traceId);
  });
  const bars = page.getByRole("tree").locator("canvas");
  const drawn = () => bars.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await drawn();
  const path = page.getByRole("button", { name: "Critical path" });
  await path.click();
  await page.waitForURL(/path=on/);
  await expect.poll(() => path.getAttribute("aria-busy")).toBe("false");
  await expect.poll(drawn).not.toBe(before);
  await see("session-12-path");
  const { items } = await query<{ items: { traceId: string }[] }>(
    { spanwise, project: "default" },
    `traces?session=${encodeURIComponent(session)}&from=0`,
  );
  expect(items.length).toBeGreaterThan(1);
  expect(asked).toEqual(new Set(items.map(({ traceId }) => traceId)));
  await page.reload();
  await expect.poll(() => path.getAttribute("aria-pressed")).toBe("true");
  await page.getByRole("treeitem").nth(3).waitFor();
  await page.locator("body").press("c");
  await page.waitForURL((url) => !url.search.includes("path="));
  await expect.poll(drawn).toBe(before);
  expect(troubles).toEqual([]);
});

test("what is raw is what the API answers, and is looked through", async () => {
  const { page, troubles } = await open(desk, "?view=raw");
  const tree = page.getByRole("tree", { name: "JSON" });
  await tree.getByText('"sessionId"').first().waitFor();
  await page.getByLabel("Find in the JSON").fill("planner");
  await page.getByText(/\d+ found/).waitFor();
  await page.getByLabel("Find in the JSON").press("Enter");
  await tree
    .getByRole("treeitem", { selected: true })
    .getByText(/planner/)
    .waitFor();
  await vi.waitUntil(() => searchOf(page).get("find") === "planner", { timeout: 5000 });
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a file" }).click();
  expect((await saved).suggestedFilename()).toMatch(/^session-.+\.json$/);
  expect(troubles).toEqual([]);
});

test("a session is exported and shared", async () => {
  const { page, troubles } = await open(desk, "?view=replay&at=4000");
  await page.getByRole("button", { name: "Export" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: /^JSON Lines/ }).click();
  const stream = await (await saved).createReadStream();
  let text = "";
  for await (const chunk of stream) text += chunk;
  const rows = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { sessionId: string });
  expect(rows.length).toBeGreaterThan(3);
  expect(new Set(rows.map(({ sessionId }) => sessionId))).toEqual(new Set([session]));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: /^This moment/ }).click();
  await page.getByText("copied", { exact: true }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  expect(troubles).toEqual([]);
});

test("a session of thousands of steps is replayed at any moment", { timeout: 180_000 }, async () => {
  const count = 1300;
  const steps = Array.from({ length: count }, (_, turn): readonly SentStep[] => [
    {
      ...{ name: "chat gpt-5", at: turn * 20, took: 8 },
      attributes: {
        ...{ "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5", "gen_ai.agent.name": "runner" },
        "gen_ai.output.messages": JSON.stringify([
          { role: "assistant", parts: [{ type: "text", content: `thought ${turn}` }] },
        ]),
      },
    },
    {
      ...{ name: "execute_tool step", at: turn * 20 + 9, took: 8 },
      attributes: {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "step",
        "gen_ai.agent.name": "runner",
      },
    },
  ]).flat();
  await sendSteps(spanwise.http, "a long run", steps);
  const asked = { spanwise, project: "default" };
  await vi.waitUntil(async () => (await query<Sessions>(asked, "sessions?session=a%20long%20run")).items.length === 1, {
    timeout: 60_000,
    interval: 300,
  });
  const { page, troubles, close } = await visit(browser, spanwise.http, desk);
  onTestFinished(close);
  await page.goto(`${spanwise.http}/p/default/sessions/a%20long%20run?view=replay&at=20000`);
  await page.getByText("thought 999", { exact: true }).waitFor({ timeout: 60_000 });
  await page.getByText("Model calls").locator("..").getByText("1k", { exact: true }).waitFor();
  await page.getByRole("slider").press("End");
  await page.getByText(`thought ${count - 1}`, { exact: true }).waitFor({ timeout: 30_000 });
  expect(troubles).toEqual([]);
});
