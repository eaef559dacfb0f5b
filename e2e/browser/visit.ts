import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

const pictures = join(import.meta.dirname, "../../.cache/screenshots");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
}

export const looks: readonly Look[] = [
  { name: "desk-light", width: 1440, height: 900, scheme: "light" },
  { name: "desk-dark", width: 1440, height: 900, scheme: "dark" },
  { name: "phone-light", width: 390, height: 844, scheme: "light" },
  { name: "phone-dark", width: 390, height: 844, scheme: "dark" },
];

export interface Visit {
  readonly page: Page;
  /** Whatever a person would not have wanted: errors in the console, broken rules, words to other hosts. */
  readonly troubles: readonly string[];
  /** Keeps a picture, and adds what is wrong with the page for people who cannot see or point as others do. */
  look(name: string): Promise<void>;
  close(): Promise<void>;
}

/** A person's window on what runs at `address`. */
export async function visit(browser: Browser, address: string, look: Look): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    isMobile: look.width < 768,
    hasTouch: look.width < 768,
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: "UTC",
  });
  // An init script is no script of the page, so the page's own policy stays in force.
  await context.addInitScript({ content: axe });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const troubles: string[] = [];
  watch(page, address, troubles);
  return {
    page,
    troubles,
    look: async (name) => {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${look.name}-${name}.png`), animations: "disabled" });
      troubles.push(...(await barriers(page)).map((barrier) => `${name}: ${barrier}`));
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) {
        troubles.push(`${name}: the page is wider than the window`);
      }
    },
    close: () => context.close(),
  };
}

function watch(page: Page, address: string, troubles: string[]): void {
  page.on("console", (message) => {
    // A broken content security policy is told of here too.
    if (["error", "warning"].includes(message.type()))
      troubles.push(`console: ${message.text()} at ${message.location().url}`);
  });
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== "data:" && origin !== address) troubles.push(`another host: ${request.url()}`);
  });
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe-core calls serious or critical. */
async function barriers(page: Page): Promise<string[]> {
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id} at ${nodes[0]?.html}: ${nodes[0]?.failureSummary} (${nodes.length} places)`);
}
