import { Hono } from "hono";
import { NotFound } from "../errors.ts";
import type { McpHandler } from "./handler.ts";

export interface McpOptions {
  /** Asks the query API from inside, with the headers of whoever calls, so that it is open to them as far as they are. */
  readonly ask: (address: string, init: RequestInit) => Response | Promise<Response>;
  /** The project that opens to these headers. Throws when none does. */
  readonly projectOf: (headers: Headers) => string;
  /** A tool failed by a fault of ours. */
  readonly onFault: (error: unknown) => void;
}

/** The tools for coding agents, by the Model Context Protocol over streamable HTTP, each request for itself. */
export function mcpRoutes(options: McpOptions): Hono {
  let handler: Promise<McpHandler> | undefined;
  return new Hono()
    .all("/mcp", async (c) => {
      options.projectOf(c.req.raw.headers);
      // Most who start Spanwise never ask for it, and it takes a while to load.
      handler ??= import("./handler.ts").then(({ openMcpHandler }) => openMcpHandler(options));
      return (await handler)(c.req.raw);
    })
    .get("/.well-known/*", () => {
      // Clients look here for a server that gives out keys when theirs is refused; the pages of the UI would mislead them.
      throw new NotFound("keys are not given out here; send one as Authorization: Bearer <key>");
    });
}
