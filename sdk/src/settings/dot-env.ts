import { readFileSync, statSync } from "node:fs";
import { parseEnv } from "node:util";
import type { Environment } from "./read-settings.ts";

const mostBytes = 64 * 1024;
const ours = /^(SPANWISE|AGENTOPS)_/;

/** What a `.env` beside the program says of us and of nobody else. Nothing where there is none. */
export function readDotEnv(path = ".env"): Environment {
  try {
    if (statSync(path).size > mostBytes) return {};
    return Object.fromEntries(Object.entries(parseEnv(readFileSync(path, "utf8"))).filter(([name]) => ours.test(name)));
  } catch {
    return {};
  }
}
