import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { type SentStep, sendSteps } from "./send-steps.ts";
import { type Look, looks, visit } from "./visit.ts";

const [desk, , phone] = looks as readonly [Look, Look, Look];
let browser: Browser;
let spanwise: Spanwise;

const turned = "\u202eyart a si siht\u2066 <script>alert(1)</script> \u001b[31mred\u001b[0m";
const elsewhere = "https://evil.example";
const markdown = [
  "# What to do",
  `![a picture](${elsewhere}/pixel.png)`,
  "![inline](data:image/svg+xml;base64,PHN2Zy8+)",
  `[your bank](${elsewhere}/login) and [run me](javascript:alert(1)) and [home](/p/default/settings)`,
  `<img src="${elsewhere}/x.png" onerror="alert(1)"><iframe src="${elsewhere}"></iframe>`,
  "<style>* { display: none }</style><script>alert(1)</script>",
  "| a | b |\n|---|---|\n| **1** | `2` |",
  `\`\`\`html\n<img src="${elsewhere}/y.png" onerror="alert(2)">\n\`\`\``,
].join("\n\n");
const said = (role: string, content: string) => JSON.stringify([{ role, parts: [{ type: "text", content }] }]);

const steps: readonly SentStep[] = [
  {
    ...{ name: `invoke_agent ${turned}`, at: 0, took: 9000 },
    attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": turned },
  },
  {
    ...{ name: "chat", at: 100, took: 1500, parent: 0 },
    attributes: {
      ...{ "gen_ai.operation.name": "chat", "gen_ai.request.model": `gpt-5 ${turned}`, "gen_ai.agent.name": turned },
      "gen_ai.input.messages": said("user", `${turned} ${"\u202e".repeat(30)}turn it all`),
      "gen_ai.output.messages": said("assistant", markdown),
    },
  },
  {
    ...{ name: `execute_tool ${turned}`, at: 2000, took: 500, parent: 0 },
    failed: { type: turned, message: `${turned} \u001b]0;owned\u0007`, stack: `${turned}\n    at \u001b[2J(<b>x</b>)` },
    attributes: {
      ...{ "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": turned },
      "gen_ai.tool.call.arguments": JSON.stringify({
        [turned]: turned,
        __proto__: "x",
        html: "<b onclick=alert(1)>x</b>",
      }),
    },
  },
];

const large = `${"a line of many words that says nothing at all\n".repeat(450_000)}the very end`;
const largeSteps: readonly SentStep[] = [
  {
    ...{ name: "chat gpt-5", at: 0, took: 1500 },
    attributes: {
      ...{ "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5" },
      "gen_ai.input.messages": said("user", "a short question"),
      "gen_ai.output.messages": said("assistant", large),
    },
  },
];

beforeAll(async () => {
  spanwise = await startSpanwise({ MAX_VALUE_BYTES: String(64 * 1024 * 1024) });
  await sendSteps(spanwise.http, "hostile", steps);
  await sendSteps(spanwise.http, "large", largeSteps);
  const sessions = () => query<{ items: unknown[] }>({ spanwise, project: "default" }, "sessions");
  await vi.waitUntil(async () => (await sessions()).items.length === 2, { timeout: 60_000, interval: 300 });
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await spanwise?.remove();
});

async function open(look: Look, session: string, search = "") {
  const { page, troubles, look: see, close } = await visit(browser, spanwise.http, look);
  onTestFinished(close);
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`${spanwise.http}/p/default/sessions/${session}${search}`);
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  return { page, see, troubles: () => [...troubles, ...asked] };
}

/** Whatever is seen: no element that loads or runs something, and no sign that turns what stands around it. */
async function actingIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const names = "img:not([src='/favicon.svg']), iframe, script, style, object, embed, form, base, meta, link";
    const acting = document.querySelectorAll(`#root :is(${names})`);
    const links = [...document.querySelectorAll("#root a")].filter(
      (link) => !["http:", "https:", "mailto:"].includes(new URL((link as HTMLAnchorElement).href).protocol),
    );
    return [...acting, ...links].map((element) => element.outerHTML.slice(0, 200));
  });
}

const views = [
  "messages",
  "timeline",
  "replay",
  "tree",
  "graph",
  "cost",
  "findings",
  "errors",
  "traces",
  "metadata",
  "raw",
];

