import { randomBytes } from "node:crypto";

const millis = 1_000_000n;
type Attributes = Readonly<Record<string, string | number>>;

interface Sent {
  readonly name: string;
  /** Milliseconds after the run's begin. */
  readonly at: number;
  readonly took: number;
  /** The number of the parent in the list; "lost" has not been sent. */
  readonly parent?: number | "lost";
  readonly failed?: string;
  readonly attributes?: Attributes;
}

/** Names that must do nothing but be read. */
const hostileName = `<img src=x onerror="window.hurt=1"> \u202egnitset\u202c {{7*7}}`;

const tool = (name: string): Attributes => ({ "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name });

/** A run with 60 calls of one tool side by side, one of which failed, orphans, and a name that means harm. */
const spans: readonly Sent[] = [
  {
    name: "invoke_agent crawler",
    at: 0,
    took: 6500,
    attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "crawler" },
  },
  {
    name: "chat gpt-5",
    at: 10,
    took: 900,
    parent: 0,
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.request.model": "gpt-5",
      "gen_ai.usage.input_tokens": 1200,
      "gen_ai.usage.output_tokens": 80,
      "gen_ai.input.messages": JSON.stringify([
        { role: "user", parts: [{ type: "text", content: "Fetch the xylophone catalogue." }] },
      ]),
      "gen_ai.output.messages": JSON.stringify([
        { role: "assistant", parts: [{ type: "text", content: "I will fetch sixty pages." }] },
      ]),
    },
  },
  ...Array.from({ length: 60 }, (_, page) => ({
    name: "execute_tool fetch_page",
    at: 1000 + page * 80,
    took: 60 + page,
    parent: 0,
    ...(page === 41 && { failed: "503 from the catalogue" }),
    attributes: { ...tool("fetch_page"), page },
  })),
  { name: hostileName, at: 5900, took: 300, parent: 0, attributes: tool("summarise") },
  { name: "save summary", at: 5950, took: 100, parent: 62 },
  { name: "late child", at: 6000, took: 50, parent: "lost" },
];

/** Sends the run, as if it ended just now; its trace id. */
export async function sendLargeTrace(address: string): Promise<string> {
  const traceId = randomBytes(16).toString("hex");
  await send(address, told(traceId));
  return traceId;
}

/** A run that goes on: so many steps of it are over, and it ends when `isOver`. */
interface LongRun {
  readonly traceId: string;
  readonly begun: bigint;
}

export async function sendLongRun(
  address: string,
  { traceId, begun }: LongRun,
  { steps, isOver }: { readonly steps: number; readonly isOver: boolean },
): Promise<void> {
  const root = "00000000000000a1";
  const at = (millisAfter: number) => String(begun + BigInt(millisAfter) * millis);
  const step = (number: number) => ({
    ...{ traceId, spanId: `00000000000000b${number}`, parentSpanId: root, name: `step ${number}`, kind: 1 },
    ...{ startTimeUnixNano: at(number * 100), endTimeUnixNano: at(number * 100 + 80) },
  });
  const end = isOver ? at(5000) : "0";
  await send(address, [
    { traceId, spanId: root, name: "long run", kind: 1, startTimeUnixNano: at(0), endTimeUnixNano: end },
    ...Array.from({ length: steps }, (_, number) => step(number)),
  ]);
}

function told(traceId: string): object[] {
  const ids = spans.map(() => randomBytes(8).toString("hex"));
  const lost = randomBytes(8).toString("hex");
  const begun = BigInt(Date.now() - 7000) * millis;
  return spans.map(({ name, at, took, parent, failed, attributes = {} }, index) => ({
    traceId,
    spanId: ids[index],
    ...(parent !== undefined && { parentSpanId: parent === "lost" ? lost : ids[parent] }),
    name,
    kind: 1,
    startTimeUnixNano: String(begun + BigInt(at) * millis),
    endTimeUnixNano: String(begun + BigInt(at + took) * millis),
    attributes: pairs(attributes),
    status: failed === undefined ? { code: 0 } : { code: 2, message: failed },
  }));
}

async function send(address: string, items: readonly object[]): Promise<void> {
  const resource = { attributes: pairs({ "service.name": "crawler" }) };
  const answer = await fetch(`${address}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: items }] }] }),
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
}

function pairs(record: Attributes) {
  return Object.entries(record).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { intValue: String(value) },
  }));
}
