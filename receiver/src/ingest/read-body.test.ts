import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { BadRequest, Overloaded, TooLarge, UnsupportedMediaType } from "../errors.ts";
import { openBudget } from "./budget.ts";
import { readBody } from "./read-body.ts";

const KiB = 1024;
const MiB = 1024 * KiB;
const text = Buffer.from("some telemetry ".repeat(1000));

interface Case {
  readonly encoding?: string;
  readonly contentLength?: string;
  readonly limit?: number;
  readonly budget?: number;
  readonly timeout?: number;
}

/** Reads what is sent in pieces of that size; tells how much of the budget is left over at the end. */
async function read(sent: Uint8Array | AsyncIterable<Uint8Array>, options: Case = {}) {
  const budget = openBudget(options.budget ?? 4 * MiB);
  const share = budget.open();
  try {
    const source = sent instanceof Uint8Array ? pieces(sent) : sent;
    const body = await readBody(
      {
        chunks: source[Symbol.asyncIterator](),
        contentLength: options.contentLength,
        contentEncoding: options.encoding,
      },
      { bodyBytes: options.limit ?? MiB, share, timeoutMillis: options.timeout ?? 1000 },
    );
    expect(budget.used).toBe(body.length);
    return Buffer.from(body);
  } finally {
    share.close();
    expect(budget.used).toBe(0);
  }
}

async function* pieces(bytes: Uint8Array, size = 700) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test.each([
  ["identity", text],
  ["", text],
  ["gzip", gzipSync(text)],
  ["GZIP", gzipSync(text)],
  [" gzip ", gzipSync(text)],
  ["x-gzip", gzipSync(text)],
  ["gzip", Buffer.concat([gzipSync(text.subarray(0, 5000)), gzipSync(text.subarray(5000))])],
  ["deflate", deflateSync(text)],
  ["deflate", deflateRawSync(text)],
  ["zlib", deflateSync(text)],
  ["zstd", zstdCompressSync(text)],
])("reads %j", async (encoding, sent) => {
  expect(await read(sent, { encoding })).toEqual(text);
});

test("reads an empty body", async () => {
  expect(await read(Buffer.alloc(0))).toEqual(Buffer.alloc(0));
  expect(await read(gzipSync(""), { encoding: "gzip" })).toEqual(Buffer.alloc(0));
});

const wrongSum = gzipSync(text);
wrongSum.writeUInt32LE(1, wrongSum.length - 8);

test.each([
  ["no gzip at all", "gzip", text],
  ["an empty body", "gzip", Buffer.alloc(0)],
  ["a cut end", "gzip", gzipSync(text).subarray(0, -4)],
  ["a wrong checksum", "gzip", wrongSum],
  ["trailing text", "gzip", Buffer.concat([gzipSync(text), Buffer.from("more")])],
  ["trailing zeros", "gzip", Buffer.concat([gzipSync(text), Buffer.alloc(9)])],
  ["a second member cut off", "gzip", Buffer.concat([gzipSync(text), gzipSync(text).subarray(0, 12)])],
  ["no deflate at all", "deflate", text],
  ["trailing text", "deflate", Buffer.concat([deflateSync(text), Buffer.from("more")])],
  ["a cut end", "zstd", zstdCompressSync(text).subarray(0, -4)],
  ["trailing text", "zstd", Buffer.concat([zstdCompressSync(text), Buffer.from("more")])],
])("refuses %s under %s", async (_, encoding, sent) => {
  await expect(read(sent, { encoding })).rejects.toThrow(BadRequest);
});

test.each(["br", "lz4", "snappy", "gzip, gzip", "identity, gzip", "constructor", "x"])(
  "refuses %j",
  async (encoding) => {
    const refused = read(text, { encoding });
    await expect(refused).rejects.toThrow(UnsupportedMediaType);
    await expect(refused).rejects.toThrow("gzip, deflate, zstd or identity");
  },
);

test("takes exactly the limit and not a byte more", async () => {
  expect(await read(text, { limit: text.length })).toEqual(text);
  expect(await read(gzipSync(text), { encoding: "gzip", limit: text.length })).toEqual(text);
  await expect(read(text, { limit: text.length - 1 })).rejects.toThrow(TooLarge);
  await expect(read(gzipSync(text), { encoding: "gzip", limit: text.length - 1 })).rejects.toThrow(TooLarge);
});

test("does not read what says beforehand that it is too large", async () => {
  let reads = 0;
  async function* source() {
    reads += 1;
    yield text;
  }
  await expect(read(source(), { contentLength: String(2 * MiB) })).rejects.toThrow(TooLarge);
  expect(reads).toBe(0);
});

test("stops reading once the limit is passed", async () => {
  let sent = 0;
  async function* endless() {
    for (;;) {
      sent += 64 * KiB;
      yield Buffer.alloc(64 * KiB);
    }
  }
  await expect(read(endless())).rejects.toThrow(TooLarge);
  expect(sent).toBeLessThanOrEqual(MiB + 64 * KiB);
});

test.each([
  ["gzip", (bytes: Buffer) => gzipSync(bytes)],
  ["deflate", (bytes: Buffer) => deflateRawSync(bytes)],
  ["zstd", (bytes: Buffer) => zstdCompressSync(bytes)],
] as const)("a bomb in %s inflates to the limit only", async (encoding, compress) => {
  const bomb = compress(Buffer.alloc(48 * MiB));
  const before = process.memoryUsage.rss();
  await expect(read(bomb, { encoding })).rejects.toThrow(TooLarge);
  expect(process.memoryUsage.rss() - before).toBeLessThan(24 * MiB);
});

test("a zstd frame that asks for a huge window is refused", async () => {
  const frame = Buffer.from("28b52ffd008009000061", "hex");
  expect(zstdDecompressSync(frame)).toEqual(Buffer.from("a"));
  await expect(read(frame, { encoding: "zstd" })).rejects.toThrow(BadRequest);
});

test("bombs below the limit share one budget", async () => {
  const bomb = gzipSync(Buffer.alloc(MiB));
  await expect(read(bomb, { encoding: "gzip", budget: MiB / 2 })).rejects.toThrow(Overloaded);
});

test("a body that dawdles is asked for again", async () => {
  async function* dawdling() {
    yield Buffer.from("a");
    await new Promise((resolve) => setTimeout(resolve, 200));
    yield Buffer.from("b");
  }
  await expect(read(dawdling(), { timeout: 20 })).rejects.toThrow(Overloaded);
});

test("a body that breaks off is the sender's fault", async () => {
  async function* broken() {
    yield Buffer.from("a");
    throw new Error("aborted");
  }
  await expect(read(broken())).rejects.toThrow(BadRequest);
});