test.for([desk, phone])(
  "what acts is shown and does nothing, in every view, $name",
  { timeout: 240_000 },
  async (look) => {
    const { page, see, troubles } = await open(look, "hostile", "?at=2200");
    for (const view of views) {
      await page
        .getByRole("navigation", { name: "Views" })
        .getByRole("link", { name: new RegExp(`^${view}`, "i") })
        .click();
      await page.getByRole("status", { name: "Loading" }).waitFor({ state: "detached" });
      await page.waitForTimeout(300);
      expect(await actingIn(page), view).toEqual([]);
      await see(`hostile-${view}`);
    }
    for (const view of ["timeline", "tree"]) {
      await page.goto(`${spanwise.http}/p/default/sessions/hostile?view=${view}&as=waterfall`);
      await page.getByRole("link", { name: "Waterfall" }).waitFor();
      await page.waitForTimeout(500);
      await see(`hostile-${view}-waterfall`);
    }
    expect(troubles()).toEqual([]);
  },
);

test("code in a message has its colours, and does nothing", async () => {
  const { page, troubles } = await open(desk, "hostile");
  const code = page.getByRole("list", { name: "Transcript" }).locator("pre code");
  await code.locator("span").first().waitFor();
  expect(await code.textContent()).toBe(`<img src="${elsewhere}/y.png" onerror="alert(2)">\n`);
  expect(await code.locator("span").allTextContents()).toEqual([
    "img",
    "src",
    `"${elsewhere}/y.png"`,
    "onerror",
    '"alert(2)"',
  ]);
  const plain = await code.evaluate((element) => getComputedStyle(element).color);
  const colours = await code.locator("span").evaluateAll((all) => all.map((one) => getComputedStyle(one).color));
  expect(new Set([plain, ...colours]).size).toBe(4);
  expect(troubles()).toEqual([]);
});

test("Markdown is laid out, its pictures are words and its links lead away only when pressed", async () => {
  const { page, troubles } = await open(desk, "hostile");
  const said = page.getByRole("list", { name: "Transcript" });
  await said.getByText("What to do", { exact: true }).waitFor();
  await said.getByText(`Picture, not loaded: a picture, ${elsewhere}/pixel.png`).waitFor();
  const link = said.getByRole("link", { name: /your bank/ });
  expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
  expect(await link.getAttribute("target")).toBe("_blank");
  expect(await link.textContent()).toContain("evil.example");
  expect(await said.getByRole("link").count()).toBe(1);
  await said.getByRole("cell", { name: "1" }).waitFor();
  await said.getByText("<style>* { display: none }</style><script>alert(1)</script>").waitFor();
  expect(await said.getByText("[link not followed]").count()).toBe(2);
  await said.getByRole("button", { name: "Show Markdown as it was sent" }).first().click();
  await said.getByText("# What to do").waitFor();
  await page.reload();
  await said.getByText("# What to do").waitFor();
  await said.getByRole("button", { name: "Lay out Markdown" }).first().click();
  await said.getByText("What to do", { exact: true }).waitFor();
  expect(troubles()).toEqual([]);
});

/** How long the page stands still, in milliseconds, until it draws twice. */
async function standstill(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const before = performance.now();
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - before;
  });
}

test("twenty megabytes in one message are shown by the piece, and nothing freezes", { timeout: 180_000 }, async () => {
  const { page, troubles } = await open(desk, "large");
  await page.getByText("a short question").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: /Show 40k of 20.7M characters/ }).click();
  await page.getByRole("button", { name: /Show 80k of 20.7M characters/ }).waitFor();
  expect(await standstill(page)).toBeLessThan(1000);
  await page.getByRole("link", { name: "Raw" }).click();
  const tree = page.getByRole("tree", { name: "JSON" });
  await tree.waitFor();
  await page.getByLabel("Find in the JSON").fill("the very end");
  await page.getByText(/\d+ found/).waitFor({ timeout: 20_000 });
  await page.getByLabel("Find in the JSON").press("Enter");
  const long = page.getByRole("treeitem", { name: /characters/, selected: true });
  await long.waitFor();
  await tree.press("ArrowRight");
  await page
    .getByRole("treeitem", { name: /a line of many words/ })
    .nth(3)
    .waitFor();
  await tree.press("End");
  expect(await standstill(page)).toBeLessThan(1000);
  expect(await page.getByRole("treeitem").count()).toBeLessThan(200);
  expect(troubles()).toEqual([]);
});
