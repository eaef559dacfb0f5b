import fc from "fast-check";
import type { SpanInput } from "../src/otlp/otlp-input.ts";
import { logsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";

/** A telling of a span, as an exporter sends it. */
interface Telling {
  readonly span: number;
  readonly shift: number;
  readonly session: string | undefined;
}

export interface History {
  readonly spans: readonly Drawn[];
  /** What is sent, batch by batch: spans come again, late, elsewhere in time, and of another session. */
  readonly batches: readonly (readonly Telling[])[];
}

type Work = "chat" | "execute_tool" | "invoke_agent" | "embeddings" | "plain";

interface Drawn {
  readonly trace: number;
  readonly isBelow: boolean;
  readonly at: number;
  readonly lasting: number;
  readonly work: Work;
  readonly model: string;
  readonly tool: string;
  readonly tokens: number;
  readonly failed: boolean;
  readonly error: string | undefined;
  readonly session: string | undefined;
  readonly user: string | undefined;
  readonly platform: string | undefined;
  readonly agent: string;
  readonly tags: readonly string[];
  readonly environment: string | undefined;
  readonly plan: string | undefined;
  readonly note: string | undefined;
}

/** Around the days on which clocks are set, in seconds. */
const days = ["2018-11-04T03:00:00Z", "2025-03-30T01:00:00Z", "2025-10-26T01:00:00Z", "2025-12-31T23:30:00Z"].map(
  (time) => Date.parse(time) / 1000,
);
const perhaps = (...values: readonly string[]) => fc.constantFrom(undefined, ...values);

const drawn: fc.Arbitrary<Drawn> = fc.record({
  trace: fc.nat(5),
  isBelow: fc.boolean(),
  at: fc.integer({ min: -7200 * 4, max: 7200 * 4 }),
  lasting: fc.integer({ min: 0, max: 5000 }),
  work: fc.constantFrom<Work>("chat", "chat", "execute_tool", "invoke_agent", "embeddings", "plain"),
  model: fc.constantFrom("gpt-4o", "claude-sonnet-4-20250514", "nobody-knows-it"),
  tool: fc.constantFrom("search", "shell"),
  tokens: fc.integer({ min: 0, max: 3000 }),
  failed: fc.boolean(),
  error: perhaps("TimeoutError", "RateLimit"),
  session: perhaps("s1", "s2"),
  user: perhaps("ann", "Bob"),
  platform: perhaps("slack", "web"),
  agent: fc.constantFrom("planner", "writer"),
  tags: fc.subarray(["red", "blue"]),
  environment: perhaps("prod", "test"),
  plan: perhaps("pro", "free"),
  note: perhaps("x", "y"),
});

export const histories: fc.Arbitrary<History> = fc.array(drawn, { minLength: 1, maxLength: 20 }).chain((spans) => {
  const telling = fc.record({
    span: fc.nat(spans.length - 1),
    shift: fc.constantFrom(0, 0, 0, 70, 4000),
    session: perhaps("s1", "s3"),
  });
  const first = spans.map(({ session }, span) => ({ span, shift: 0, session }));
  const orders = fc.shuffledSubarray(first, { minLength: first.length, maxLength: first.length });
  const again = fc.array(telling, { maxLength: 6 });
  return fc.record({
    spans: fc.constant(spans),
    batches: fc
      .tuple(orders, again, fc.nat(spans.length))
      .map(([all, more, cut]) => [all.slice(0, cut), [...all.slice(cut), ...more], all.slice(0, 2)]),
  });
});

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");
const absent = <Value>(key: string, value: Value | undefined) => (value === undefined ? {} : { [key]: value });

function toInput({ spans }: History, { span: number, shift, session }: Telling): SpanInput {
  const one = spans[number] as Drawn;
  const parent = one.isBelow ? spans.findIndex(({ trace }) => trace === one.trace) : -1;
  const base = days[one.trace % days.length] ?? 0;
  const start = BigInt(base + one.at + shift) * 1_000_000_000n;
  return {
    traceId: hex(one.trace + 1, 32),
    spanId: hex(number + 1, 16),
    ...(parent >= 0 && parent !== number && { parentSpanId: hex(parent + 1, 16) }),
    name: one.work === "plain" ? "GET /" : one.work,
    start,
    end: start + BigInt(one.lasting) * 1_000_000n + BigInt(shift),
    ...(one.failed && { status: { code: 2, message: "went wrong" } }),
    attributes: { ...workOf(one), ...whoseOf(one, session), ...(one.failed && absent("error.type", one.error)) },
  };
}

function workOf({ work, model, tool, tokens, agent }: Drawn) {
  if (work === "plain") return {};
  const operation = { "gen_ai.operation.name": work };
  if (work === "execute_tool") return { ...operation, "gen_ai.tool.name": tool };
  if (work === "invoke_agent") return { ...operation, "gen_ai.agent.name": agent };
  const used = { "gen_ai.usage.input_tokens": tokens, "gen_ai.usage.output_tokens": tokens % 7 };
  return { ...operation, "gen_ai.request.model": model, "gen_ai.provider.name": "openai", ...(tokens > 0 && used) };
}

const whoseOf = ({ user, platform, tags, environment, plan, note }: Drawn, session: string | undefined) => ({
  ...absent("gen_ai.conversation.id", session),
  ...absent("user.id", user),
  ...absent("spanwise.platform", platform),
  ...absent("deployment.environment.name", environment),
  ...absent("metadata", plan && JSON.stringify({ plan })),
  ...absent("note", note),
  ...(tags.length > 0 && { tags }),
});

/** The requests of a history, in their order. */
export function requestsOf(history: History): { signal: "traces" | "logs"; body: Uint8Array }[] {
  const batches = history.batches
    .filter((batch) => batch.length > 0)
    .map((batch) =>
      tracesRequest({ resource: { "service.name": "svc" }, items: batch.map((one) => toInput(history, one)) }),
    );
  const begun = ["s1", "s2"].map((session) => ({
    eventName: "spanwise.session.start",
    time: BigInt((days[1] ?? 0) - 30_000) * 1_000_000_000n,
    attributes: {
      "session.id": session,
      "spanwise.bot.name": session === "s1" ? "Otto" : "Hugo",
      "spanwise.metadata": JSON.stringify({ plan: session === "s1" ? "pro" : "basic" }),
    },
  }));
  const ended = begun.map(({ attributes }) => ({
    eventName: "spanwise.session.end",
    time: BigInt(Math.max(...days) + 100_000) * 1_000_000_000n,
    attributes: { ...attributes, "spanwise.session.end_reason": "exit" },
  }));
  const told = logsRequest({ resource: { "service.name": "svc" }, items: [...begun, ...ended] });
  return [...batches.map((body) => ({ signal: "traces" as const, body })), { signal: "logs", body: told }];
}
