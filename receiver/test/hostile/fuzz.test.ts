import { afterAll, beforeAll, expect, test } from "vitest";
import { BadRequest } from "../../src/errors.ts";
import type { Signal } from "../../src/model/signal.ts";
import { encodeJson } from "../../src/otlp/json.ts";
import { logsRequest, metricsRequest } from "../../src/otlp/otlp-writer.ts";
import { jsonSpan, jsonTraces, span, start, traceId, traces } from "../sent-spans.ts";
import { poured, type TestReceiver, testReceiver } from "../test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const attributes = { text: "x".repeat(300), list: [1, "a", null, 1.5], "gen_ai.operation.name": "chat" };
const time = String(start);
const values = [{ key: "k", value: { arrayValue: { values: [{ intValue: "1" }, { doubleValue: "NaN" }] } } }];
const point = { timeUnixNano: time, asInt: "3", attributes: values };
const valid: Readonly<Record<Signal, { protobuf: Uint8Array; json: string }>> = {
  traces: {
    protobuf: traces(span({ attributes, events: [{ name: "e", attributes }], links: [{ traceId }] }), span()),
    json: JSON.stringify(jsonTraces(jsonSpan({ attributes: values, events: [{ timeUnixNano: time, name: "e" }] }))),
  },
  logs: {
    protobuf: logsRequest({ items: [{ time: start, body: attributes, attributes, traceId, severityNumber: 9 }] }),
    json: JSON.stringify({
      resourceLogs: [
        { scopeLogs: [{ logRecords: [{ timeUnixNano: time, attributes: values, body: { stringValue: "b" } }] }] },
      ],
    }),
  },
  metrics: {
    protobuf: metricsRequest({
      items: [
        {
          name: "s",
          data: {
            type: "sum",
            temporality: 1,
            points: [{ time: start, value: 3n, attributes, exemplars: [{ traceId, value: 1 }] }],
          },
        },
        {
          name: "h",
          data: {
            type: "histogram",
            temporality: 2,
            points: [{ time: start, count: 3n, bucketCounts: [1n, 2n], explicitBounds: [5] }],
          },
        },
        {
          name: "e",
          data: {
            type: "exponentialHistogram",
            temporality: 2,
            points: [{ time: start, scale: 3, positive: { offset: 1, bucketCounts: [1n, 2n] } }],
          },
        },
        { name: "q", data: { type: "summary", points: [{ time: start, quantiles: [{ quantile: 0.5, value: 1 }] }] } },
      ],
    }),
    json: JSON.stringify({
      resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: "m", gauge: { dataPoints: [point] } }] }] }],
    }),
  },
};

/** Small, quick and the same every time: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Half are random bytes, half a valid request with bits flipped, cut or repeated. */
function spoilt(sent: Uint8Array, index: number): Buffer {
  const next = random(index);
  const upTo = (most: number) => Math.floor(next() * most);
  if (index % 2 === 0) return Buffer.from(Array.from({ length: upTo(200) }, () => upTo(256)));
  const bytes = Buffer.from(sent);
  for (let flips = upTo(4) + 1; flips > 0; flips -= 1) {
    const place = upTo(bytes.length);
    bytes[place] = (bytes[place] as number) ^ (1 << upTo(8));
  }
  const [from, to] = [upTo(bytes.length), upTo(bytes.length)];
  if (index % 10 === 1) return bytes.subarray(0, from);
  return index % 10 === 3 ? Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]) : bytes;
}

type Outcome = "taken" | "refused";

async function take(signal: Signal, encoding: "protobuf" | "json", bytes: Buffer): Promise<Outcome> {
  try {
    const { body, warnings } = encoding === "json" ? encodeJson(signal, bytes) : { body: bytes, warnings: [] };
    await at.ingest.take({ signal, project: "fuzz", body, source: "fuzz", warnings });
    return "taken";
  } catch (error) {
    if (error instanceof BadRequest) return "refused";
    throw new Error(`${signal} ${encoding} ${bytes.toString("base64")}`, { cause: error });
  }
}

const cases = (["traces", "logs", "metrics"] as const).flatMap((signal) =>
  (["protobuf", "json"] as const).map((encoding) => [signal, encoding] as const),
);

test.each(cases)("row 60: 1,000 spoilt requests of %s in %s are refused or taken in part", async (signal, encoding) => {
  const sent = Buffer.from(valid[signal][encoding]);
  expect(await take(signal, encoding, sent)).toBe("taken");
  const outcomes = Array.from({ length: 1000 }, (_, index) => take(signal, encoding, spoilt(sent, index)));
  expect(new Set(await Promise.all(outcomes))).toEqual(new Set(["taken", "refused"]));
  await poured(at.ingest);
  expect(await at.get("/api/projects/fuzz/ingest")).toMatchObject({ accepted: expect.any(Number) });
});
