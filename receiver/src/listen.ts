import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { StartProblem } from "./start-problem.ts";

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  /** How long a request may take to arrive whole. */
  readonly requestTimeoutMillis: number;
}

export interface HttpDoor {
  /** The port it listens on, also where 0 was asked for. */
  readonly port: number;
  /** Takes no new connections, lets answers under way be finished, and cuts what is open still at the deadline (Unix milliseconds). */
  close(deadline: number): Promise<void>;
}

const longestHeadersMillis = 20_000;

export async function listenHttp(app: Hono, { host, port, requestTimeoutMillis }: HttpOptions): Promise<HttpDoor> {
  const server = createServer(
    {
      // Who reads a body ends it when it is late and asks for it again, which 408 would not: this one is for the rest.
      requestTimeout: requestTimeoutMillis + longestHeadersMillis,
      headersTimeout: Math.min(requestTimeoutMillis, longestHeadersMillis),
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 1000,
    },
    getRequestListener(app.fetch),
  );
  server.listen({ host, port });
  try {
    await once(server, "listening");
  } catch (error) {
    throw portProblem(error, "PORT", { host, port });
  }
  return { port: (server.address() as AddressInfo).port, close: (deadline) => closeServer(server, deadline) };
}

async function closeServer(server: Server, deadline: number): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), Math.max(0, deadline - Date.now()));
  await closed.finally(() => clearTimeout(timer));
}

/** What kept a door from being opened, in a sentence; anything unforeseen comes back as it is. */
export function portProblem(
  error: unknown,
  setting: "PORT" | "GRPC_PORT",
  at: { host: string; port: number },
): unknown {
  const { message = "", code = "" } = error as { message?: string; code?: string };
  const is = (name: string) => code === name || message.includes(name);
  const problem = (text: string) => new StartProblem(text, { cause: error });
  if (is("EADDRINUSE")) return problem(`Port ${at.port} is taken; stop what uses it, or set ${setting} to another.`);
  if (is("EACCES")) return problem(`Port ${at.port} needs more rights; set ${setting} to one above 1023.`);
  if (is("EADDRNOTAVAIL") || is("ENOTFOUND")) return problem(`This machine has no address ${at.host}; mend HOST.`);
  return error;
}
