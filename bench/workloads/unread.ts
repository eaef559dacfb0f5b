import { agent } from "./agent.ts";
import type { Load, Size } from "./workload.ts";

/** As long as the names they stand for, and known to nobody. */
const names: readonly (readonly [string, string])[] = [
  ["gen_ai.", "gen_xx."],
  ["session.id", "sessixx.id"],
  ["user.id", "usxx.id"],
];

/** The same agent sessions, byte for byte as long, told by names that no reader knows: spans like any other. */
export function* unread(size: Size): Generator<Load> {
  for (const { body, spans } of agent(size)) yield { body: renamed(body), spans };
}

function renamed(body: Uint8Array): Uint8Array {
  const bytes = Buffer.from(body);
  for (const [from, to] of names) {
    for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + to.length))
      bytes.write(to, at, "latin1");
  }
  return bytes;
}
