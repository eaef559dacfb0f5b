import { setTimeout as sleep } from "node:timers/promises";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HttpDoor, listenHttp } from "../listen.ts";
import { download } from "./download.ts";

const piece = Buffer.alloc(64 * 1024, "a long line, ");
const state = { told: 0, ended: 0, broken: [] as unknown[] };

/** Breaks where it is told to, counted in pieces. */
async function* pieces(breaksAt: number, most: number): AsyncGenerator<Uint8Array> {
  try {
    for (; state.told < most; state.told += 1) {
      if (state.told === breaksAt) throw new Error("the engine went away");
      yield piece;
    }
  } finally {
    state.ended += 1;
  }
}

let door: HttpDoor;
let dones = 0;

beforeAll(async () => {
  const app = new Hono();
  app.onError((error, c) => c.text(error.message, 500));
  app.get("/", (c) => {
    const at = (name: string) => Number(c.req.query(name));
    Object.assign(state, { told: 0, ended: 0, broken: [] });
    dones = 0;
    return download(c, {
      pieces: pieces(at("breaksAt"), at("most")),
      headers: { "content-type": "text/plain" },
      isPlain: true,
      done: () => {
        dones += 1;
      },
      onBroken: (error) => state.broken.push(error),
    });
  });
  door = await listenHttp(app, { host: "127.0.0.1", port: 0, requestTimeoutMillis: 30_000 });
});

afterAll(() => door.close(Date.now()));

const ask = (query: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${door.port}/?${query}`, init);

test("comes whole to who takes it", async () => {
  const answer = await ask("most=40&breaksAt=-1");
  expect((await answer.bytes()).length).toEqual(40 * piece.length);
  expect({ ...state, dones }).toEqual({ told: 40, ended: 1, broken: [], dones: 1 });
});

test.each(["identity", "gzip", "zstd"])("what breaks half-way does not look whole, by %s", async (coding) => {
  const answer = await ask("most=400&breaksAt=200", { headers: { "accept-encoding": coding } });
  expect(answer.status).toEqual(200);
  await expect(answer.bytes()).rejects.toThrow();
  expect({ ...state, dones }).toEqual({
    ...{ told: 200, ended: 1, dones: 1 },
    broken: [expect.objectContaining({ message: "the engine went away" })],
  });
});

test("what is wrong from the beginning is an answer like any other", async () => {
  const answer = await ask("most=9&breaksAt=0");
  expect([answer.status, await answer.text()]).toEqual([500, "the engine went away"]);
  expect({ ...state, dones }).toEqual({ told: 0, ended: 1, broken: [], dones: 1 });
});

test("waits for who takes it slowly, and ends when nobody does", async () => {
  const gone = new AbortController();
  const answer = await ask("most=100000&breaksAt=-1", {
    signal: gone.signal,
    headers: { "accept-encoding": "identity" },
  });
  await sleep(300);
  const told = state.told;
  await sleep(300);
  expect(state.told).toEqual(told);
  expect(told).toBeLessThan(400);
  expect(state.ended).toEqual(0);
  gone.abort();
  await expect(answer.bytes()).rejects.toThrow();
  await expect
    .poll(() => ({ ended: state.ended, dones, broken: state.broken }))
    .toEqual({ ended: 1, dones: 1, broken: [] });
});
