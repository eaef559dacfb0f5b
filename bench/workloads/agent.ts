import { assistant, type Message, type Part, toolResult, user } from "../../receiver/src/demo/message.ts";
import { type Random, randomFrom } from "../../receiver/src/demo/random.ts";
import type { SpanInput } from "../../receiver/src/otlp/otlp-input.ts";
import { tracesRequest } from "../../receiver/src/otlp/otlp-writer.ts";
import { passage } from "./passage.ts";
import { DAY, HOUR, type Load, type Size } from "./workload.ts";

const HISTORY_BYTES = 12_000;
const SPANS_PER_REQUEST = 200;
/** On average. */
export const SPANS_PER_SESSION = 18;
/** One after the other, as they would arrive: 200,000 spans fill a day. */
const MILLIS_PER_SESSION = 7200;
const RESOURCE = { "service.name": "agent-bench", "deployment.environment.name": "bench", "service.version": "1.0.0" };
const models = ["gpt-5", "gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-pro"];
/** Tool calls in a turn: one on average. */
const stepsPerTurn = [0, 0, 0, 1, 1, 2, 3];
const tools = ["search", "read_file", "run_query", "fetch_page", "write_note"];

/** Agent sessions: every chat span carries the growing history, up to 20 KB of it. */
export function* agent(size: Size): Generator<Load> {
  let waiting: SpanInput[] = [];
  for (const span of agentSpans(size)) {
    waiting.push(span);
    if (waiting.length < SPANS_PER_REQUEST) continue;
    yield loadOf(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield loadOf(waiting);
}

/** The last session may be cut. */
export function* agentSpans(size: Size): Generator<SpanInput> {
  let told = 0;
  for (let session = 0; told < size.spans; session++) {
    const spans = agentSession(session, size).slice(0, size.spans - told);
    told += spans.length;
    yield* spans;
  }
}

/** And a day, as sessions are longer and shorter. */
export const daysOfAgents = ({ spans }: Size): number =>
  Math.ceil(((spans / SPANS_PER_SESSION) * MILLIS_PER_SESSION) / DAY) + 1;

/** Each is a function of its number. */
export function agentSession(session: number, size: Size): readonly SpanInput[] {
  return sessionOf(randomFrom(`${size.seed}/agent/${session}`), size, session);
}

function loadOf(items: readonly SpanInput[]): Load {
  return { body: tracesRequest({ resource: RESOURCE, scope: { name: "bench" }, items }), spans: items.length };
}

interface Telling {
  readonly random: Random;
  readonly traceId: string;
  readonly root: string;
  readonly model: string;
  readonly common: Record<string, string>;
  readonly system: string;
  readonly history: string[];
  readonly spans: SpanInput[];
  now: number;
}

function sessionOf(random: Random, { until, spans }: Size, session: number): SpanInput[] {
  const start = until - HOUR - (spans / SPANS_PER_SESSION - session) * MILLIS_PER_SESSION;
  const telling: Telling = {
    random,
    traceId: random.hex(16),
    root: random.hex(8),
    model: random.pick(models),
    common: { "session.id": `bench-${session}`, "user.id": `user-${session % 997}`, "gen_ai.agent.name": "bench" },
    system: passage(random, random.between(2000, 5000)),
    history: [],
    spans: [],
    now: start,
  };
  const turns = Math.min(40, Math.max(1, Math.round(random.lognormal(5, 0.5))));
  for (let turn = 0; turn < turns; turn++) tellTurn(telling);
  return [
    ...telling.spans,
    span(telling, {
      name: "invoke_agent bench",
      kind: 2,
      id: telling.root,
      start,
      attributes: {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.conversation.id": `bench-${session}`,
      },
    }),
  ];
}

function tellTurn(telling: Telling): void {
  const { random } = telling;
  remember(telling, user(passage(random, random.lognormal(220, 0.7))));
  for (let step = random.pick(stepsPerTurn); step > 0; step--) {
    const id = `call_${random.hex(6)}`;
    const name = random.pick(tools);
    const input = { query: passage(random, 60), limit: random.between(1, 50) };
    chat(telling, [{ type: "tool_call", id, name, arguments: input }], "tool_call");
    const result = { rows: passage(random, random.lognormal(1100, 0.8), 0.21) };
    tool(telling, { id, name, input, result });
    remember(telling, toolResult(id, result));
  }
  chat(telling, [{ type: "text", content: passage(random, random.lognormal(700, 0.7)) }], "stop");
}

function remember({ history }: Telling, message: Message): void {
  history.push(JSON.stringify(message));
  let bytes = history.reduce((sum, text) => sum + text.length, 0);
  while (bytes > HISTORY_BYTES && history.length > 1) bytes -= history.shift()?.length ?? 0;
}

function chat(telling: Telling, parts: readonly Part[], reason: string): void {
  const { random, model, system, history } = telling;
  const input = `[${history.join(",")}]`;
  const answer = assistant(...parts);
  const start = telling.now;
  telling.now += random.lognormal(1800, 0.6);
  telling.spans.push(
    span(telling, {
      name: `chat ${model}`,
      kind: 3,
      start,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": model,
        "gen_ai.response.model": model,
        "gen_ai.response.id": `resp_${random.hex(8)}`,
        "gen_ai.response.finish_reasons": [reason],
        "gen_ai.usage.input_tokens": Math.ceil((input.length + system.length) / 4),
        "gen_ai.usage.output_tokens": random.between(20, 900),
        "gen_ai.system_instructions": JSON.stringify([{ type: "text", content: system }]),
        "gen_ai.input.messages": input,
        "gen_ai.output.messages": JSON.stringify([{ ...answer, finish_reason: reason }]),
      },
    }),
  );
  remember(telling, answer);
}

function tool(telling: Telling, call: { id: string; name: string; input: unknown; result: unknown }): void {
  const start = telling.now;
  telling.now += telling.random.lognormal(300, 0.8);
  telling.spans.push(
    span(telling, {
      name: `execute_tool ${call.name}`,
      kind: 1,
      start,
      attributes: {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": call.name,
        "gen_ai.tool.call.id": call.id,
        "gen_ai.tool.call.arguments": JSON.stringify(call.input),
        "gen_ai.tool.call.result": JSON.stringify(call.result),
      },
    }),
  );
}

interface Passing {
  readonly name: string;
  readonly kind: number;
  readonly id?: string;
  readonly start: number;
  readonly attributes: Record<string, string | number | readonly string[]>;
}

function span(telling: Telling, { name, kind, id, start, attributes }: Passing): SpanInput {
  return {
    traceId: telling.traceId,
    spanId: id ?? telling.random.hex(8),
    ...(id === undefined && { parentSpanId: telling.root }),
    flags: 257,
    name,
    kind,
    start: BigInt(Math.round(start * 1000)) * 1000n,
    end: BigInt(Math.round(telling.now * 1000)) * 1000n,
    attributes: { ...telling.common, ...attributes },
    status: {},
  };
}
