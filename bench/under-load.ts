import { parseArgs } from "node:util";
import { type Api, openApi } from "./api.ts";
import { drained } from "./drained.ts";
import { driveApart } from "./drive-apart.ts";
import { probe } from "./probe.ts";
import { quantiles, round } from "./quantiles.ts";
import { type Figure, report } from "./report.ts";
import { type Server, startServer, temporaryFolder } from "./server.ts";
import { settledProcess } from "./settled.ts";
import type { Size } from "./workloads/workload.ts";

const { values } = parseArgs({
  options: {
    workload: { type: "string", multiple: true },
    spans: { type: "string" },
    seconds: { type: "string" },
    seed: { type: "string", default: "bench" },
    small: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

const seconds = Number(values.seconds ?? (values.small ? 3 : 60));
const usual: Readonly<Record<string, number>> = { small: 10_000_000, agent: 200_000 };
const figures: Figure[] = [];
for (const workload of values.workload ?? ["small", "agent"])
  figures.push(...(await measure(workload, Number(values.spans ?? (values.small ? 5000 : usual[workload])))));
report({ name: "questions while a scan runs and ingest is at half load", figures, sound: true, notes: {} }, values.out);
process.exit(0);

/** What is asked by turns, each time of something else. */
interface Questions {
  readonly [name: string]: (turn: number) => Promise<unknown>;
}

async function measure(workload: string, spans: number): Promise<Figure[]> {
  const folder = temporaryFolder();
  const server = await startServer(folder.path);
  try {
    const { endpoint } = server;
    const size: Size = { seed: values.seed, spans, until: Date.now() };
    const errand = { workload, endpoint, connections: 4, compression: "none", streamed: true } as const;
    const filled = await driveApart({ ...errand, size, pace: { kind: "closed" } });
    const half = spans / (filled.seconds + (await drained(endpoint)) / 1000) / 2;
    await settledProcess(server.pid, folder.path);
    const questions = await questionsAbout(openApi(endpoint), size);
    const alone = await asked(server, questions);
    const more = { seed: `${values.seed}/more`, spans: Math.ceil(half * seconds), until: Date.now() };
    const scanning = new AbortController();
    const scans = scanAlways(endpoint, scanning.signal);
    const load = driveApart({ ...errand, size: more, pace: { kind: "open", spansPerSecond: half } });
    const loaded = await asked(server, questions);
    scanning.abort();
    const scanned = await scans;
    await load;
    return figuresOf(workload, { alone, loaded, scanned });
  } finally {
    await server.stop();
    folder.remove();
  }
}

/** Traces and what their spans say, drawn from all that is there. */
async function questionsAbout(api: Api, { until }: Size): Promise<Questions> {
  const range = { from: "0", to: `${until}000000` };
  const { items } = await api.traces({ ...range, limit: "1000" });
  const ids = items.filter((_, place) => place % 5 === 0).map(({ traceId }) => traceId);
  const told = await Promise.all(ids.slice(0, 40).map((id) => api.trace(id, { limit: "5", content: "none" })));
  const says = told.flatMap((answer) =>
    (answer?.spans ?? []).flatMap(({ attributes }) =>
      Object.entries(attributes).filter((one): one is [string, string] => isShort(one[1])),
    ),
  );
  const at = <Item>(list: readonly Item[], turn: number) => list[(turn * 7) % list.length] as Item;
  return {
    "trace by id": (turn) => api.trace(at(ids, turn)),
    "latest list": () => api.traces({ ...range, limit: "50" }),
    "key = value": (turn) => {
      const [key, value] = at(says, turn);
      return api.traces({ ...range, limit: "50", [`attr.${key}`]: value });
    },
  };
}

function isShort(value: unknown): boolean {
  return typeof value === "string" && value.length > 0 && value.length < 100;
}

interface Asked {
  /** Milliseconds of each answer, by question. */
  readonly times: ReadonlyMap<string, number[]>;
  readonly cpuMillisEach: number;
}

/** By turns for the time of a measurement, with a pause between two as somebody who looks would make. */
async function asked(server: Server, questions: Questions): Promise<Asked> {
  const times = new Map(Object.keys(questions).map((name) => [name, [] as number[]]));
  const [begun, before] = [performance.now(), probe(server.pid).cpuSeconds];
  let count = 0;
  for (let turn = 0; performance.now() - begun < seconds * 1000; turn++)
    for (const [name, ask] of Object.entries(questions)) {
      const from = performance.now();
      await ask(turn);
      times.get(name)?.push(performance.now() - from);
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  return { times, cpuMillisEach: round(((probe(server.pid).cpuSeconds - before) * 1000) / count) };
}

/** One scan of all spans after another; answers how many were finished. */
async function scanAlways(endpoint: string, signal: AbortSignal): Promise<number> {
  let finished = 0;
  while (!signal.aborted) {
    const path = `/api/projects/default/spans?from=${finished}&limit=50&sort=duration`;
    const response = await fetch(endpoint + path, { signal }).catch(() => undefined);
    if (response?.ok) finished += 1;
    await response?.arrayBuffer().catch(() => undefined);
  }
  return finished;
}

function figuresOf(
  workload: string,
  { alone, loaded, scanned }: { readonly alone: Asked; readonly loaded: Asked; readonly scanned: number },
): Figure[] {
  const all = [...loaded.times.values()].flat();
  const each = [...loaded.times].flatMap(([name, under]) => {
    const quiet = quantiles(alone.times.get(name) ?? []);
    const busy = quantiles(under);
    return [
      { name: `${workload}: ${name} p50`, unit: "ms", values: [busy.p50], limit: quiet.p50 },
      { name: `${workload}: ${name} p95`, unit: "ms", values: [busy.p95], limit: quiet.p95 },
    ];
  });
  return [
    ...each,
    { name: `${workload}: all p95`, unit: "ms", values: [quantiles(all).p95], aim: "100" },
    { name: `${workload}: server's CPU of a question, alone`, unit: "ms", values: [alone.cpuMillisEach] },
    { name: `${workload}: scans finished meanwhile`, unit: "", values: [scanned] },
  ];
}
