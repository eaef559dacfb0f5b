import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { companionsOf, type RecordedExport, recordedExports } from "../../receiver/test/recorded-exports.ts";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { bySession, byTrace, kept, largest, type RecordedTotals, textsOf, totalsOf } from "./recorded-totals.ts";
import { looks, type Visit, visit } from "./visit.ts";

const runs = recordedExports.filter(({ signal }) => signal === "traces").map((run) => [run.name, run] as const);
const keyOf = (project: string) => `key-of-${project}`;
let browser: Browser;
let spanwise: Spanwise;
let visited: Visit;
let page: Page;

/** Each in a project of its own: recordings share the names of their sessions. */
beforeAll(async () => {
  spanwise = await startSpanwise({ API_KEYS: runs.map(([name]) => `${keyOf(name)}:${name}`).join(",") });
  for (const [project, run] of runs) {
    for (const file of [run, ...companionsOf(run)]) await send(project, file);
  }
  for (const [project, run] of runs) {
    const wanted = totalsOf(kept(run)).modelCalls;
    await vi.waitUntil(async () => (await callsOf(project)) === wanted, { timeout: 60_000, interval: 300 });
  }
  browser = await openBrowser();
  const [desk] = looks;
  if (desk) visited = await visit(browser, spanwise.http, desk);
  page = visited.page;
}, 300_000);
afterAll(async () => {
  await visited?.close();
  await browser?.close();
  await spanwise?.remove();
});

async function send(project: string, { signal, text }: RecordedExport): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${keyOf(project)}` };
  const answer = await fetch(`${spanwise.http}/v1/${signal}`, { method: "POST", headers, body: text });
  if (answer.status !== 200) throw new Error(`${project}: ${answer.status} ${await answer.text()}`);
}

async function callsOf(project: string): Promise<number> {
  const asked = { spanwise, project, key: keyOf(project) };
  const { items } = await query<{ items: { llmCalls: number }[] }>(asked, "traces?from=0&limit=1000");
  return items.reduce((sum, { llmCalls }) => sum + llmCalls, 0);
}

const goTo = (project: string, place: string) => page.goto(`${spanwise.http}/p/${project}/${place}`);
const linksOf = (list: string) => page.getByRole("list", { name: list }).getByRole("link");
const lastParts = (links: readonly Element[]) =>
  links.map((link) => link.getAttribute("href")?.split("/").at(-1)).sort();

/** What its head says. */
async function shows({ spans, modelCalls, tokens }: RecordedTotals, steps: "Spans" | "Steps"): Promise<void> {
  const head = page.locator("header:has(h1)");
  const told = async () => {
    const facts = await head.locator("span:has(> span.tabular-nums)").allTextContents();
    const fact = (name: string) => facts.find((one) => one.startsWith(`${name} `))?.slice(name.length + 1);
    const pointedAt = head.locator("span", { hasText: /^Tokens / }).locator("span[title]");
    return {
      steps: fact(steps),
      modelCalls: fact("Model calls"),
      tokens:
        (await pointedAt.count()) > 0 ? await pointedAt.first().getAttribute("title", { timeout: 1000 }) : undefined,
    };
  };
  const calls = steps === "Steps" && modelCalls > 0 ? String(modelCalls) : undefined;
  await expect.poll(told, { timeout: 10_000 }).toEqual({ steps: String(spans), modelCalls: calls, tokens });
}

/** What was said stands on the page, word by word. */
async function says(texts: readonly string[]): Promise<void> {
  const missing = async () => {
    const said = (await page.getByRole("main").locator("ol").allTextContents()).join();
    return texts.filter((text) => !said.includes(text));
  };
  await expect.poll(missing, { timeout: 10_000 }).toEqual([]);
}

test.for(runs)("what %s recorded is read in a session and a trace", async ([project, run]) => {
  await page.setExtraHTTPHeaders({ authorization: `Bearer ${keyOf(project)}` });
  const [sessions, traces] = [bySession(run), byTrace(run)];
  await goTo(project, "traces?last=all&live=off");
  await linksOf("Traces").first().waitFor();
  expect(await linksOf("Traces").evaluateAll(lastParts)).toEqual([...traces.keys()].sort());

  const [traceId = "", inTrace = []] = largest(traces) ?? [];
  await goTo(project, `traces/${traceId}`);
  await shows(totalsOf(inTrace), "Spans");
  await expect.poll(() => page.getByRole("treeitem").count(), { timeout: 10_000 }).toBe(inTrace.length);
  await goTo(project, `traces/${traceId}?view=messages`);
  await says(textsOf(inTrace));

  const [session, inSession = []] = largest(sessions) ?? [];
  if (session !== undefined) {
    await goTo(project, "sessions?last=all&live=off");
    await linksOf("Sessions").first().waitFor();
    expect(await linksOf("Sessions").evaluateAll(lastParts)).toEqual(
      [...sessions.keys()].map(encodeURIComponent).sort(),
    );
    await linksOf("Sessions")
      .locator(`xpath=self::*[contains(@href, "${encodeURIComponent(session)}")]`)
      .click();
    await shows(totalsOf(inSession), "Steps");
    await says(textsOf(inSession));
  }
  expect(visited.troubles).toEqual([]);
});
