import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { openBrowser } from "./browser.ts";
import { sendBots } from "./send-bots.ts";
import { sendDemo } from "./send-demo.ts";
import { type Visit, visit } from "./visit.ts";

let browser: Browser;
let spanwise: Spanwise;
let visited: Visit;
let page: Page;

beforeAll(async () => {
  spanwise = await startSpanwise();
  await sendDemo(spanwise, "--sessions", "20", "--days", "2", "--spans", "0");
  await sendBots(spanwise.http);
  const found = async (path: string) => (await ask<{ items: unknown[] }>(path, {})).items.length > 0;
  await vi.waitUntil(() => found("sessions?endReason=explicit"), { timeout: 60_000, interval: 300 });
  await vi.waitUntil(() => found("findings?severity=error"), { timeout: 60_000, interval: 300 });
  browser = await openBrowser();
  visited = await visit(browser, spanwise.http, { name: "desk-tall", width: 1440, height: 2400, scheme: "light" });
  page = visited.page;
}, 180_000);
afterAll(async () => {
  await visited?.close();
  await browser?.close();
  await spanwise?.remove();
});

type Given = Readonly<Record<string, string>>;
const all = { last: "all", live: "off" };
const ask = <Answer>(path: string, given: Given) =>
  query<Answer>(
    { spanwise, project: "default" },
    `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ from: "0", ...given })}`,
  );
const goTo = (place: string, given: Given) =>
  page.goto(`${spanwise.http}/p/default/${place}?${new URLSearchParams({ ...all, ...given })}`);
const removers = () => page.getByRole("link", { name: /^Remove / });

/** How each filter whose values occur stands on its chip. */
const named: Given = {
  ...{ status: "status", agent: "agent", model: "model", tool: "tool", user: "user", session: "session" },
  ...{ platform: "platform", tag: "tag", service: "service", environment: "environment", release: "Release:" },
  ...{ provider: "provider", kind: "kind of step", bot: "bot", botType: "type of bot", endReason: "end of session" },
  errorType: "Error:",
};
/** What else an address may say, as the receiver is asked for it, and its chip. */
const others: readonly (readonly [Given, Given, string])[] = [
  [{ hasError: "true" }, { hasError: "true" }, "With failed steps"],
  [{ minDuration: "2000000000" }, { minDuration: "2000000000" }, "Took at least 2 s"],
  [{ maxCost: "0.004" }, { maxCost: "0.004" }, "Cost at most $0.0040"],
  [{ minTokens: "500" }, { minTokens: "500" }, "Tokens at least 500"],
  [{ attr: "shop.lane=blue" }, { "attr.shop.lane": "blue" }, "shop.lane = blue"],
  [{ meta: "plan=pro" }, { "meta.plan": "pro" }, "plan = pro"],
  [{ q: "refund" }, { q: "refund" }, "says refund"],
];

interface Row {
  readonly name: string;
  readonly detail: string | null;
  readonly calls: number;
}

/** Each row by what it leads to, and how many calls it counts. */
async function rowsOf(place: string, asked: Given): Promise<readonly string[]> {
  const { items } = await ask<{ items: readonly Row[] }>(place, { limit: "1000", ...asked });
  return items.map(({ name, detail, calls }) => {
    const says = place === "errors" && detail !== null ? `?${new URLSearchParams({ ...all, says: detail })}` : "";
    return `/p/default/${place}/${encodeURIComponent(name)}${says || `?${new URLSearchParams(all)}`} ${calls}`;
  });
}

async function shows(place: string, rows: readonly string[], words: readonly string[]): Promise<void> {
  const links = page.getByRole("list", { name: `${place[0]?.toUpperCase()}${place.slice(1)}` }).getByRole("link");
  const told = async () => ({
    words: await removers().evaluateAll((all) => all.map((link) => link.getAttribute("aria-label")?.slice(7))),
    rows: await links.evaluateAll((all) =>
      all.map((link) =>
        [link.getAttribute("href"), link.children[1]?.querySelector("span")?.title.replaceAll(",", "")].join(" "),
      ),
    ),
  });
  await expect.poll(told, { timeout: 10_000, interval: 30 }).toEqual({ words, rows });
}

