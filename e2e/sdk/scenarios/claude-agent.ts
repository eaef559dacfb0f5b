import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trace } from "@opentelemetry/api";
import type { Play, Stage } from "../scenario.ts";

const model = "claude-sonnet-5-5";

/** Asks Claude Code, which lives as long as the query, with a home of its own and no word to anybody but the provider. */
async function query({ load, provider }: Stage, asked: object, see: (told: Told) => boolean = () => true) {
  const { createSdkMcpServer, query, tool } = await load("@anthropic-ai/claude-agent-sdk");
  const { z } = await load("zod");
  const home = mkdtempSync(join(tmpdir(), "spanwise-claude-"));
  const weather = tool("get_weather", "The weather of a city", { city: z.string() }, look);
  const options = {
    model,
    cwd: home,
    tools: [],
    settingSources: [],
    systemPrompt: "You tell the weather.",
    mcpServers: { weather: createSdkMcpServer({ name: "weather", version: "1.0.0", tools: [weather] }) },
    allowedTools: ["mcp__weather__get_weather"],
    env: { ...quiet, PATH: process.env.PATH, HOME: home, CLAUDE_CONFIG_DIR: home, ANTHROPIC_BASE_URL: provider },
    ...asked,
  };
  try {
    const seen: Told[] = [];
    for await (const told of query({ prompt: "How is the weather in Paris?", options })) {
      seen.push(lasting(told, home));
      if (!see(told)) break;
    }
    return seen;
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 20 });
  }
}

const quiet = {
  ANTHROPIC_API_KEY: "sk-ant-fake",
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  CLAUDE_CODE_MAX_RETRIES: "0",
  DISABLE_AUTOUPDATER: "1",
  DISABLE_TELEMETRY: "1",
};

/** What a tool does runs in the host's process. */
async function look() {
  trace.getTracer("host").startSpan("looks out of the window").end();
  return { content: [{ type: "text", text: JSON.stringify({ celsius: 18 }) }] };
}

interface Told {
  readonly type: string;
  readonly subtype?: string;
}

/** A message without what differs from run to run: ids, times, where it ran and what is installed. */
function lasting({ type, subtype, ...told }: Told, home: string): Told {
  if (subtype === "init") return { type, subtype };
  const text = JSON.stringify({ type, subtype, ...told })
    .replaceAll(home, "home")
    .replace(/"(timestamp|\w*_ms)":("[^"]*"|\d+)/g, '"$1":""');
  return JSON.parse(text) as Told;
}

export const play: Play = {
  packages: ["@anthropic-ai/claude-agent-sdk", "zod"],
  scenarios: {
    "a query with a tool": (stage) => query(stage, {}),
    async "a query in pieces"(stage) {
      const seen = await query(stage, { includePartialMessages: true });
      // A tool may run while the answer that asks for it is still told.
      const isPiece = ({ type }: Told) => type === "stream_event";
      return [seen.filter(isPiece), seen.filter((told) => !isPiece(told))];
    },
    "a query that is refused": (stage) => query(stage, { model: "fail-400" }),
    "a query that is broken off": (stage) => query(stage, { model: "slow-claude" }, ({ type }) => type !== "assistant"),
  },
};
