import { parseArgs } from "node:util";
import { writeFrames } from "./frames.ts";
import { agent } from "./workloads/agent.ts";
import { big } from "./workloads/big.ts";
import { calls } from "./workloads/calls.ts";
import { checkAgent } from "./workloads/check-agent.ts";
import { hostile } from "./workloads/hostile.ts";
import { multi } from "./workloads/multi.ts";
import { small } from "./workloads/small.ts";
import { unread } from "./workloads/unread.ts";
import type { Load, Size, Workload } from "./workloads/workload.ts";

export const workloads: Readonly<Record<string, Workload>> = {
  small,
  agent,
  big,
  multi,
  calls,
  unread,
  hostile: hostileLoads,
};

function* hostileLoads(size: Size): Generator<Load> {
  for (const { body, expected } of hostile(size)) yield { body, spans: expected.status === 200 ? expected.stored : 0 };
}

export function workloadNamed(name: string): Workload {
  const workload = workloads[name];
  if (!workload) throw new Error(`there is no workload "${name}": ${Object.keys(workloads).join(", ")}`);
  return workload;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      workload: { type: "string", default: "agent" },
      spans: { type: "string", default: "10000" },
      seed: { type: "string", default: "bench" },
      file: { type: "string" },
    },
  });
  const size = { seed: values.seed, spans: Number(values.spans), until: Date.now() };
  const loads = [...workloadNamed(values.workload)(size)];
  const bytes = loads.reduce((sum, { body }) => sum + body.length, 0);
  const spans = loads.reduce((sum, load) => sum + load.spans, 0);
  const check = values.workload === "agent" ? checkAgent(loads) : {};
  console.log({ requests: loads.length, spans, bytes, bytesPerSpan: Math.round(bytes / spans), ...check });
  if (values.file) writeFrames(values.file, loads);
}
