import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Span } from "../receiver/src/model/span.ts";
import { runChild } from "./child.ts";
import { type FakeProvider, startFakeProvider } from "./fake-provider/fake-provider.ts";
import { emptyFolder, installProject, packSdk, runTool } from "./package/project.ts";
import { type Query, query } from "./query.ts";
import { type Spanwise, startSpanwise } from "./spanwise.ts";

const examples = join(import.meta.dirname, "../examples");
const names = ["two-lines", "tool-capture", "multi-agent", "streaming-chat", "bot"] as const;
type Name = (typeof names)[number];

const project = emptyFolder();
const packages = emptyFolder();
let spanwise: Spanwise;
let provider: FakeProvider;

beforeAll(async () => {
  const dependencies = { openai: "6.49.0", "@types/node": "26.6.6" };
  writeFileSync(join(project.folder, "package.json"), JSON.stringify({ type: "module", dependencies }));
  await installProject(project.folder, examples, await packSdk(packages.folder));
  provider = await startFakeProvider();
  spanwise = await startSpanwise({ API_KEYS: names.map((name) => `key-of-${name}:${name}`).join(",") });
}, 120_000);
afterAll(async () => {
  project.remove();
  packages.remove();
  await provider?.stop();
  await spanwise?.remove();
});

test("their types are right", async () => {
  const how = ["--noEmit", "--strict", "--target", "es2023", "--module", "nodenext", "--types", "node"];
  const files = names.map((name) => `${name}.ts`);
  await runTool(project.folder, "tsc", "--ignoreConfig", "--erasableSyntaxOnly", ...how, ...files);
});

test.for(names)("%s runs, and a receiver knows what it did", async (name) => {
  expect(await run(name)).toBe(said[name]);
  const asked = { spanwise, project: name, key: `key-of-${name}` };
  await expect.poll(() => seen(asked).catch(String), { timeout: 15_000 }).toEqual(facts[name]);
});

/** What it prints. What it reads is two lines. */
function run(name: Name): Promise<string> {
  const environment = {
    OPENAI_API_KEY: "none",
    OPENAI_BASE_URL: `${provider.url}/v1`,
    SPANWISE_ENDPOINT: spanwise.http,
    SPANWISE_API_KEY: `key-of-${name}`,
  };
  const words = ["-c", `printf 'Hello\\nAnd tomorrow?\\n' | "$0" ${name}.ts`, process.execPath];
  return runChild({ program: "sh", words, environment, directory: project.folder });
}

const answer = "It is 18 degrees and sunny in Paris.\n";
const said: Readonly<Record<Name, string>> = {
  "two-lines": answer,
  "tool-capture": answer,
  "multi-agent": answer,
  "streaming-chat": `${answer}${answer}`,
  bot: "Order 4711 is on its way.\n",
};

/** The sessions, and each trace as a tree of lines: what was done, by which agent, with how many tokens. */
async function seen(asked: Query) {
  const sessions = await query<{ items: readonly Session[] }>(asked, "sessions");
  const traces = await query<{ items: readonly { traceId: string; startTime: string }[] }>(asked, "traces");
  const inOrder = traces.items.toSorted((a, b) => Number(BigInt(a.startTime) - BigInt(b.startTime)));
  const trees = inOrder.map(async ({ traceId }) => {
    const { spans } = await query<{ spans: readonly Span[] }>(asked, `traces/${traceId}`);
    return linesBelow(null, spans);
  });
  return { sessions: sessions.items.map(gist), traces: await Promise.all(trees) };
}

interface Session {
  readonly userId: string | null;
  readonly platform: string | null;
  readonly botName: string | null;
  readonly tags: readonly string[];
  readonly endReason: string | null;
  readonly llmCalls: number;
  readonly toolCalls: number;
  readonly traceCount: number;
  readonly tokens: { readonly total: number } | null;
}

function gist({ userId, platform, botName, tags, endReason, llmCalls, toolCalls, traceCount, tokens }: Session) {
  const counts = { llmCalls, toolCalls, traceCount, tokens: tokens?.total };
  return { userId, platform, botName, tags, endReason, ...counts };
}

function linesBelow(parent: string | null, spans: readonly Span[], indent = ""): string[] {
  const below = spans.filter(({ parentSpanId }) => parentSpanId === parent);
  return below.flatMap((span) => [`${indent}${lineOf(span)}`, ...linesBelow(span.spanId, spans, `${indent}  `)]);
}

function lineOf({ name, agentName, tokens, tool }: Span): string {
  const by = agentName === null ? "" : ` by ${agentName}`;
  const given = tool ? `: ${JSON.stringify([tool.arguments, tool.result])}` : "";
  return `${name}${by}${given}${tokens ? `: ${tokens.input}+${tokens.output}` : ""}`;
}

const nobody = { userId: null, platform: null, botName: null, tags: [] };
const counts = { llmCalls: 0, toolCalls: 0, traceCount: 1, tokens: 0 };
const turn = ["session", "  invoke_agent chatter by chatter", "    chat gpt-4o-mini by chatter: 158+42"];

const facts: Readonly<Record<Name, unknown>> = {
  "two-lines": {
    sessions: [{ ...nobody, ...counts, endReason: "exit", llmCalls: 1, tokens: 200 }],
    traces: [["chat gpt-4o-mini: 158+42"]],
  },
  "tool-capture": {
    sessions: [{ ...nobody, ...counts, endReason: "exit", llmCalls: 2, toolCalls: 1, tokens: 338 }],
    traces: [
      [
        "invoke_agent weather_assistant by weather_assistant",
        "  chat gpt-4o-mini by weather_assistant: 120+18",
        '  execute_tool get_weather by weather_assistant: [{"city":"Paris"},{"city":"Paris","degrees":18,"sky":"sunny"}]',
        "  chat gpt-4o-mini by weather_assistant: 158+42",
      ],
    ],
  },
  "multi-agent": {
    sessions: [
      { ...nobody, ...counts, userId: "user-7", tags: ["reports"], endReason: "explicit", llmCalls: 4, tokens: 800 },
    ],
    traces: [
      [
        "session",
        "  invoke_workflow report",
        "    invoke_agent planner by planner",
        "      chat gpt-4o-mini by planner: 158+42",
        "    research",
        "      invoke_agent researcher by researcher",
        "        chat gpt-4o-mini by researcher: 158+42",
        "      invoke_agent researcher by researcher",
        "        chat gpt-4o-mini by researcher: 158+42",
        "    invoke_agent writer by writer",
        "      chat gpt-4o-mini by writer: 158+42",
      ],
    ],
  },
  "streaming-chat": {
    sessions: [
      {
        ...nobody,
        ...counts,
        userId: "user-7",
        platform: "terminal",
        endReason: "explicit",
        llmCalls: 2,
        traceCount: 2,
        tokens: 400,
      },
    ],
    traces: [turn, turn],
  },
  bot: {
    sessions: [
      {
        ...nobody,
        ...counts,
        userId: "user-7",
        platform: "telegram",
        botName: "order_bot",
        endReason: "explicit",
        llmCalls: 1,
        toolCalls: 1,
        tokens: 450,
      },
    ],
    traces: [
      [
        "invoke_agent order_bot by order_bot",
        '  execute_tool find_order by order_bot: [{"text":"Where is my order 4711?"},{"id":"4711","state":"on its way"}]',
        "  chat house-model by order_bot: 400+50",
      ],
    ],
  },
};
