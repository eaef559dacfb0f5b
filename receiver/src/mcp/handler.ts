import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { ApiError } from "../client/api-error.ts";
import { openClient, type ProjectClient } from "../client/client.ts";
import { compareTool } from "./compare.ts";
import { explainFailureTool } from "./explain-failure.ts";
import { findSessionsTool, findTracesTool } from "./find.ts";
import { readSpanTool } from "./read-span.ts";
import { readTraceTool } from "./read-trace.ts";
import type { McpOptions } from "./routes.ts";
import { searchTool } from "./search.ts";
import { asData, type Tool } from "./tool.ts";
import { usageTool } from "./usage.ts";

export type McpHandler = (request: Request) => Promise<Response>;

const tools: readonly Tool[] = [
  findSessionsTool,
  findTracesTool,
  readTraceTool,
  readSpanTool,
  explainFailureTool,
  compareTool,
  usageTool,
  searchTool,
];

const instructions =
  "Spanwise holds what AI agents did: sessions of traces, traces of steps (spans) such as model and tool calls, with " +
  "messages, errors, tokens and cost. Start with find_sessions or find_traces; explain_failure says why one went wrong, " +
  `read_trace shows its steps, read_span one of them whole. ${asData}`;

/** What is asked is read from these alone, whatever else the caller sends. */
const passedOn = ["authorization", "x-api-key"] as const;

const mostBodyBytes = 1024 * 1024;

export function openMcpHandler({ ask, projectOf, onFault }: McpOptions): McpHandler {
  const serverFor = (headers: Headers): McpServer => {
    const credentials = Object.fromEntries(passedOn.flatMap((name) => pairOf(name, headers.get(name))));
    const client = openClient({
      fetch: (address, init) => ask(address, { ...init, headers: { ...init.headers, ...credentials } }),
    });
    const project = client.project(projectOf(headers));
    const server = new McpServer({ name: "spanwise", title: "Spanwise", version: "0.1.0" }, { instructions });
    for (const tool of tools) register(server, tool, project, onFault);
    return server;
  };
  const { fetch } = createMcpHandler(({ requestInfo }) => serverFor(requestInfo?.headers ?? new Headers()), {
    // Nothing here changes, so there is nothing to listen to.
    maxSubscriptions: 0,
    maxRequestBodySize: mostBodyBytes,
  });
  return (request) => fetch(request);
}

const pairOf = (name: string, value: string | null) => (value === null ? [] : [[name, value] as const]);

/** What answers hold came from models, users and pages of the web, so their world is an open one. */
const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };

function register(server: McpServer, tool: Tool, project: ProjectClient, onFault: (error: unknown) => void): void {
  const { name, title, description, input, run } = tool;
  const told = { title, description: `${description} ${asData}`, inputSchema: input, annotations };
  server.registerTool(name, told, async (given, { mcpReq }) => {
    try {
      const { text, structured } = await run(project, given as never, mcpReq.signal);
      return { content: [{ type: "text", text }], structuredContent: structured };
    } catch (error) {
      // What the API itself could not answer is logged there.
      if (!(error instanceof ApiError) || error.status === 0) onFault(error);
      return { content: [{ type: "text", text: refusalOf(error) }], isError: true };
    }
  });
}

function refusalOf(error: unknown): string {
  if (!(error instanceof ApiError)) return "This failed by a fault of Spanwise; its log tells more.";
  return error.status === 404 ? `${error.message}. find_sessions and find_traces tell which there are.` : error.message;
}
