import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { query } from "./query.ts";
import { type Spanwise, startSpanwise } from "./spanwise.ts";

const key = "key-of-the-bot";
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise({ API_KEYS: `${key}:acme` });
});
afterAll(() => spanwise?.remove());

test("a bot's sessions are there, with what happened in them and how they ended", async () => {
  const bot = spawn(process.execPath, [join(import.meta.dirname, "js/bot.ts")], {
    env: {
      PATH: process.env.PATH,
      AGENTOPS_ENABLED: "true",
      AGENTOPS_API_KEY: key,
      AGENTOPS_ENDPOINT: spanwise.http,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said, [code]] = await Promise.all([text(bot.stdout), once(bot, "exit")]);
  const [, first, second] = /^\[AgentOps\] Initialized successfully\n(\S+) (\S+)\n$/.exec(said) ?? [];
  expect(code).toBe(0);

  await expect
    .poll(() => told(first), { timeout: 15_000 })
    .toEqual({
      session: {
        status: "error",
        endReason: "explicit",
        botName: "support",
        botType: "agent",
        platform: "discord",
        userId: "u-1",
        tags: ["production"],
        metadata: { rating: 2 },
        llmCalls: 1,
        toolCalls: 1,
        cost: "0.25",
      },
      traces: ["invoke_agent support", "invoke_agent support"],
      events: [
        "spanwise.session.start",
        "spanwise.message.received what is the weather?",
        "spanwise.message.received nonsense",
        "exception that is no question",
        "spanwise.event roundtable_vote",
        "spanwise.session.end",
      ],
    });
  await expect
    .poll(() => told(second), { timeout: 15_000 })
    .toMatchObject({
      session: { status: "ok", endReason: "exit", botName: "other", botType: "conversational", platform: null },
      traces: [],
      events: ["spanwise.session.start", "spanwise.session.end"],
    });
});

async function told(id: string | undefined) {
  try {
    const { session, traces, events } = await query<Answer>({ spanwise, project: "acme", key }, `sessions/${id}`);
    const { status, endReason, botName, botType, platform, userId, tags, metadata, llmCalls, toolCalls, cost } =
      session;
    return {
      session: {
        ...{ status, endReason, botName, botType, platform, userId, tags, metadata, llmCalls, toolCalls },
        cost: cost?.total,
      },
      traces: traces.map(({ name }) => name),
      events: events.map(({ eventName, attributes }) => [eventName, ...wordsOf(attributes)].join(" ")),
    };
  } catch (error) {
    return String(error);
  }
}

function wordsOf(attributes: Readonly<Record<string, unknown>>): unknown[] {
  const keys = ["spanwise.message.text", "spanwise.event.name", "exception.message"];
  return keys.map((name) => attributes[name]).filter((word) => word !== undefined);
}

interface Answer {
  readonly session: Readonly<Record<string, unknown>> & { readonly cost: { readonly total: string } | null };
  readonly traces: readonly { readonly name: string }[];
  readonly events: readonly { readonly eventName: string; readonly attributes: Readonly<Record<string, unknown>> }[];
}
