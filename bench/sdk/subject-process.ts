import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate, setTimeout } from "node:timers/promises";
import { type Running, subjects, type Tracer } from "./subjects.ts";

/** What a process of its own finds out about one subject. Times are of this process alone. */
export interface Start {
  readonly importMillis: number;
  /** Resident memory that loading and setting up added. */
  readonly megabytes: number;
}

export interface Cost {
  readonly made: number;
  /** From `startSpan` until after `end`, which is what the host waits for: processor time of its thread. */
  readonly syncMicros: number;
  /** Of all threads, until all was sent. */
  readonly cpuMicros: number;
  /** The longest the event loop was held in a burst of spans that are made a few at a time. */
  readonly gapMillis: number;
}

/** How many spans a round and a burst have. Both fit what OpenTelemetry's own batches hold: 2,048 spans. */
const sizes = {
  ten: { round: 2000, burst: 2000 },
  words: { round: 400, burst: 600 },
} as const;
type Kind = keyof typeof sizes;

/** Until what is called often has been compiled. */
const WARM_SPANS = 100_000;
const SPANS = 40_000;
const BURSTS = 5;

const ten = {
  "gen_ai.operation.name": "chat",
  "gen_ai.request.model": "a-model-of-some-name",
  "gen_ai.response.model": "a-model-of-some-name-2026-11-21",
  "gen_ai.response.id": "chatcmpl-0123456789abcdef",
  "gen_ai.usage.input_tokens": 1234,
  "gen_ai.usage.output_tokens": 567,
  "gen_ai.request.temperature": 0.7,
  "server.address": "api.example.test",
  "server.port": 443,
  stream: true,
};

/** 64 texts of 8 KB, so that nothing is found again by its identity. */
const texts = Array.from({ length: 64 }, (_, index) =>
  Array.from({ length: 1024 }, (_, word) => ((index * 7919 + word * 104_729) % 1e7).toString(36).padStart(7, "w")).join(
    " ",
  ),
);

function attributesOf(kind: Kind, index: number): Readonly<Record<string, unknown>> {
  if (kind === "ten") return { ...ten };
  return { "gen_ai.input.messages": texts[index % 64], "gen_ai.output.messages": texts[(index + 31) % 64] };
}

function make(tracer: Tracer, kind: Kind, count: number): void {
  for (let index = 0; index < count; index++) {
    tracer.startSpan("chat a-model", { attributes: attributesOf(kind, index) }).end();
  }
}

async function start(name: string, endpoint: string): Promise<Start & { readonly running: Running }> {
  const subject = subjects.find((each) => each.name === name);
  if (!subject) throw new Error(`there is no subject "${name}"`);
  const memory = process.memoryUsage().rss;
  const before = performance.now();
  const setUp = await subject.load();
  const importMillis = performance.now() - before;
  const running = await setUp(endpoint);
  return { importMillis, megabytes: (process.memoryUsage().rss - memory) / 2 ** 20, running };
}

async function measureCost({ tracer, flush }: Running, kind: Kind): Promise<Cost> {
  const { round, burst } = sizes[kind];
  let made = 0;
  let syncMicros = 0;
  const goRound = async () => {
    const before = process.threadCpuUsage();
    make(tracer, kind, round);
    const { user, system } = process.threadCpuUsage(before);
    syncMicros += user + system;
    made += round;
    await flush();
  };
  for (let count = 0; count < WARM_SPANS; count += round) await goRound();
  syncMicros = 0;
  const cpu = process.cpuUsage();
  for (let count = 0; count < SPANS; count += round) await goRound();
  const { user, system } = process.cpuUsage(cpu);
  const gapMillis = await longestGap(async () => {
    for (let count = 0; count < burst; count += 50) {
      make(tracer, kind, 50);
      await setImmediate();
    }
    made += burst;
    await flush();
  });
  return { made, syncMicros: syncMicros / SPANS, cpuMicros: (user + system) / SPANS, gapMillis };
}

/** The median of several bursts, since the machine has gaps of its own. */
async function longestGap(goBurst: () => Promise<void>): Promise<number> {
  const gaps: number[] = [];
  for (let count = 0; count < BURSTS; count++) {
    const delays = monitorEventLoopDelay({ resolution: 1 });
    await setTimeout(50);
    delays.enable();
    await setTimeout(20);
    delays.reset();
    await goBurst();
    await setTimeout(20);
    delays.disable();
    gaps.push(delays.max / 1e6);
  }
  return gaps.toSorted((a, b) => a - b)[Math.floor(BURSTS / 2)] ?? 0;
}

const [name = "", mode = "", endpoint = ""] = process.argv.slice(2);
const { running, ...started } = await start(name, endpoint);
const found = mode === "start" ? started : await measureCost(running, mode as Kind);
process.stdout.write(`\nFOUND ${JSON.stringify(found)}\n`, () => process.exit());
