import { randomBytes } from "node:crypto";

interface SlowSpan {
  readonly traceId: string;
  /** Tells that it ended now. */
  finish(): Promise<void>;
}

const name = "invoke_agent archivist";
const session = "night shift";
const told = [
  attribute("gen_ai.operation.name", "invoke_agent"),
  attribute("gen_ai.agent.name", "archivist"),
  attribute("session.id", session),
];

/** An agent that has started and is not done: told as docs/span-start.md says. */
export async function startSlowSpan(address: string): Promise<SlowSpan> {
  const [traceId, spanId] = [randomBytes(16).toString("hex"), randomBytes(8).toString("hex")];
  const begun = `${Date.now()}000000`;
  const resource = { attributes: [attribute("service.name", "archive")] };
  const record = {
    ...{ timeUnixNano: begun, eventName: "spanwise.span.start", traceId, spanId },
    attributes: [attribute("spanwise.span.name", name), ...told],
  };
  await post(`${address}/v1/logs`, { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] });
  return {
    traceId,
    async finish() {
      const span = { traceId, spanId, name, kind: 1, startTimeUnixNano: begun, endTimeUnixNano: `${Date.now()}000000` };
      const spans = [{ ...span, attributes: told }];
      await post(`${address}/v1/traces`, { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
    },
  };
}

function attribute(key: string, stringValue: string) {
  return { key, value: { stringValue } };
}

async function post(address: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
}
