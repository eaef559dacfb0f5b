import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { apart } from "./apart.ts";
import { type Api, openApi, type Page } from "./api.ts";
import { drained } from "./drained.ts";
import type { Driven } from "./drive.ts";
import { driveApart } from "./drive-apart.ts";
import type { ExporterAnswer } from "./exporter.ts";
import { probe } from "./probe.ts";
import { quantiles } from "./quantiles.ts";
import { endOf, planQueries, type QueryPlan, type QueryTimes, shortestCall, timed } from "./query-plan.ts";
import { type Figure, report } from "./report.ts";
import type { Rolled } from "./rolled.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { settledProcess } from "./settled.ts";
import type { Stored } from "./stored.ts";
import { subjectNamed } from "./subjects.ts";
import { DAY, type Size } from "./workloads/workload.ts";

/** An agent's span is twenty times as long as a small one. */
const usual: Readonly<Record<string, number>> = { small: 10_000_000, agent: 1_000_000 };
const bytesAimed: Readonly<Record<string, string>> = { small: "90", agent: "750" };

const { values } = parseArgs({
  options: {
    workload: { type: "string", default: "small" },
    spans: { type: "string" },
    repeats: { type: "string" },
    seed: { type: "string", default: "bench" },
    small: { type: "boolean", default: false },
    folder: { type: "string" },
    out: { type: "string" },
  },
});

const subject = values.workload;
const spans = Number(values.spans ?? (values.small ? 20_000 : usual[subject]));
const kept = values.folder === undefined ? undefined : readKept(values.folder);
const size = kept?.size ?? { seed: values.seed, spans, until: Date.now() };
const plan = planQueries(subject, size, Number(values.repeats ?? (values.small ? 10 : 100)));

const ours = await measureOurs();
const theirs = await apart<ExporterAnswer>("./exporter.ts", plan);
const sound = ours.times.wrong.length + theirs.times.wrong.length === 0;
report(
  {
    name: `queries over ${size.spans} ${subject} spans, ${plan.calls} model calls, limit is the exporter's schema`,
    sound,
    figures: [
      ...figures("trace by id", "traceById", "12"),
      ...figures("latest list", "latestList", "6"),
      ...figures("key = value, newest 50", "attributeEquals", "25"),
      ...figures("calls of a day by model and hour", "usageOfDay", "20"),
      ...figures("calls of a week by model and day", "usageOfWeek", "20"),
      ...figures("calls of all days", "usageOfAll", "20"),
      ...figures("models of all days", "models", "20"),
      ...figures("calls by service and hour, ad hoc", "usageAdHoc", "200"),
      {
        name: "on disk",
        unit: "bytes/span",
        values: [ours.bytesPerSpan],
        aim: bytesAimed[subject],
        limit: theirs.bytesPerSpan,
      },
      { name: "memory afterwards", unit: "MiB", values: [Math.round(ours.rss / 2 ** 20)] },
    ],
    notes: {
      fill: ours.fill,
      rollup: ours.rollup,
      exporterFillSeconds: theirs.fillSeconds,
      wrong: [...ours.times.wrong, ...theirs.times.wrong],
    },
  },
  values.out,
);
process.exit(sound ? 0 : 1);

async function measureOurs() {
  const folder = values.folder === undefined ? temporaryFolder() : { path: values.folder, remove: () => {} };
  try {
    const { fill, rollup } = kept ?? (await filled(folder.path));
    const server = await startServer(folder.path);
    const times = await ask(openApi(server.endpoint), plan);
    const rss = probe(server.pid).rssBytes;
    await server.stop();
    const stored = await apart<Stored>("./stored.ts", { folder: folder.path });
    return { fill, rollup, times, rss, bytesPerSpan: Math.round(stored.bytes / stored.spans) };
  } finally {
    folder.remove();
  }
}

interface Filled {
  readonly size: Size;
  readonly fill: readonly Driven[];
  readonly rollup: Rolled;
}

async function filled(folder: string): Promise<Filled> {
  const server = await startServer(folder);
  const errand = { size, endpoint: server.endpoint, connections: 4, compression: "none", streamed: true } as const;
  const fill: Driven[] = [];
  for (const workload of subjectNamed(subject).workloads)
    fill.push(await driveApart({ ...errand, workload, pace: { kind: "closed" } }));
  await drained(server.endpoint);
  await settledProcess(server.pid, folder);
  await server.stop();
  const rollup = await apart<Rolled>("./rolled.ts", { folder });
  const all = { size, fill, rollup };
  writeFileSync(keptIn(folder), JSON.stringify(all));
  return all;
}

function readKept(folder: string): Filled | undefined {
  return existsSync(keptIn(folder)) ? (JSON.parse(readFileSync(keptIn(folder), "utf8")) as Filled) : undefined;
}

function keptIn(folder: string): string {
  return join(folder, "bench.json");
}

/** Through the query API as a client would, its HTTP and JSON included. */
async function ask(api: Api, plan: QueryPlan): Promise<QueryTimes> {
  const { repeats, traces, items, range } = plan;
  const wrong: string[] = [];
  const days = (repeat: number, count: number) => {
    const to = endOf(plan, repeat);
    return { from: `${to - count * DAY}000000`, to: `${to}000000`, limit: "10000" };
  };
  const some = async (page: Promise<Page<Record<string, unknown>>>) => {
    if ((await page).items.length === 0) wrong.push("usage tells of nothing");
  };
  const few = Math.min(repeats, 40);
  const ofModels = { kind: "llm" };
  const within = { from: `${range.from}000000`, to: `${range.to}000000` };
  return {
    wrong,
    traceById: await timed(repeats, async (i) => {
      const { id, spans } = traces[i] ?? { id: "", spans: 0 };
      const answer = await api.trace(id);
      if (answer?.spans.length !== spans) wrong.push(`trace ${id} holds ${answer?.spans.length}`);
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
    usageOfDay: await timed(few, (i) =>
      some(api.usage({ ...days(i, 1), ...ofModels, groupBy: "model", interval: "hour" })),
    ),
    usageOfWeek: await timed(few, (i) =>
      some(api.usage({ ...days(i, 7), ...ofModels, groupBy: "model", interval: "day" })),
    ),
    usageOfAll: await timed(few, async () => {
      const { items: list } = await api.usage({ ...within, ...ofModels });
      if (Number(list[0]?.calls) !== plan.calls) wrong.push(`usage tells of ${list[0]?.calls} calls`);
    }),
    models: await timed(few, async () => {
      const { items: list } = await api.models({ ...within, limit: "50" });
      const calls = list.reduce((sum, row) => sum + Number(row.calls), 0);
      if (calls !== plan.calls) wrong.push(`models tell of ${calls} calls`);
    }),
    usageAdHoc: await timed(Math.min(repeats, 20), async () => {
      const asked = { ...within, ...ofModels, minDuration: String(shortestCall), groupBy: "service", interval: "hour" };
      const { items: list } = await api.usage({ ...asked, limit: "10000" });
      const calls = list.reduce((sum, row) => sum + Number(row.calls), 0);
      if (calls !== plan.calls) wrong.push(`usage tells of ${calls} calls`);
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
