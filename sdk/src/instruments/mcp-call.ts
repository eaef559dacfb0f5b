import { type Attributes, type Context, type Span, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { agentOf, withModelCall } from "../context.ts";
import { quietly } from "../quietly.ts";
import type { Running } from "../running.ts";
import { describe, markFailed, openSpan } from "../spans/open-span.ts";
import { type Fields, fieldsOf, said, textOf } from "./answer.ts";
import { toolOf } from "./begin-work.ts";
import { headersOf, within } from "./trace-context.ts";

export interface Exchange {
  readonly side: "client" | "server";
  readonly method: string;
  readonly params: Fields;
  readonly id: unknown;
  readonly sessionId: unknown;
  /** The class of it. */
  readonly transport: string;
}

/** What belongs to the protocol itself, not to what somebody does by it. */
const unsaid = new Set(["initialize", "ping", "logging/setLevel", "server/discover"]);

/** https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp/ */
export class McpCall {
  readonly context: Context;
  readonly span: Span;
  readonly #running: Running;
  readonly #tool: string | undefined;
  readonly #isMeasured: boolean;
  readonly #began = performance.now();

  static begin(running: Running, exchange: Exchange): McpCall | undefined {
    return unsaid.has(exchange.method) ? undefined : new McpCall(running, exchange);
  }

  constructor(running: Running, exchange: Exchange) {
    const { side, method, params } = exchange;
    const active = context.active();
    const around = side === "server" ? within(active, fieldsOf(params._meta)) : active;
    const isTool = method === "tools/call";
    const target = textOf(params.name) ?? textOf(params.uri);
    this.#running = running;
    this.#tool = isTool ? target : undefined;
    this.#isMeasured = isTool && side === "client" && toolOf(active) !== target;
    const opened = openSpan(running, around, {
      name: target === undefined || method === "resources/read" ? method : `${method} ${target}`,
      kind: side === "client" ? SpanKind.CLIENT : SpanKind.SERVER,
      attributes: attributesOf(exchange, this.#tool, this.#isMeasured),
    });
    this.span = opened.span;
    this.context = withModelCall(opened.context, undefined);
    if (isTool) this.#say(names.toolArguments, params.arguments);
  }

  succeed(result: unknown): void {
    quietly(() => {
      const { isError, content, structuredContent } = fieldsOf(result);
      if (this.#tool !== undefined) this.#say(names.toolResult, structuredContent ?? content);
      if (isError === true) {
        this.span.setAttribute(names.errorType, "tool_error");
        this.span.setStatus({ code: SpanStatusCode.ERROR });
      }
      this.#end(isError === true ? "tool_error" : undefined);
    });
  }

  fail(error: unknown): void {
    quietly(() => {
      markFailed(this.span, error);
      const { code } = fieldsOf(error);
      if (typeof code === "number") this.span.setAttribute("rpc.response.status_code", String(code));
      this.#end(describe(error).name);
    });
  }

  #end(errorType: string | undefined): void {
    if (this.#isMeasured) {
      const agent = agentOf(this.context);
      this.#running.meters.tool((performance.now() - this.#began) / 1000, {
        ...said({ [names.toolName]: this.#tool, [names.agentName]: agent, [names.errorType]: errorType }),
      });
    }
    this.span.end();
  }

  #say(name: string, value: unknown): void {
    if (value === undefined || !this.#running.content.isOn) return;
    const text = quietly(() => this.#running.content.textOf(value, name));
    if (text !== undefined) this.span.setAttribute(name, text);
  }
}

function attributesOf(exchange: Exchange, tool: string | undefined, isTold: boolean): Attributes {
  const { method, params, id, sessionId, side } = exchange;
  return {
    "mcp.method.name": method,
    ...said<string>({
      "mcp.session.id": textOf(sessionId),
      "mcp.resource.uri": textOf(params.uri),
      "gen_ai.prompt.name": method === "prompts/get" ? textOf(params.name) : undefined,
      "jsonrpc.request.id": id === undefined ? undefined : String(id),
      "network.transport": transportOf(exchange.transport),
      [names.operation]: tool === undefined ? undefined : "execute_tool",
      [names.toolName]: tool,
      // A framework has told of the call of the tool already.
      [names.spanKind]: tool !== undefined && side === "client" && !isTold ? "operation" : undefined,
    }),
  };
}

function transportOf(name: string): string | undefined {
  if (/stdio/i.test(name)) return "pipe";
  return /http|sse|websocket/i.test(name) ? "tcp" : undefined;
}

/** The same request, which says in which trace it is. */
export function withTraceContext(request: Fields, span: Span): Fields {
  const params = fieldsOf(request.params);
  return { ...request, params: { ...params, _meta: { ...headersOf(span), ...fieldsOf(params._meta) } } };
}
