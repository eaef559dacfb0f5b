import { afterEach, expect, test } from "vitest";
import { type Answering, openSink, type SinkAnswer } from "../../test/sink.ts";
import { LossCount } from "./losses.ts";
import type { Compression } from "./pipeline-shape.ts";
import { HttpSender } from "./sending.ts";

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function start(answering: Answering, compression: Compression = "none", timeoutMillis = 5000) {
  const sink = await openSink(answering);
  const losses = new LossCount();
  const lines: string[] = [];
  const sender = new HttpSender({
    url: `${sink.endpoint}/v1/traces`,
    headers: {},
    compression,
    timeoutMillis,
    what: "spans",
    losses,
    say: (_kind, message) => void lines.push(message().replace(sink.endpoint, "")),
    backoff: { firstMillis: 20, mostMillis: 100, giveUpMillis: 400 },
  });
  closing.push(() => {
    sender.stop();
    sink.close();
  });
  return { sink, sender, losses, lines };
}

const batch = (text = "a batch of spans", count = 5) => ({ parts: [Buffer.from(text)], count });
const inTurn =
  (...answers: SinkAnswer[]): Answering =>
  (index) =>
    answers[Math.min(index, answers.length - 1)];

test.each([429, 502, 503, 504])("after %i it tries again", async (status) => {
  const { sink, sender, losses } = await start(inTurn({ status }, { status: 200 }));
  expect(await sender.send(batch())).toBe(true);
  expect(sink.received.length).toBe(2);
  expect(losses).toMatchObject({ sent: 5, trouble: undefined });
});

test("it waits as long as the server asks", async () => {
  const { sender } = await start(inTurn({ status: 429, headers: { "retry-after": "1" } }, { status: 200 }));
  const before = performance.now();
  await sender.send(batch());
  expect(performance.now() - before).toBeGreaterThan(950);
});

test.each([
  [401, "application/json", '{"message":"this key is unknown"}', ": this key is unknown"],
  [404, "text/html", "<html></html>", ""],
  [400, "application/x-protobuf", "\u0012\u0003bad", ": bad"],
  [500, "text/plain", "out\nof\u001b[31m order", ": out of [31m order"],
])("what is refused with %i is dropped and counted, with the server's words", async (status, type, body, words) => {
  const { sink, sender, losses, lines } = await start(() => ({ status, headers: { "content-type": type }, body }));
  expect(await sender.send(batch())).toBe(false);
  expect(sink.received.length).toBe(1);
  expect(losses).toMatchObject({ sent: 0, dropped: { rejected: 5 } });
  expect(lines).toEqual([`5 spans did not get to /v1/traces: it answered ${status}${words}`]);
});

test("a partial success is counted for what it is", async () => {
  const partial = Buffer.from([0x0a, 0x07, 0x08, 0x02, 0x12, 0x03, ...Buffer.from("big")]);
  const { sender, losses, lines } = await start(() => ({ status: 200, body: partial }));
  await sender.send(batch());
  expect(losses).toMatchObject({ sent: 3, dropped: { rejected: 2 } });
  expect(lines).toEqual(["/v1/traces refused 2 of 5 spans: big"]);
});

test("an answer that is no message is an answer", async () => {
  const { sender, losses } = await start(() => ({ status: 200, body: Buffer.from([0x0a, 0xff, 0xff, 0xff]) }));
  expect(await sender.send(batch())).toBe(true);
  expect(losses.sent).toBe(5);
});

test("what a server cannot decompress is sent another way, and so is what follows", async () => {
  const { sink, sender } = await start((_index, { encoding }) => ({ status: encoding === "zstd" ? 415 : 200 }), "zstd");
  await sender.send(batch("first"));
  await sender.send(batch("second"));
  expect(sink.received.map(({ encoding, body }) => [encoding, String(body)])).toEqual([
    ["zstd", "first"],
    ["gzip", "first"],
    ["gzip", "second"],
  ]);
});

test("a server that answers 400 to anything compressed is sent it as it is", async () => {
  const { sink, sender } = await start((_index, { encoding }) => ({ status: encoding ? 400 : 200 }), "zstd");
  expect(await sender.send(batch())).toBe(true);
  expect(sink.received.map(({ encoding }) => encoding)).toEqual(["zstd", "gzip", undefined]);
});

test("a batch that stays unanswered is given up in the end", async () => {
  const { sender, losses, lines } = await start(() => undefined, "none", 100);
  expect(await sender.send(batch())).toBe(false);
  expect(losses).toMatchObject({ dropped: { unreachable: 5 }, trouble: "no answer in 100 ms" });
  expect(lines[0]).toBe("could not send to /v1/traces: no answer in 100 ms");
});

test("while a server fails it is asked one batch at a time", async () => {
  let most = 0;
  let underWay = 0;
  const answering: Answering = () => {
    most = Math.max(most, ++underWay);
    setImmediate(() => underWay--);
    return { status: 503 };
  };
  const { sender } = await start(answering);
  await sender.send(batch());
  most = 0;
  await Promise.all([1, 2, 3, 4, 5].map(() => sender.send(batch())));
  expect(most).toBe(1);
});
