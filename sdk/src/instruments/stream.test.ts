import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { context } from "@opentelemetry/api";
import { expect, test } from "vitest";
import type { ModelCall } from "../record/model-call.ts";
import { type ChunkReader, watchStream } from "./stream.ts";

/** A call that notes what it is told. */
function noted() {
  const notes: unknown[] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void notes.push([name, ...values].filter((one) => one !== undefined).join(" "));
  const call: ModelCall = {
    context: context.active(),
    arrived: note("arrived"),
    tell: note("tell"),
    retried: note("retried"),
    end: note("end"),
    fail: note("fail"),
    interrupt: note("interrupt"),
  };
  const reader: ChunkReader = { read: (chunk) => chunk === "extra", told: note("told") };
  return { call, reader, notes };
}

class Numbers {
  readonly controller = new AbortController();
  readonly #items: readonly unknown[];
  constructor(items: readonly unknown[]) {
    this.#items = items;
  }
  async *[Symbol.asyncIterator]() {
    for (const item of this.#items) {
      if (item instanceof Error) throw item;
      if (this.controller.signal.aborted) return;
      yield item;
    }
  }
}

const isAbortedBy =
  ({ signal }: AbortController) =>
  () =>
    signal.aborted;

function watched(...items: readonly unknown[]) {
  const { call, reader, notes } = noted();
  const stream = new Numbers(items);
  watchStream(stream, Symbol.asyncIterator, { call, reader, isAborted: isAbortedBy(stream.controller) });
  return { stream, notes: () => notes.filter((note) => note !== "arrived") };
}

async function read(stream: AsyncIterable<unknown>, stopAfter = Number.POSITIVE_INFINITY) {
  const seen: unknown[] = [];
  for await (const item of stream) {
    seen.push(item);
    if (seen.length === stopAfter) break;
  }
  return seen;
}

test("a stream that is read to its end gives every chunk in order, and its call ends once", async () => {
  const { stream, notes } = watched(1, 2, 3);
  expect(await read(stream)).toEqual([1, 2, 3]);
  expect(notes()).toEqual(["told", "end"]);
  expect([stream instanceof Numbers, Object.keys(stream)]).toEqual([true, ["controller"]]);
});

test("a chunk that the host did not ask for is kept from it", async () => {
  const { stream, notes } = watched(1, "extra", 2, "extra");
  expect(await read(stream)).toEqual([1, 2]);
  expect(notes()).toEqual(["told", "end"]);
});

test("a stream that is broken off is interrupted", async () => {
  const { stream, notes } = watched(1, 2, 3);
  expect(await read(stream, 2)).toEqual([1, 2]);
  expect(notes()).toEqual(["told", "interrupt"]);
});

test("a stream that ends because it was aborted is interrupted", async () => {
  const { stream, notes } = watched(1, 2, 3);
  const seen: unknown[] = [];
  for await (const item of stream) {
    seen.push(item);
    stream.controller.abort();
  }
  expect(seen).toEqual([1]);
  expect(notes()).toEqual(["told", "interrupt"]);
});

test("an error of the stream is the host's too, unchanged", async () => {
  const error = new Error("cut");
  const { stream, notes } = watched(1, error);
  await expect(read(stream)).rejects.toBe(error);
  expect(notes()).toEqual(["told", "fail Error: cut"]);
});

test("chunks that are asked for at once come in their order", async () => {
  const { stream } = watched(1, 2);
  const iterator = stream[Symbol.asyncIterator]();
  const results = await Promise.all([iterator.next(), iterator.next(), iterator.next()]);
  expect(results).toEqual([
    { value: 1, done: false },
    { value: 2, done: false },
    { value: undefined, done: true },
  ]);
});

test("what a host does with the iterator itself goes through: return, throw, for await", async () => {
  const { stream, notes } = watched(1, 2, 3);
  const iterator = stream[Symbol.asyncIterator]();
  expect(iterator[Symbol.asyncIterator]()).toBe(iterator);
  expect(await iterator.next()).toEqual({ value: 1, done: false });
  await expect(iterator.throw(new Error("of the host"))).rejects.toThrow("of the host");
  expect(await iterator.next()).toEqual({ value: undefined, done: true });
  expect(notes()[1]).toBe("fail Error: of the host");
});

test("a stream that nobody reads, or stops to read, is interrupted when it is forgotten", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const { notes: never } = watched(1, 2);
  const partly = await (async () => {
    const { stream, notes } = watched(1, 2);
    await stream[Symbol.asyncIterator]().next();
    return notes;
  })();
  await expect
    .poll(
      () => {
        collect();
        return [never(), partly()];
      },
      { timeout: 10_000 },
    )
    .toEqual([
      ["told", "interrupt"],
      ["told", "interrupt"],
    ]);
});
