import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Driven, Errand } from "./drive.ts";

const script = fileURLToPath(new URL("./drive.ts", import.meta.url));

/** Runs the driver in a process of its own. */
export async function driveApart(errand: Errand): Promise<Driven> {
  const child = spawn(process.execPath, ["--max-old-space-size=8192", script, JSON.stringify(errand)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const said = await text(child.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`the driver ended with ${code}`);
  return JSON.parse(said) as Driven;
}
