import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { NobodyThere, Refused, sendAll } from "./send.ts";

let sink: Server | undefined;

afterEach(() => sink?.close());

async function listen(answer: (count: number) => number, got: Buffer[] = []): Promise<string> {
  let count = 0;
  sink = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const status = answer(++count);
    if (status === 200) got.push(body);
    response.writeHead(status, status === 503 ? { "retry-after": "0" } : {}).end();
  });
  await new Promise<void>((resolve) => sink?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
}

const requests = ["one", "two", "three"].map((text) => ({
  signal: "traces" as const,
  body: Buffer.from(text),
  items: 1,
}));

test("what an overloaded endpoint refuses is sent again until it is taken", async () => {
  const got: Buffer[] = [];
  const endpoint = await listen((count) => (count <= 4 ? 503 : 200), got);
  let sent = 0;
  await sendAll({ endpoint, headers: {}, gzip: true }, requests, () => sent++);
  expect(got.map((body) => gunzipSync(body).toString()).sort()).toEqual(["one", "three", "two"]);
  expect(sent).toEqual(3);
});

test("a refusal that will not change, and an endpoint that is not there, are told apart", async () => {
  const endpoint = await listen(() => 401);
  const target = { headers: {}, gzip: false };
  await expect(sendAll({ ...target, endpoint }, requests, () => {})).rejects.toThrow(Refused);
  await expect(sendAll({ ...target, endpoint: "http://127.0.0.1:9" }, requests, () => {})).rejects.toThrow(NobodyThere);
});
