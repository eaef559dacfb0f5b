import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { apart } from "./apart.ts";
import { median, round } from "./quantiles.ts";
import type { SummaryAnswer, SummaryErrand } from "./summaries-apart.ts";
import type { WayName } from "./summary-ways.ts";

const { values } = parseArgs({
  options: {
    spans: { type: "string" },
    repeats: { type: "string" },
    seed: { type: "string", default: "bench" },
    small: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

const told: Readonly<Record<WayName, string>> = {
  none: "no sums",
  added: "sums added by a view",
  states: "idempotent states",
  look: "a look before the write",
  settled: "totals from rows (ours)",
};
const names = Object.keys(told) as WayName[];
const repeats = Number(values.repeats ?? (values.small ? 1 : 3));
/** Of the small workload; the agent's spans are twenty times as large, so there are fewer. */
const spans = Number(values.spans ?? (values.small ? 10_000 : 300_000));
const workloads = values.small ? { small: spans } : { small: spans, agent: Math.ceil(spans / 15) };
const until = Date.now();

const all: Record<string, Record<string, readonly SummaryAnswer[]>> = {};
for (const [workload, count] of Object.entries(workloads)) {
  const answers = await answersOf(workload, count);
  all[workload] = answers;
  const { rows, spans: stored, traces } = answers.settled[0] as SummaryAnswer;
  console.log(
    `\nsums of traces, ${workload}: ${rows} rows told of ${stored} spans in ${traces} traces, ${repeats} runs`,
  );
  console.table(Object.fromEntries(names.map((name) => [told[name], row(answers[name], answers)])));
}
if (values.out) {
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, `${JSON.stringify(all, undefined, 2)}\n`);
}

/** The ways take turns, so that what else the machine does meets them alike. */
async function answersOf(workload: string, count: number): Promise<Record<WayName, SummaryAnswer[]>> {
  const answers: Record<WayName, SummaryAnswer[]> = { none: [], added: [], states: [], look: [], settled: [] };
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const way of names) {
      const size = { seed: `${values.seed}/${repeat}`, spans: count, until };
      const lists = values.small ? 5 : 40;
      const errand: SummaryErrand = { way, workload, size, requestsPerBatch: 10, lists };
      answers[way].push(await apart<SummaryAnswer>("./summaries-apart.ts", errand));
    }
  }
  return answers;
}

type Measured = "cpuMicrosPerRow" | "bytesPerSpan" | "listMillis" | "listCpuMillis" | "wrongTraces" | "counted";

function row(mine: readonly SummaryAnswer[], { none, settled }: Record<WayName, SummaryAnswer[]>) {
  const of = (answers: readonly SummaryAnswer[], what: Measured) => median(answers.map((answer) => answer[what]));
  const extra = (answers: readonly SummaryAnswer[]) => of(answers, "cpuMicrosPerRow") - of(none, "cpuMicrosPerRow");
  const ratio = (what: Measured) => round(of(mine, what) / of(settled, what));
  return {
    "CPU µs/row": of(mine, "cpuMicrosPerRow"),
    "of ours": ratio("cpuMicrosPerRow"),
    "for sums": round(extra(mine)),
    "bytes/span": of(mine, "bytesPerSpan"),
    "of ours ": ratio("bytesPerSpan"),
    "list ms": of(mine, "listMillis"),
    "list CPU ms": of(mine, "listCpuMillis"),
    "of ours  ": ratio("listCpuMillis"),
    "wrong traces": of(mine, "wrongTraces"),
    counted: of(mine, "counted"),
    "wrong, killed at the end": mine[0]?.killedBeforeRemoval,
    "wrong, killed between": mine[0]?.killedBetween,
  };
}
