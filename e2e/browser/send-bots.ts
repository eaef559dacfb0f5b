import type { LogInput, SpanInput } from "../../receiver/src/otlp/otlp-input.ts";
import { logsRequest, tracesRequest } from "../../receiver/src/otlp/otlp-writer.ts";

const second = 1_000_000_000n;
const from = { resource: { "service.name": "bots" }, scope: { name: "@spanwise/sdk" } };

interface Bot {
  readonly session: string;
  readonly name: string;
  readonly type: string;
  readonly plan: string;
  readonly lane: string;
  readonly ended: string;
  /** Seconds. */
  readonly took: bigint;
  readonly inputTokens: number;
  readonly failures: number;
}

/** One at each end of whatever a bound is set on: of time, tokens, cost and failures. */
const bots: readonly Bot[] = [
  {
    ...{ session: "helpdesk-1", name: "helpdesk", type: "agent", plan: "pro", lane: "blue", ended: "explicit" },
    ...{ took: 7200n, inputTokens: 3_000_000, failures: 3 },
  },
  {
    ...{ session: "greeter-1", name: "greeter", type: "conversational", plan: "free", lane: "red", ended: "exit" },
    ...{ took: 1n, inputTokens: 12, failures: 0 },
  },
];

/** Two sessions of bots three hours ago, with what only programs that use our package tell of theirs. */
export async function sendBots(address: string): Promise<void> {
  const start = BigInt(Date.now()) * 1_000_000n - 10_800n * second;
  await send(
    address,
    "traces",
    tracesRequest({ ...from, items: bots.flatMap((bot, place) => steps(bot, place, start)) }),
  );
  await send(address, "logs", logsRequest({ ...from, items: bots.flatMap((bot) => notes(bot, start)) }));
}

async function send(
  address: string,
  signal: "traces" | "logs",
  body: Uint8Array<ArrayBuffer> | Uint8Array,
): Promise<void> {
  const headers = { "content-type": "application/x-protobuf" };
  const answer = await fetch(`${address}/v1/${signal}`, { method: "POST", headers, body: Buffer.from(body) });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
}

function notes({ session, name, type, plan, ended, took, failures }: Bot, start: bigint): LogInput[] {
  const known = {
    "session.id": session,
    "spanwise.bot.name": name,
    "spanwise.bot.type": type,
    "spanwise.metadata": JSON.stringify({ plan }),
  };
  const end = { "spanwise.session.end_reason": ended, "spanwise.session.success": failures === 0 };
  return [
    { time: start, eventName: "spanwise.session.start", attributes: known },
    { time: start + took * second, eventName: "spanwise.session.end", attributes: { ...known, ...end } },
  ];
}

/** A model's call, in it the tools that failed. */
function steps({ session, name, lane, took, inputTokens, failures }: Bot, place: number, start: bigint): SpanInput[] {
  const traceId = String(place + 1).repeat(32);
  const of = (number: number) => String(number + 1).padStart(16, "0");
  const call: SpanInput = {
    ...{ traceId, spanId: of(0), name: "chat gpt-5", start, end: start + took * second },
    ...(failures > 0 && { status: { code: 2, message: "nobody let me in" } }),
    attributes: {
      "session.id": session,
      "user.id": `user of ${name}`,
      "shop.lane": lane,
      "gen_ai.operation.name": "chat",
      "gen_ai.agent.name": name,
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-5",
      "gen_ai.usage.input_tokens": inputTokens,
      "gen_ai.usage.output_tokens": 3,
    },
  };
  const tools = Array.from(
    { length: failures },
    (_, number): SpanInput => ({
      ...{ traceId, spanId: of(number + 1), parentSpanId: of(0), name: "execute_tool unlock" },
      ...{ start: start + second, end: start + 2n * second, status: { code: 2, message: "the door is shut" } },
      attributes: {
        "shop.lane": lane,
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "unlock",
        "error.type": "DoorError",
      },
    }),
  );
  return [call, ...tools];
}
