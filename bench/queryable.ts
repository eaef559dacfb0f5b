import { setTimeout as sleep } from "node:timers/promises";
import { randomFrom } from "../receiver/src/demo/random.ts";
import { tracesRequest } from "../receiver/src/otlp/otlp-writer.ts";
import { openApi } from "./api.ts";
import { openSender } from "./post.ts";

const LONGEST_WAIT_MILLIS = 30_000;

/** Sends a span of its own now and then, and measures how long after its acknowledgement its trace is answered. */
export async function timesToQueryable(endpoint: string, count: number): Promise<number[]> {
  const random = randomFrom(`queryable/${endpoint}/${Date.now()}`);
  const sender = openSender(`${endpoint}/v1/traces`, 1);
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    const traceId = random.hex(16);
    const start = BigInt(Date.now()) * 1_000_000n;
    const items = [{ traceId, spanId: random.hex(8), name: "probe", kind: 1, start, end: start + 1000n, status: {} }];
    const answer = await sender.post(tracesRequest({ resource: { "service.name": "probe" }, items }));
    if (answer.status === 200) times.push(await untilVisible(endpoint, traceId));
    await sleep(random.between(20, 180));
  }
  sender.close();
  return times;
}

async function untilVisible(endpoint: string, traceId: string): Promise<number> {
  const api = openApi(endpoint);
  const acknowledged = performance.now();
  while (performance.now() - acknowledged < LONGEST_WAIT_MILLIS) {
    if (await api.trace(traceId)) break;
    await sleep(10);
  }
  return performance.now() - acknowledged;
}
