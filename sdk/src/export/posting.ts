import type { Agent, IncomingMessage, RequestOptions } from "node:http";
import { unwatched } from "./unwatched.ts";

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly body: Uint8Array;
}

/** Rejects when no whole answer came in time. */
export type Post = (parts: readonly Uint8Array[], headers: Readonly<Record<string, string>>) => Promise<Answer>;

/** What is read of an answer. */
const MOST_ANSWER_BYTES = 64 * 1024;

/** Connections are kept open, and keep no process alive. No instrumentation traces what is posted. */
export function createPost(url: string, timeoutMillis: number, connections: number): { post: Post; close(): void } {
  const post = nodePost(url, timeoutMillis, connections) ?? { post: fetchPost(url, timeoutMillis), close: () => {} };
  return { ...post, post: (parts, headers) => unwatched(() => post.post(parts, headers)) };
}

/** Loaded when first needed. Nothing where there is no node:http. */
function nodePost(url: string, timeoutMillis: number, connections: number) {
  const isSecure = url.startsWith("https:");
  const http = globalThis.process?.getBuiltinModule?.(isSecure ? "node:https" : "node:http");
  const target = targetOf(url);
  if (!http || !target) return undefined;
  const agent: Agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const post: Post = (parts, headers) =>
    new Promise((resolve, reject) => {
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      const request = http.request({
        ...target,
        method: "POST",
        agent,
        headers: { ...headers, "content-length": length },
      });
      const late = () => request.destroy(new Error(`no answer in ${timeoutMillis} ms`));
      const timer = setTimeout(late, timeoutMillis).unref();
      request.once("socket", (socket) => void socket.unref());
      request.once("response", (response) => readAnswer(response, resolve));
      request.once("close", () => {
        clearTimeout(timer);
        reject(new Error("the connection was closed before the answer was whole"));
      });
      request.on("error", reject);
      request.cork();
      for (const part of parts) request.write(part);
      request.end();
    });
  return { post, close: () => agent.destroy() };
}

/** Nothing for what is no address; asking for it fails later, and is said then. */
function targetOf(url: string): RequestOptions | undefined {
  const parsed = URL.parse(url);
  return parsed ? globalThis.process?.getBuiltinModule?.("node:url").urlToHttpOptions(parsed) : undefined;
}

function readAnswer(response: IncomingMessage, resolve: (answer: Answer) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_ANSWER_BYTES) chunks.push(chunk);
  });
  response.on("end", () =>
    resolve({
      status: response.statusCode ?? 0,
      contentType: response.headers["content-type"] ?? "",
      retryAfter: response.headers["retry-after"],
      body: Buffer.concat(chunks),
    }),
  );
}

function fetchPost(url: string, timeoutMillis: number): Post {
  return async (parts, headers) => {
    const body = Buffer.concat(parts);
    const signal = AbortSignal.timeout(timeoutMillis);
    const response = await fetch(url, {
      method: "POST",
      headers,
      body: body as Uint8Array<ArrayBuffer>,
      signal,
      redirect: "manual",
    });
    return {
      status: response.status,
      contentType: response.headers.get("content-type") ?? "",
      retryAfter: response.headers.get("retry-after") ?? undefined,
      body: new Uint8Array(await response.arrayBuffer()).subarray(0, MOST_ANSWER_BYTES),
    };
  };
}
