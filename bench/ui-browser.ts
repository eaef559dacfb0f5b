/** As far as it is used here: it comes from `e2e`, which is installed apart. */
export interface Browser {
  newContext(options: object): Promise<Context>;
  close(): Promise<void>;
}

interface Context {
  newPage(): Promise<Page>;
  newCDPSession(page: Page): Promise<Devtools>;
  close(): Promise<void>;
}

export interface Devtools {
  send(method: "Runtime.getHeapUsage"): Promise<{ readonly usedSize: number; readonly backingStorageSize?: number }>;
  send(method: "Performance.getMetrics"): Promise<{ readonly metrics: readonly { name: string; value: number }[] }>;
  send(method: string, given?: object): Promise<unknown>;
}

export interface Page {
  goto(address: string, options: object): Promise<unknown>;
  evaluate<Given, Told>(work: (given: Given) => Promise<Told>, given?: Given): Promise<Told>;
  getByRole(role: string, options: object): { click(): Promise<void>; count(): Promise<number> };
  screenshot(options: { readonly path: string }): Promise<unknown>;
}

/** Headless, and deaf to all hosts but this one: no name is resolved. */
export async function openBrowser(): Promise<Browser> {
  const { openBrowser: open } = (await import(new URL("../e2e/browser/browser.ts", import.meta.url).href)) as {
    openBrowser(words: readonly string[]): Promise<Browser>;
  };
  return open(["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]);
}

export interface Opened {
  readonly page: Page;
  readonly devtools: Devtools;
  close(): Promise<void>;
}

/** A page that nothing was loaded for before, as a first visitor has it. */
export async function openPage(browser: Browser): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, devtools, close: () => context.close() };
}
