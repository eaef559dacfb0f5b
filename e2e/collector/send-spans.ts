import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

export interface Sending {
  readonly rounds: number;
  readonly spansInRound: number;
  readonly pauseMillis: number;
  readonly service: string;
}

/** Sends a trace a round. Gives the ids of all spans that were acknowledged; throws when a round was not. */
export async function sendSpans(endpoint: string, sending: Sending): Promise<ReadonlySet<string>> {
  const sent = new Set<string>();
  for (let round = 0; round < sending.rounds; round++) {
    const ids = Array.from({ length: sending.spansInRound }, () => randomBytes(8).toString("hex"));
    const answer = await fetch(`${endpoint}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(requestOf(sending.service, ids)),
    });
    if (answer.status !== 200) throw new Error(`round ${round}: ${answer.status} ${await answer.text()}`);
    for (const id of ids) sent.add(id);
    await sleep(sending.pauseMillis);
  }
  return sent;
}

function requestOf(service: string, spanIds: readonly string[]) {
  const traceId = randomBytes(16).toString("hex");
  const start = BigInt(Date.now()) * 1_000_000n;
  const spans = spanIds.map((spanId, index) => ({
    traceId,
    spanId,
    ...(index > 0 && { parentSpanId: spanIds[0] }),
    name: `step ${index}`,
    kind: 1,
    startTimeUnixNano: String(start + BigInt(index)),
    endTimeUnixNano: String(start + 1_000_000n),
  }));
  const attributes = [{ key: "service.name", value: { stringValue: service } }];
  return { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }] };
}
