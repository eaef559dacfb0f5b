import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepApiKey } from "./key.ts";
import { getJson } from "./request.ts";

const server = createServer((request, response) => {
  const isKnown = request.headers.authorization === "Bearer good";
  response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" });
  response.end(JSON.stringify(isKnown ? { items: [] } : { error: { code: "unauthenticated", message: "send a key" } }));
});
let address: string;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

test("an answer that is none is told in the receiver's words, and a kept key is sent", async () => {
  const { signal } = new AbortController();
  await expect(getJson(address, signal)).rejects.toMatchObject({ status: 401, message: "send a key" });
  keepApiKey("good");
  expect(await getJson(address, signal)).toEqual({ items: [] });
});

test("a receiver that is away has status 0 and says what to do", async () => {
  await expect(getJson("http://127.0.0.1:1/", new AbortController().signal)).rejects.toMatchObject({
    status: 0,
    message: "The receiver does not answer. Is it running?",
  });
});
