import { parseArgs } from "node:util";
import { drained } from "./drained.ts";
import { driveApart } from "./drive-apart.ts";
import { probe } from "./probe.ts";
import { median, round } from "./quantiles.ts";
import { report } from "./report.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { settledProcess } from "./settled.ts";

const { values } = parseArgs({
  options: {
    spans: { type: "string" },
    repeats: { type: "string", default: "5" },
    seed: { type: "string", default: "bench" },
    out: { type: "string" },
    small: { type: "boolean", default: false },
  },
});

const spans = Number(values.spans ?? (values.small ? 1000 : 40_000));
const repeats = values.small ? 1 : Number(values.repeats);

/** Agent sessions that every reader knows, against the same bytes told by names that none does. */
const ways = ["agent", "unread"] as const;
type Way = (typeof ways)[number];

const seconds: Record<Way, number[]> = { agent: [], unread: [] };
const server = { agent: await opened(), unread: await opened() };
for (let repeat = 0; repeat <= repeats; repeat++) {
  for (const way of repeat % 2 === 0 ? ways : ways.toReversed()) {
    const cost = await cpuSecondsPerMillion(way, repeat);
    if (repeat > 0) seconds[way].push(cost);
  }
}
for (const way of ways) {
  await server[way].stop();
  server[way].remove();
}

const ratios = seconds.agent.map((cost, index) => round(cost / (seconds.unread[index] ?? cost)));
report(
  {
    name: `reading and pricing, ${spans} spans a run`,
    figures: [
      { name: "CPU per million spans, read and priced", unit: "s", values: seconds.agent },
      { name: "CPU per million spans, as plain spans", unit: "s", values: seconds.unread },
      { name: "read and priced, of plain", unit: "×", values: ratios, aim: "1.33" },
    ],
    sound: true,
    notes: { median: median(ratios) },
  },
  values.out,
);
process.exit(0);

async function opened() {
  const folder = temporaryFolder();
  const running = await startServer(folder.path, { FINDINGS_EXAMINE: "false" });
  return { ...running, remove: folder.remove };
}

/** The first run of each warms it up. What the process did until it was quiet again is the cost of what it was sent. */
async function cpuSecondsPerMillion(way: Way, repeat: number): Promise<number> {
  const { endpoint, pid, folder } = server[way];
  const size = { seed: `${values.seed}/${repeat}`, spans, until: Date.now() };
  await settledProcess(pid, folder);
  const before = probe(pid).cpuSeconds;
  await driveApart({
    workload: way,
    endpoint,
    size,
    connections: 4,
    compression: "none",
    pace: { kind: "closed" },
  });
  await drained(endpoint);
  await settledProcess(pid, folder);
  return round(((probe(pid).cpuSeconds - before) / spans) * 1e6);
}
