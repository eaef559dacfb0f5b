import { Agent, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly retryAfterMillis: number;
  readonly body: Buffer;
}

export interface Sender {
  /** Throws when the connection breaks; then nobody knows whether the request was taken. */
  post(body: Uint8Array, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): void;
}

/** Plain node:http over kept connections: the cheapest client there is here, so that the server is what is measured. */
export function openSender(url: string, connections: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const target = new URL(url);
  return { post: (body, headers = {}) => post(target, agent, body, headers), close: () => agent.destroy() };
}

function post(url: URL, agent: Agent, body: Uint8Array, given: Readonly<Record<string, string>>): Promise<Answer> {
  const headers = { "content-type": "application/x-protobuf", "content-length": body.length, ...given };
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const sent = request(url, { method: "POST", agent, headers, timeout: 60_000 }, (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("error", reject);
    response.on("end", () =>
      resolve({
        status: response.statusCode ?? 0,
        retryAfterMillis: Number(response.headers["retry-after"] ?? 1) * 1000,
        body: Buffer.concat(chunks),
      }),
    );
  });
  sent.on("timeout", () => sent.destroy(new Error("no answer within a minute")));
  sent.on("error", reject);
  sent.end(body);
  return promise;
}
