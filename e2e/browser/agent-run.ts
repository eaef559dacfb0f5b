import { randomBytes } from "node:crypto";

const second = 1_000_000_000n;
const millis = 1_000_000n;
type Value = string | number;

interface Step {
  readonly name: string;
  /** Milliseconds after the run's begin. */
  readonly at: number;
  readonly took: number;
  readonly parent?: number;
  readonly failed?: string;
  readonly attributes: Readonly<Record<string, Value>>;
}

const steps: readonly Step[] = [
  {
    name: "invoke_agent refunds",
    at: 0,
    took: 4200,
    attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "refunds" },
  },
  { name: "chat gpt-5", at: 40, took: 1700, parent: 0, attributes: chat(812, 96) },
  {
    name: "execute_tool find_order",
    at: 1800,
    took: 320,
    parent: 0,
    attributes: { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "find_order" },
  },
  {
    name: "execute_tool refund",
    at: 2150,
    took: 900,
    parent: 0,
    failed: "the payment is older than 90 days",
    attributes: { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "refund" },
  },
  { name: "chat gpt-5", at: 3080, took: 1100, parent: 0, attributes: chat(1004, 141) },
];

function chat(input: number, output: number) {
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-5",
    "gen_ai.usage.input_tokens": input,
    "gen_ai.usage.output_tokens": output,
    "gen_ai.input.messages": JSON.stringify([
      { role: "user", parts: [{ type: "text", content: "Please refund my order 1042." }] },
    ]),
  };
}

/** Sends a run of an agent that ended just now, and beside it a span that nobody can take. */
export async function sendAgentRun(address: string): Promise<void> {
  const traceId = randomBytes(16).toString("hex");
  const ids = steps.map(() => randomBytes(8).toString("hex"));
  const begun = BigInt(Date.now()) * millis - 5n * second;
  const spans = steps.map(({ name, at, took, parent, failed, attributes }, index) => ({
    traceId,
    spanId: ids[index],
    ...(parent !== undefined && { parentSpanId: ids[parent] }),
    name,
    kind: 1,
    startTimeUnixNano: String(begun + BigInt(at) * millis),
    endTimeUnixNano: String(begun + BigInt(at + took) * millis),
    attributes: pairs({ ...attributes, "session.id": "order 1042" }),
    status: failed === undefined ? { code: 0 } : { code: 2, message: failed },
  }));
  const bad = { ...spans[0], spanId: "0000000000000000", name: "a span without an id" };
  const resource = { attributes: pairs({ "service.name": "shop" }) };
  const answer = await fetch(`${address}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [...spans, bad] }] }] }),
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
}

function pairs(record: Readonly<Record<string, Value>>) {
  return Object.entries(record).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { intValue: String(value) },
  }));
}