/** Each with what narrows it to nothing or not at all. */
const lists: readonly (readonly [string, readonly string[]])[] = [
  ["agents", []],
  ["tools", ["model", "provider", "kind", "maxCost", "minTokens"]],
  ["users", []],
  ["models", ["tool"]],
  ["errors", ["status", "hasError", "maxCost"]],
];

test.for(lists)(
  "the list of %s says what it is narrowed to by its address, and shows that alone",
  { timeout: 180_000 },
  async ([place, saysNothingOf]) => {
    const everything = await rowsOf(place, {});
    const { facets } = await ask<{ facets: Record<string, { value: string }[]> }>("facets", { of: "traces" });
    const ways = Object.entries(named).flatMap(([name, words]) =>
      (facets[name] ?? []).map(({ value }) => ({ name, given: { [name]: value }, words: `${words} ${value}` })),
    );
    const filters = [
      ...ways.map(({ name, given, words }) => [name, given, given, words] as const),
      ...others.map(([given, asked, words]) => [Object.keys(given)[0] ?? "", given, asked, words] as const),
    ];
    const names = [...Object.keys(named), ...others.flatMap(([given]) => Object.keys(given))];
    const tried = new Set<string>();
    for (const [name, given, asked, words] of filters) {
      if (tried.has(name)) continue;
      const wanted = await rowsOf(place, asked);
      // What leaves nothing or everything would tell nothing.
      if (wanted.length === 0 || wanted.join() === everything.join()) continue;
      tried.add(name);
      await goTo(place, given);
      await shows(place, wanted, [words]);
      await removers().click();
      await shows(place, everything, []);
    }
    expect(names.filter((name) => !tried.has(name))).toEqual(saysNothingOf);
    expect(visited.troubles).toEqual([]);
  },
);

test("models are narrowed to those without a price", async () => {
  const [wanted, everything] = [await rowsOf("models", { priced: "unknown" }), await rowsOf("models", {})];
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(everything.length);
  await goTo("models", { priced: "unknown" });
  await shows("models", wanted, ["without a price"]);
  await removers().click();
  await shows("models", everything, []);
  expect(visited.troubles).toEqual([]);
});

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly agentName: string;
  readonly title: string;
}
const severities = [
  ["error", "Errors"],
  ["warning", "Warnings"],
  ["info", "Notes"],
] as const;

test("findings are narrowed by how bad they are, by their rule and by their agent", async () => {
  const found = async (given: Given) =>
    (await ask<{ items: readonly Finding[] }>("findings", { limit: "1000", ...given })).items;
  const everything = await found({});
  const titles = page.getByRole("list", { name: "Findings" }).locator("a > span:nth-child(2) > span:first-child");
  const shows = (findings: readonly Finding[]) =>
    expect
      .poll(() => titles.allTextContents(), { timeout: 10_000, interval: 30 })
      .toEqual(findings.map(({ title }) => title));
  // Its mark has a name too.
  const severityLink = (name: string) => page.locator("header").getByRole("link", { name: new RegExp(`${name}$`) });
  await goTo("findings", {});
  await shows(everything);
  for (const [severity, name] of severities) {
    const wanted = await found({ severity });
    expect(wanted.length).toBeGreaterThan(0);
    await severityLink(name).click();
    await shows(wanted);
    await page.reload();
    await shows(wanted);
    await severityLink(name).click();
    await shows(everything);
  }
  const [{ rule, agentName }] = everything as readonly [Finding];
  const narrowings: readonly Given[] = [{ rule }, { agent: agentName }];
  for (const given of narrowings) {
    const wanted = await found(given);
    expect(wanted.length).toBeLessThan(everything.length);
    await goTo("findings", given);
    await shows(wanted);
    await removers().click();
    await shows(everything);
  }
  expect(visited.troubles).toEqual([]);
});
