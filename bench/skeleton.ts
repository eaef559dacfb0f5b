import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { zstdDecompressSync } from "node:zlib";
import { readSkeleton, readSpanIds } from "../receiver/src/skeleton/read-skeleton.ts";
import { apart } from "./apart.ts";
import { openApi } from "./api.ts";
import { probe } from "./probe.ts";
import { round } from "./quantiles.ts";
import { type Figure, report } from "./report.ts";
import { type Server, startServer, temporaryFolder } from "./server.ts";
import { get } from "./whole-answer.ts";
import type { Size } from "./workloads/workload.ts";

const { values } = parseArgs({
  options: {
    spans: { type: "string", multiple: true },
    repeats: { type: "string", default: "5" },
    pages: { type: "string", default: "10" },
    seed: { type: "string", default: "bench" },
    small: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

const sizes = (values.spans ?? (values.small ? ["10000"] : ["10000", "100000", "1000000"])).map(Number);
const repeats = Number(values.repeats);
const perPage = 5000;

const figures: Figure[] = [];
const notes: Record<string, unknown> = { load: loadavg().map(round) };
for (const spans of sizes) figures.push(...(await measure(spans)));
report({ name: "the whole tree of one trace", figures, sound: true, notes }, values.out);
process.exit(0);

async function measure(spans: number): Promise<Figure[]> {
  const folder = temporaryFolder();
  try {
    const size: Size = { seed: values.seed, spans, until: Date.now() };
    await apart("./one-trace.ts", { folder: folder.path, workload: "big", size });
    const server = await startServer(folder.path);
    const measured = await figuresOf(server, spans);
    await server.stop();
    return measured;
  } finally {
    folder.remove();
  }
}

interface Cost {
  readonly millis: number;
  readonly cpuMillis: number;
}

/** What of the server's time the work took; the first time is not counted. */
async function costs(server: Server, times: number, work: (time: number) => Promise<unknown>): Promise<Cost[]> {
  const all: Cost[] = [];
  for (let time = 0; time <= times; time += 1) {
    const [cpu, begun] = [probe(server.pid).cpuSeconds, performance.now()];
    await work(time);
    const millis = performance.now() - begun;
    all.push({ millis: round(millis), cpuMillis: round((probe(server.pid).cpuSeconds - cpu) * 1000) });
  }
  return all.slice(1);
}

async function figuresOf(server: Server, spans: number): Promise<Figure[]> {
  const api = openApi(server.endpoint);
  const { items } = await api.traces({ limit: "1", from: "0" });
  const path = `${server.endpoint}/api/projects/default/traces/${items[0]?.traceId}`;
  const whole = await get(`${path}/skeleton?ids=0`, { "accept-encoding": "zstd" });
  const ids = await get(`${path}/skeleton?ids=only`, { "accept-encoding": "zstd" });
  const gzipped = await get(`${path}/skeleton?ids=0`, { "accept-encoding": "gzip" });
  const bytes = zstdDecompressSync(whole.body);
  check(readSkeleton(bytes).spans === spans, "spans are missing");
  check(readSpanIds(zstdDecompressSync(ids.body)).ids.length === spans * 8, "ids are missing");
  const skeleton = await costs(server, repeats, () => get(`${path}/skeleton?ids=0`, { "accept-encoding": "zstd" }));
  const known = { "if-none-match": String(whole.etag) };
  const unchanged = await costs(server, repeats, async () =>
    check((await get(`${path}/skeleton?ids=0`, known)).status === 304, "it is told again"),
  );
  const decoding = Array.from({ length: repeats }, () => {
    const begun = performance.now();
    readSkeleton(bytes);
    return round(performance.now() - begun);
  });
  const peakMiB = Math.round(probe(server.pid).peakRssBytes / 2 ** 20);
  const paged = await pagesOf(server, path);
  const pages = Math.ceil(spans / perPage);
  const ratio = (of: (cost: Cost) => number) =>
    skeleton.map((cost, at) => round((of(paged.costs[at % paged.costs.length] as Cost) * pages) / of(cost)));
  const figure = (name: string, unit: string, list: readonly number[], aim?: string): Figure => ({
    name: `${spans}: ${name}`,
    unit,
    values: list,
    ...(aim && { aim }),
  });
  return [
    figure(
      "skeleton without ids, zstd",
      "KB",
      [round(whole.body.length / 1000)],
      spans === 100_000 ? "1000" : undefined,
    ),
    figure("skeleton without ids, gzip", "KB", [round(gzipped.body.length / 1000)]),
    figure("ids", "KB", [round(ids.body.length / 1000)]),
    figure(
      "time to the whole skeleton",
      "ms",
      skeleton.map(({ millis }) => millis),
    ),
    figure(
      "server's CPU for it",
      "ms",
      skeleton.map(({ cpuMillis }) => cpuMillis),
    ),
    figure(
      "when nothing changed",
      "ms",
      unchanged.map(({ millis }) => millis),
    ),
    figure("to read it", "ms", decoding),
    figure("server's memory at most", "MiB", [peakMiB]),
    figure(
      `a page of ${perPage}, no content`,
      "ms",
      paged.costs.map(({ millis }) => millis),
    ),
    figure(
      "all pages, of the skeleton's time",
      "×",
      ratio(({ millis }) => millis),
    ),
    figure(
      "all pages, of the skeleton's CPU",
      "×",
      ratio(({ cpuMillis }) => cpuMillis),
    ),
    figure("all pages, of the skeleton's bytes", "×", [round((paged.bytesPerPage * pages) / whole.body.length)]),
  ];
}

/** The first pages; the rest cost as much each. JSON as it is sent, which is not compressed. */
async function pagesOf(server: Server, path: string): Promise<{ costs: Cost[]; bytesPerPage: number }> {
  const bytes: number[] = [];
  let cursor = "";
  const all = await costs(server, Number(values.pages) - 1, async () => {
    const page = await get(`${path}?content=none&limit=${perPage}${cursor}`);
    bytes.push(page.body.length);
    const { nextCursor } = JSON.parse(page.body.toString()) as { nextCursor: string | null };
    cursor = nextCursor === null ? "" : `&cursor=${nextCursor}`;
  });
  return { costs: all, bytesPerPage: bytes.reduce((sum, one) => sum + one, 0) / bytes.length };
}

function check(holds: boolean, problem: string): void {
  if (!holds) throw new Error(problem);
}
