import manifest from "../../package.json" with { type: "json" };
import type { Run } from "./run.ts";

export const version: string = manifest.version;

export const printVersion: Run = async () => {
  process.stdout.write(`${version}\n`);
  return 0;
};
