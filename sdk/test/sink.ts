import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, zstdDecompressSync } from "node:zlib";

export interface Received {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly encoding: string | undefined;
  /** As it was before it was compressed. */
  readonly body: Buffer;
}

/** What a sink answers, to its first request 0. Nothing is no answer at all. */
export type Answering = (index: number, request: Received) => SinkAnswer | undefined;

export interface SinkAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const takeEverything: Answering = () => ({ status: 200 });

/** A real HTTP server that keeps every export, and takes it unless told to answer otherwise. */
export async function openSink(answering: Answering = takeEverything) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const encoding = request.headers["content-encoding"];
    const one = {
      path: request.url,
      authorization: request.headers.authorization,
      encoding,
      body: decompress(Buffer.concat(chunks), encoding),
    };
    const answer = answering(received.push(one) - 1, one);
    if (!answer) return;
    response.writeHead(answer.status, { "content-type": "application/x-protobuf", ...answer.headers }).end(answer.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    received,
    at: (path: string) => received.filter((request) => request.path === path),
    close: () => server.close().closeAllConnections(),
  };
}

function decompress(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === "gzip") return gunzipSync(body);
  return encoding === "zstd" ? zstdDecompressSync(body) : body;
}
