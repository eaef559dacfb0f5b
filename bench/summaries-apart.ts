import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Segments } from "../receiver/src/ingest/segments.ts";
import { migrate } from "../receiver/src/store/migrate.ts";
import { openStore } from "../receiver/src/store/open.ts";
import type { Store } from "../receiver/src/store/store.ts";
import { workloadNamed } from "./gen.ts";
import { quantiles, round } from "./quantiles.ts";
import { timed } from "./query-plan.ts";
import { withRepeats } from "./retold.ts";
import { temporaryFolder } from "./server.ts";
import { settledTables } from "./settled.ts";
import { plainSums } from "./summary-tables.ts";
import { type SummaryBatch, type Way, type WayName, ways } from "./summary-ways.ts";
import { openWalker } from "./walker.ts";
import { DAY, type Load, type Size } from "./workloads/workload.ts";

export interface SummaryErrand {
  readonly way: WayName;
  readonly workload: string;
  readonly size: Size;
  readonly requestsPerBatch: number;
  readonly lists: number;
}

export interface SummaryAnswer {
  /** Rows that came in, repeats included, and spans that are. */
  readonly rows: number;
  readonly spans: number;
  readonly traces: number;
  /** Of the process, until no merge is left. */
  readonly cpuMicrosPerRow: number;
  /** Of the summaries alone, merged. */
  readonly bytesPerSpan: number;
  readonly listMillis: number;
  readonly listCpuMillis: number;
  /** Traces whose sums are not those of their stored spans. */
  readonly wrongTraces: number;
  /** Spans counted over spans there are. */
  readonly counted: number;
  /** Of the traces of one batch, wrong after a kill and what the next process does: pour the batch again. */
  readonly killedBeforeRemoval: string;
  readonly killedBetween: string;
}

async function measure({ way: name, workload, size, requestsPerBatch, lists }: SummaryErrand): Promise<SummaryAnswer> {
  const folder = temporaryFolder();
  mkdirSync(join(folder.path, "segments"));
  const end = BigInt(size.until) * 1_000_000n;
  const make = workloadNamed(workload);
  const write = batchWriter(folder.path);
  const written: WrittenBatch[] = [];
  for (const loads of withRepeats(make(size), requestsPerBatch, end)) written.push(await write(loads));
  const store = await openStore({ kind: "embedded", dataDir: folder.path });
  await migrate(store);
  const way = ways[name](store);
  await way.prepare();
  const cpuSeconds = await cpuOf(async () => {
    for (const batch of written) await way.write(batch);
    await settledTables((text) => store.query({ text }));
  });
  const rows = written.reduce((sum, batch) => sum + batch.rows, 0);
  const range = { from: end - BigInt(30 * DAY) * 1_000_000n, to: end };
  const times: number[] = [];
  const listCpu = await cpuOf(async () => {
    times.push(...(await timed(lists, () => listed(way, range))));
  });
  const right = await compare(store, way);
  const bytes = await bytesOf(store, way.table);
  const fresh = (seed: string) =>
    [...make({ ...size, seed, spans: requestsPerBatch * 1000 })].slice(0, requestsPerBatch);
  const [one, two] = [await write(fresh(`${size.seed}/one`)), await write(fresh(`${size.seed}/two`))];
  await way.write(one);
  await way.write(one);
  await way.writeHalf(two);
  await way.write(two);
  const answer = {
    rows,
    ...right,
    cpuMicrosPerRow: round((cpuSeconds / rows) * 1e6),
    bytesPerSpan: round(bytes / right.spans),
    listMillis: quantiles(times).p50,
    listCpuMillis: round((listCpu / Math.ceil(lists * 1.1)) * 1000),
    killedBeforeRemoval: await share(store, way, one),
    killedBetween: await share(store, way, two),
  };
  await store.close();
  folder.remove();
  return answer;
}

interface WrittenBatch extends SummaryBatch {
  readonly rows: number;
}

/** Requests become one segment, as the batcher and the pourer would have it. */
function batchWriter(folder: string) {
  const segments = new Segments(join(folder, "segments"));
  const { batch, take } = openWalker();
  return async (loads: readonly Load[]): Promise<WrittenBatch> => {
    batch.clear();
    for (const { body } of loads) take(body);
    const touched = new Map(batch.touched);
    const [segment] = await segments.write([{ table: "spans_in", rows: batch.spans.written(), touched }]);
    if (segment === undefined) throw new Error("no segment was written");
    const rows = loads.reduce((sum, load) => sum + load.spans, 0);
    return { segment, rows, traces: [...(touched.get("default") ?? [])] };
  };
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function listed(way: Way, range: { from: bigint; to: bigint }): Promise<void> {
  const count = await way.list(range);
  if (way.table !== undefined && count !== 50) throw new Error(`the list of ${way.table} holds ${count}`);
}

async function compare(store: Store, way: Way) {
  const [plain] = await store.query<{ spans: string; traces: string }>({
    text: `SELECT sum(told.1) AS spans, count() AS traces FROM (${plainSums})`,
    lane: "heavy",
  });
  const spans = Number(plain?.spans);
  const traces = Number(plain?.traces);
  if (way.sums === undefined) return { spans, traces, wrongTraces: 0, counted: 0 };
  const [told] = await store.query<{ spans: string }>({
    text: `SELECT sum(told.1) AS spans FROM (${way.sums})`,
    lane: "heavy",
  });
  return { spans, traces, wrongTraces: await wrongOf(store, way.sums), counted: round(Number(told?.spans) / spans) };
}

/** In how many traces the sums differ from the plain ones, or are missing, or are of no trace at all. */
async function wrongOf(store: Store, sums: string, only = "1"): Promise<number> {
  const text = `SELECT count() AS wrong
    FROM (SELECT trace_id, told AS one FROM (${plainSums}) WHERE ${only}) AS plain
    FULL JOIN (SELECT trace_id, told AS other FROM (${sums}) WHERE ${only}) AS kept USING (trace_id)
    WHERE one != other`;
  const [row] = await store.query<{ wrong: string }>({ text, lane: "heavy" });
  return Number(row?.wrong);
}

async function share(store: Store, { sums }: Way, { traces }: SummaryBatch): Promise<string> {
  if (sums === undefined) return "";
  const ids = traces.map((id) => `unhex('${id}')`).join(", ");
  return `${await wrongOf(store, sums, `trace_id IN (${ids})`)} of ${traces.length}`;
}

async function bytesOf(store: Store, table: string | undefined): Promise<number> {
  if (table === undefined) return 0;
  await store.command({ text: `OPTIMIZE TABLE ${table} FINAL`, lane: "ingest" });
  const text = `SELECT sum(bytes_on_disk) AS bytes FROM system.parts
    WHERE active AND database = currentDatabase() AND table = {table:String}`;
  const [row] = await store.query<{ bytes: string }>({ text, params: { table } });
  return Number(row?.bytes);
}

if (import.meta.main) {
  const answer = await measure(JSON.parse(process.argv[2] ?? "") as SummaryErrand);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exit(0);
}
