import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { randomFrom } from "../receiver/src/demo/random.ts";
import { type Api, openApi } from "./api.ts";
import { workloadNamed } from "./gen.ts";
import { openSender } from "./post.ts";
import { report } from "./report.ts";
import { type Server, startServer, temporaryFolder } from "./server.ts";
import { isSound, verify } from "./verify.ts";
import { spansIn } from "./workloads/check-agent.ts";
import { DAY, type Load } from "./workloads/workload.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    workload: { type: "string", default: "agent" },
    connections: { type: "string", default: "6" },
    seed: { type: "string", default: String(Date.now()) },
    small: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const rounds = Number(positionals[0] ?? (values.small ? 3 : 20));
const size = { seed: `kill ${values.seed}`, spans: rounds * 100_000, until: Date.now() };
const random = randomFrom(size.seed);

/** Loads on their way: what was not acknowledged when the process died is sent again to the next one. */
const fresh = workloadNamed(values.workload)(size);
const again: Load[] = [];
const begun: Load[] = [];
let acknowledged = 0;

const folder = temporaryFolder();
const readyMillis: number[] = [];
for (let round = 0; round < rounds; round++) await loadUntilKilled();
const server = await started();
await sendAgain(server);
const outcome = await judge(openApi(server.endpoint));
await server.stop();
folder.remove();
report(
  {
    name: `kill -9 under load, ${rounds} rounds, ${values.workload}, seed ${values.seed}`,
    sound: outcome.sound,
    figures: [
      { name: "acknowledged", unit: "spans", values: [acknowledged] },
      { name: "lost", unit: "traces", values: [outcome.lost], aim: "0" },
      { name: "doubled", unit: "traces", values: [outcome.doubled], aim: "0" },
      { name: "altered", unit: "spans", values: [outcome.altered], aim: "0" },
      { name: "ready again", unit: "ms", values: readyMillis.slice(1), aim: "2,000" },
    ],
    notes: outcome.sums,
  },
  values.out,
);
process.exit(outcome.sound ? 0 : 1);

async function started(): Promise<Server> {
  const next = await startServer(folder.path);
  readyMillis.push(next.readyMillis);
  return next;
}

async function loadUntilKilled(): Promise<void> {
  const target = await started();
  const sender = openSender(`${target.endpoint}/v1/traces`, Number(values.connections));
  const lanes = Array.from({ length: Number(values.connections) }, () => sendUntilBroken(sender));
  await sleep(random.between(50, 2500));
  await target.stop("SIGKILL");
  await Promise.all(lanes);
  sender.close();
}

async function sendUntilBroken(sender: ReturnType<typeof openSender>): Promise<void> {
  for (let load = next(); load; load = next()) {
    try {
      const { status, body } = await sender.post(load.body);
      if (status === 200 && body.length === 0) acknowledged += load.spans;
      else if (status === 503) again.push(load);
      else throw new Error(`answered ${status}: ${body.toString("latin1")}`);
      if (status === 503) await sleep(200);
    } catch (error) {
      again.push(load);
      if (error instanceof Error && "code" in error) return;
      throw error;
    }
  }
}

function next(): Load | undefined {
  const retry = again.shift();
  if (retry) return retry;
  const { value } = fresh.next();
  if (value) begun.push(value);
  return value ?? undefined;
}

/** Afterwards everything that was ever begun must be there, so what nobody acknowledged goes once more. */
async function sendAgain({ endpoint }: Server): Promise<void> {
  const sender = openSender(`${endpoint}/v1/traces`, 1);
  for (let load = again.shift(); load; load = again.shift()) {
    const { status } = await sender.post(load.body);
    if (status === 200) acknowledged += load.spans;
    else again.push(load);
    if (status !== 200) await sleep(500);
  }
  sender.close();
}

/** Every acknowledged span exactly once, and the sums of the query API equal to those of the bytes sent. */
async function judge(api: Api) {
  const verified = await verify(api, begun, size);
  const range = { from: `${size.until - 40 * DAY}000000`, to: `${size.until + DAY}000000` };
  const { items } = await api.usage(range);
  const told = items[0] as { spans?: number; tokens?: { input?: number } | null } | undefined;
  const sums = {
    spansSent: verified.spans,
    spansStored: told?.spans ?? 0,
    inputTokensSent: begun.reduce((sum, { body }) => sum + inputTokens(body), 0),
    inputTokensStored: told?.tokens?.input ?? 0,
  };
  return {
    sums,
    lost: verified.missing.length + verified.short.length,
    doubled: verified.doubled.length,
    altered: verified.altered.length,
    sound: isSound(verified) && sums.spansSent === sums.spansStored && sums.inputTokensSent === sums.inputTokensStored,
  };
}

function inputTokens(body: Uint8Array): number {
  return spansIn(body)
    .flatMap(({ attributes }) => attributes)
    .filter(({ key }) => key === "gen_ai.usage.input_tokens")
    .reduce((sum, { value }) => sum + Number(value?.intValue ?? 0), 0);
}
