import { join } from "node:path";
import { runChild } from "../child.ts";
import type { Spanwise } from "../spanwise.ts";

const main = join(import.meta.dirname, "../../receiver/src/main.ts");

/** What `spanwise demo` sends, with its options. */
export async function sendDemo({ http }: Spanwise, ...options: readonly string[]): Promise<void> {
  const words = [main, "demo", "--endpoint", http, ...options];
  await runChild({ program: process.execPath, words, environment: {} });
}
