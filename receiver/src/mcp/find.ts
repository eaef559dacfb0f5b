import { z } from "zod";
import type { Item } from "../client/routes.ts";
import { sessionTable, traceTable } from "../terminal/summary-table.ts";
import { filtersFrom, pageShape, q, summaryFilterShape } from "./asked.ts";
import { present, sheetOf, shortened, textFrom, tool } from "./tool.ts";

const sort = z
  .enum(["start", "duration", "cost", "tokens", "errors", "spans"])
  .default("start")
  .describe("by this, the most first");
const input = z.strictObject({ ...summaryFilterShape, q: q.optional(), sort, ...pageShape(20, 100) });

export const findSessionsTool = tool({
  name: "find_sessions",
  title: "Find sessions",
  description:
    "Lists sessions (conversations or runs of an agent, each of one or more traces), the newest first, narrowed by time, status, " +
    "agent, user, model, tool, text and more, with their steps, failures, tokens and cost.",
  input,
  run: async (project, { sort, limit, cursor, ...given }, signal) => {
    const asked = { ...filtersFrom(given), sort, limit, cursor };
    const { items, nextCursor } = await project.get("sessions", asked, signal);
    const lines = items.length === 0 ? [nothing("sessions")] : sessionTable(items, sheetOf());
    return {
      text: textFrom([...lines, ...goesOn(nextCursor)], "ask for fewer with limit"),
      structured: { items: items.map(sessionFacts), nextCursor },
    };
  },
});

export const findTracesTool = tool({
  name: "find_traces",
  title: "Find traces",
  description:
    "Lists traces (one run of an agent: a tree of steps), the newest first, narrowed by time, status, session, agent, user, " +
    "model, tool, text and more, with what was asked, their steps, failures, tokens and cost.",
  input,
  run: async (project, { sort, limit, cursor, ...given }, signal) => {
    const asked = { ...filtersFrom(given), sort, limit, cursor };
    const { items, nextCursor } = await project.get("traces", asked, signal);
    const lines = items.length === 0 ? [nothing("traces")] : traceTable(items, sheetOf());
    return {
      text: textFrom([...lines, ...goesOn(nextCursor)], "ask for fewer with limit"),
      structured: { items: items.map(traceFacts), nextCursor },
    };
  },
});

const nothing = (what: string) =>
  `No ${what} answer to that. The last 24 hours are looked at unless from says otherwise ("7d", "0" for all).`;

const goesOn = (nextCursor: string | null) =>
  nextCursor === null ? [] : [`There are more: ask again with cursor ${nextCursor}`];

type Summary = Item<"sessions"> | Item<"traces">;

const summaryFacts = (told: Summary) => ({
  name: shortened(told.name, 200),
  status: told.status,
  startTime: told.startTime,
  durationNanos: told.durationNanos,
  agentName: told.agentName,
  userId: told.userId,
  service: told.service,
  tags: told.tags,
  spanCount: told.spanCount,
  errorCount: told.errorCount,
  llmCalls: told.llmCalls,
  toolCalls: told.toolCalls,
  tokens: told.tokens?.total,
  cost: told.cost?.total,
});

export const sessionFacts = (session: Item<"sessions">) =>
  present({ sessionId: session.sessionId, traceCount: session.traceCount, ...summaryFacts(session) });

export const traceFacts = (trace: Item<"traces">) =>
  present({
    traceId: trace.traceId,
    sessionId: trace.sessionId,
    ...summaryFacts(trace),
    inputPreview: trace.inputPreview,
    outputPreview: trace.outputPreview,
  });
