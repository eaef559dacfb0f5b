import type { Browser } from "playwright-core";

/** A headless Chromium out of a package of its own. Loaded late: where it unpacks to is decided at its import. */
export async function openBrowser(): Promise<Browser> {
  // Makes it bring the libraries that a bare machine has not.
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  const { chromium: playwright } = await import("playwright-core");
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args.filter((word) => !/single-process|site-isolation|web-security/.test(word)),
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
    ],
  });
}
