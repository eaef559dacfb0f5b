import { parseArgs } from "node:util";
import { apart } from "./apart.ts";
import { type Api, openApi } from "./api.ts";
import { drained } from "./drained.ts";
import { driveApart } from "./drive-apart.ts";
import type { ExporterAnswer } from "./exporter.ts";
import { probe } from "./probe.ts";
import { quantiles } from "./quantiles.ts";
import { planQueries, type QueryPlan, type QueryTimes, spansOfTrace, timed } from "./query-plan.ts";
import { type Figure, report } from "./report.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { settledProcess } from "./settled.ts";
import type { Stored } from "./stored.ts";
import { callsOf } from "./workloads/calls.ts";

const { values } = parseArgs({
  options: {
    spans: { type: "string" },
    repeats: { type: "string" },
    seed: { type: "string", default: "bench" },
    small: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

const spans = Number(values.spans ?? (values.small ? 20_000 : 10_000_000));
const size = { seed: values.seed, spans, until: Date.now() };
const plan = planQueries(size, Number(values.repeats ?? (values.small ? 10 : 100)));

const ours = await measureOurs();
const theirs = await apart<ExporterAnswer>("./exporter.ts", plan);
const sound = ours.times.wrong.length + theirs.times.wrong.length === 0;
report(
  {
    name: `queries over ${spans} SMALL spans and ${callsOf(size)} calls, limit is the exporter's schema`,
    sound,
    figures: [
      ...figures("trace by id", "traceById", "12"),
      ...figures("latest list", "latestList", "6"),
      ...figures("key = value, newest 50", "attributeEquals", "25"),
      ...figures("usage by service and hour", "usage", "200"),
      { name: "on disk", unit: "bytes/span", values: [ours.bytesPerSpan], aim: "90", limit: theirs.bytesPerSpan },
      { name: "memory afterwards", unit: "MiB", values: [Math.round(ours.rss / 2 ** 20)] },
    ],
    notes: {
      fill: ours.fill,
      exporterFillSeconds: theirs.fillSeconds,
      wrong: [...ours.times.wrong, ...theirs.times.wrong],
    },
  },
  values.out,
);
process.exit(sound ? 0 : 1);

async function measureOurs() {
  const folder = temporaryFolder();
  const server = await startServer(folder.path);
  try {
    const { endpoint, pid } = server;
    const errand = { size, endpoint, connections: 4, compression: "none", streamed: true } as const;
    const fill = await driveApart({ ...errand, workload: "small", pace: { kind: "closed" } });
    await driveApart({ ...errand, workload: "calls", pace: { kind: "closed" } });
    await drained(endpoint);
    await settledProcess(pid, folder.path);
    const times = await ask(openApi(endpoint), plan);
    const rss = probe(pid).rssBytes;
    await server.stop();
    const stored = await apart<Stored>("./stored.ts", { folder: folder.path });
    return { fill, times, rss, bytesPerSpan: Math.round(stored.bytes / (spans + callsOf(size))) };
  } finally {
    await server.stop();
    folder.remove();
  }
}

/** Through the query API as a client would, its HTTP and JSON included. */
async function ask(api: Api, { size, repeats, traceIds, items, range }: QueryPlan): Promise<QueryTimes> {
  const wrong: string[] = [];
  const within = { from: `${range.from}000000`, to: `${range.to}000000` };
  return {
    wrong,
    traceById: await timed(repeats, async (i) => {
      const answer = await api.trace(traceIds[i] ?? "");
      if (answer?.spans.length !== spansOfTrace) wrong.push(`trace ${traceIds[i]} holds ${answer?.spans.length}`);
    }),
    latestList: await timed(repeats, async () => {
      const { items: list } = await api.traces({ ...within, limit: "50" });
      if (list.length !== 50) wrong.push(`the list holds ${list.length}`);
    }),
    attributeEquals: await timed(repeats, async (i) => {
      const { key, value } = items[i] ?? { key: "", value: "" };
      const { items: list } = await api.traces({ ...within, limit: "50", [`attr.${key}`]: value });
      if (list.length === 0) wrong.push(`nothing has ${key}=${value}`);
    }),
    usage: await timed(Math.min(repeats, 20), async () => {
      const { items: list } = await api.usage({ ...within, groupBy: "service", interval: "hour", limit: "10000" });
      const calls = list.reduce((sum, row) => sum + Number(row.calls), 0);
      if (calls !== callsOf(size)) wrong.push(`usage tells of ${calls} calls`);
    }),
  };
}

function figures(name: string, of: Exclude<keyof QueryTimes, "wrong">, aim: string): Figure[] {
  const [mine, limit] = [quantiles(ours.times[of]), quantiles(theirs.times[of])];
  return [
    { name: `${name} p50`, unit: "ms", values: [mine.p50], aim, limit: limit.p50 },
    { name: `${name} p95`, unit: "ms", values: [mine.p95], limit: limit.p95 },
  ];
}
