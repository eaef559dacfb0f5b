import { setTimeout as sleep } from "node:timers/promises";
import { openApi } from "./api.ts";
import { drained } from "./drained.ts";
import { workloadNamed } from "./gen.ts";
import { openSender } from "./post.ts";

const longestWait = 600_000;
const busy: ReadonlySet<number> = new Set([429, 503]);

/** Over OTLP, as an agent would: where too much waits it waits too, and tries again until `deadline`, a moment of `performance`. */
export async function sendAll(endpoint: string, workload: string, spans: number, deadline: number): Promise<void> {
  const sender = openSender(`${endpoint}/v1/traces`, 2);
  try {
    for (const { body } of workloadNamed(workload)({ seed: "bench", spans, until: Date.now() })) {
      let answer = await sender.post(body);
      while (busy.has(answer.status) && performance.now() < deadline) {
        await sleep(250);
        answer = await sender.post(body);
      }
      if (answer.status !== 200)
        throw new Error(`${endpoint} answered ${answer.status}: ${answer.body.subarray(0, 300)}`);
    }
  } finally {
    sender.close();
  }
}

/** Sends one trace; to the address of its page, once it is whole in the list. */
export async function sendBigTrace(endpoint: string, spans: number): Promise<string> {
  await sendAll(endpoint, "big", spans, performance.now() + longestWait);
  await drained(endpoint);
  const patience = performance.now() + longestWait;
  for (; performance.now() < patience; await sleep(500)) {
    const { items } = await openApi(endpoint).traces({ limit: "1", from: "0" });
    if (items[0]?.spanCount === spans) return `${endpoint}/p/default/traces/${items[0].traceId}`;
  }
  throw new Error(`not all of ${spans} spans are told`);
}
