import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { type Compression, drive } from "./drive.ts";
import { driveApart } from "./drive-apart.ts";
import { small } from "./workloads/small.ts";
import type { Load } from "./workloads/workload.ts";

const size = { seed: "drive", spans: 5000, until: Date.UTC(2026, 10, 21) };
const bodies = [...small(size)].map(({ body }) => Buffer.from(body).toString("base64")).sort();

let sink: Server | undefined;
afterEach(() => sink?.close());

async function listen(answer: (count: number) => number, got: string[], inflate = (body: Buffer) => body) {
  let count = 0;
  sink = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const status = answer(++count);
    if (status === 200) got.push(inflate(body).toString("base64"));
    response.writeHead(status, { "retry-after": "0" }).end();
  });
  await new Promise<void>((resolve) => sink?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
}

const closed = { connections: 3, pace: { kind: "closed" } } as const;

test("every load arrives once and whole, however it is compressed", async () => {
  const inflate = { none: (body: Buffer) => body, gzip: gunzipSync, zstd: zstdDecompressSync };
  for (const compression of ["none", "gzip", "zstd"] satisfies Compression[]) {
    const got: string[] = [];
    const endpoint = await listen(() => 200, got, inflate[compression]);
    const { requests, spans, overloaded } = await drive({ ...closed, endpoint, compression }, small(size));
    expect({ requests, spans, overloaded }).toEqual({ requests: 5, spans: 5000, overloaded: 0 });
    expect(got.sort()).toEqual(bodies);
    sink?.close();
  }
});

test("what is answered with 503 is sent again and counted", async () => {
  const got: string[] = [];
  const endpoint = await listen((count) => (count <= 4 ? 503 : 200), got);
  const driven = await drive({ ...closed, endpoint, compression: "none" }, small(size));
  expect({ spans: driven.spans, overloaded: driven.overloaded }).toEqual({ spans: 5000, overloaded: 4 });
  expect(got.sort()).toEqual(bodies);
});

test("an open loop counts the time a request waits behind a slow one", async () => {
  const endpoint = await listen(() => 200, []);
  const stall = (load: Load) => ({ ...load, spans: 1 });
  sink?.removeAllListeners("request");
  sink?.on("request", async (request, response) => {
    await request.toArray();
    setTimeout(() => response.writeHead(200).end(), 100);
  });
  const pace = { kind: "open", spansPerSecond: 100 } as const;
  const driven = await drive({ endpoint, connections: 1, compression: "none", pace }, small(size).map(stall));
  expect(driven.latency.max).toBeGreaterThan(400);
});

test("any other answer stops the run", async () => {
  const endpoint = await listen(() => 400, []);
  await expect(drive({ ...closed, endpoint, compression: "none" }, small(size))).rejects.toThrow("answered 400");
});

test("the driver in its own process says the same", async () => {
  const got: string[] = [];
  const endpoint = await listen(() => 200, got);
  const driven = await driveApart({ ...closed, endpoint, compression: "none", workload: "small", size });
  expect({ requests: driven.requests, spans: driven.spans }).toEqual({ requests: 5, spans: 5000 });
  expect(got.sort()).toEqual(bodies);
});
