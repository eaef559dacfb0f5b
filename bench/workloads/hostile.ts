import { gzipSync, zstdCompressSync } from "node:zlib";
import { randomFrom } from "../../receiver/src/demo/random.ts";
import type { AttributesInput, SpanInput, ValueInput } from "../../receiver/src/otlp/otlp-input.ts";
import { tracesRequest } from "../../receiver/src/otlp/otlp-writer.ts";
import { HOUR, type Size } from "./workload.ts";

/** What comes of a request: all of it stored, a part refused, or the whole refused with that status. */
export type Expected = { readonly status: 200; readonly stored: number } | { readonly status: 400 | 413 | 415 };

export interface HostileLoad {
  readonly name: string;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly expected: Expected;
}

const MiB = 1024 * 1024;
const poison = [
  "-- { error X }",
  "# { error FOO }",
  "'; DROP TABLE spans; --",
  "\u0000",
  "{x:String}",
  "\\N",
  "\u0001",
  "</script>",
];

/** What a careless or evil sender may send. One request each, always with one good span beside the bad one. */
export function* hostile(size: Size): Generator<HostileLoad> {
  const good = (name: string) => goodSpan(size, name);
  const oneBad = (name: string, bad: SpanInput) => ({
    name,
    body: tracesRequest({ items: [good(name), bad] }),
    expected: { status: 200, stored: 1 } as const,
  });
  const stored = (name: string, span: SpanInput) => ({
    ...oneBad(name, span),
    expected: { status: 200, stored: 2 } as const,
  });
  const odd = (name: string, attributes: AttributesInput) => stored(name, { ...good(`${name} itself`), attributes });
  const valid = tracesRequest({ items: [good("whole")] });

  yield oneBad("trace id of 15 bytes", { ...good("a"), traceId: `${"00".repeat(14)}01` });
  yield oneBad("span id all zero", { ...good("b"), spanId: "0000000000000000" });
  yield oneBad("no trace id", { name: "c", spanId: "0000000000000001", start: 1n, end: 2n });
  for (const [i, text] of poison.entries()) yield odd(`poison ${i}`, { text, [text]: text });
  yield odd("keys of objects", { __proto__x: 1, constructor: "x", toString: "y" });
  yield odd("10,000 attributes", Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key ${i}`, i])));
  yield odd("value of 20 MiB", { long: "x".repeat(20 * MiB) });
  yield odd("nested 1,000 deep", { deep: nested(1000) });
  yield odd("lone surrogate", { text: "\ud800 alone" });
  yield stored("no time at all", { ...good("d"), start: 0n, end: 0n });
  yield stored("end before start", { ...good("e"), start: 2_000_000_000_000_000_000n, end: 1n });
  yield stored("the year 2554", { ...good("f"), start: 18_400_000_000_000_000_000n, end: 18_446_744_073_709_551_615n });
  yield { name: "cut off", body: valid.subarray(0, valid.length - 5), expected: { status: 400 } };
  yield { name: "noise", body: noise(size.seed), expected: { status: 400 } };
  yield { name: "gzip without the header", body: gzipSync(valid), expected: { status: 400 } };
  yield {
    name: "header without gzip",
    body: valid,
    headers: { "content-encoding": "gzip" },
    expected: { status: 400 },
  };
  yield { name: "unknown encoding", body: valid, headers: { "content-encoding": "br" }, expected: { status: 415 } };
  yield { name: "text", body: valid, headers: { "content-type": "text/plain" }, expected: { status: 415 } };
  yield {
    name: "gzip bomb",
    body: gzipSync(Buffer.alloc(256 * MiB)),
    headers: { "content-encoding": "gzip" },
    expected: { status: 413 },
  };
  yield {
    name: "zstd bomb",
    body: zstdCompressSync(Buffer.alloc(256 * MiB)),
    headers: { "content-encoding": "zstd" },
    expected: { status: 413 },
  };
}

function goodSpan({ seed, until }: Size, name: string): SpanInput {
  const random = randomFrom(`${seed}/hostile/${name}`);
  const start = BigInt(until - HOUR) * 1_000_000n;
  return { traceId: random.hex(16), spanId: random.hex(8), name, kind: 1, start, end: start + 1_000_000n, status: {} };
}

function nested(depth: number): ValueInput {
  let value: ValueInput = "end";
  for (let level = 0; level < depth; level++) value = { inner: value };
  return value;
}

function noise(seed: string): Uint8Array {
  return Buffer.from(randomFrom(`${seed}/noise`).hex(4096), "hex");
}
