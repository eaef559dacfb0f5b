import { redact } from "../receiver/src/ingest/redact.ts";
import { plainRules, rulesOf } from "../receiver/src/redaction/rules.ts";
import { openWalker } from "./walker.ts";
import { agent } from "./workloads/agent.ts";

/** What looking for secrets costs beside the walk that makes rows of the same requests (AGENT). */
const bodies = [...agent({ seed: "redaction", spans: 4000, until: Date.now() })].map(({ body }) => body);
const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
const key = Buffer.from("sk-proj-Zq8XvN2mKp4LrT6wYb1D");
/** The same with a key in each request, in the room of other text. */
const secretive = bodies.map((body) => {
  const copy = Buffer.from(body);
  copy.set(key, copy.indexOf('"content":"') + 11);
  return copy;
});
const ownRules = rulesOf({ patterns: [{ name: "customer", pattern: "C-[0-9]{6}" }], fields: [] }, "on");

const walker = openWalker();
const ways = {
  walk: () => {
    for (const body of bodies) walker.take(body);
    walker.batch.clear();
  },
  look: () => {
    for (const body of bodies) redact("traces", body, plainRules, 64);
  },
  "look and remove": () => {
    for (const body of secretive) redact("traces", body, plainRules, 64);
  },
  "own pattern": () => {
    for (const body of bodies) redact("traces", body, ownRules, 64);
  },
};

const best = new Map<string, number>();
for (let round = 0; round < 7; round += 1) {
  for (const [name, run] of Object.entries(ways)) {
    const begun = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(begun);
    best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, (user + system) / 1000));
  }
}
const walk = best.get("walk") ?? 0;
for (const [name, millis] of best) {
  const megabytes = Math.round(bytes / millis / 1000);
  console.log({
    way: name,
    cpuMillis: Math.round(millis),
    megabytesPerSecond: megabytes,
    ofWalk: Number((millis / walk).toFixed(2)),
  });
}
