import type { Browser, LaunchOptions } from "playwright-core";

/**
 * A headless Chromium out of a package of its own, with further words of its command line. Loaded late: where it unpacks
 * to is decided at its import.
 */
export async function openBrowser(words: readonly string[] = []): Promise<Browser> {
  // Makes it bring the libraries that a bare machine has not.
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  return launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args.filter((word) => !/single-process|site-isolation|web-security/.test(word)),
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      ...words,
    ],
  });
}

/** Chromium itself dies at its start now and then, before any page of ours: that says nothing of us. */
async function launch(options: LaunchOptions, tries = 3): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  try {
    return await chromium.launch(options);
  } catch (error) {
    if (tries === 1) throw error;
    return launch(options, tries - 1);
  }
}
