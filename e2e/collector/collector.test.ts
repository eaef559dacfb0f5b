import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { tellStory } from "../peer.ts";
import { query } from "../query.ts";
import { readStory } from "../read-story.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { story } from "../story.ts";
import { type Collector, startCollector } from "./collector.ts";
import { sendSpans } from "./send-spans.ts";

const key = "key-of-the-collector";
let spanwise: Spanwise;
let collector: Collector | undefined;

beforeAll(async () => {
  spanwise = await startSpanwise({ API_KEYS: `${key}:acme` });
});
afterEach(() => collector?.stop());
afterAll(() => spanwise?.remove());

const settings = () => ({ SPANWISE_ENDPOINT: spanwise.http, SPANWISE_API_KEY: key });

test.for([
  ["http/protobuf", "gzip"],
  ["http/json", "zstd"],
  ["grpc", "gzip"],
  ["grpc", "zstd"],
  ["grpc", "none"],
] as const)("what comes to a collector by %s and leaves it with %s is found", async ([protocol, compression]) => {
  collector = await startCollector({ ...settings(), COLLECTOR_COMPRESSION: compression });
  const service = `through-${protocol.replace("/", "-")}-${compression}`;
  const endpoint = protocol === "grpc" ? `http://${collector.grpc}` : collector.http;
  const traceId = await tellStory("js", { endpoint }, { protocol, compression: "gzip", service });
  const asked = { spanwise, project: "acme", key };
  await expect.poll(() => readStory(asked, traceId, service).catch(String), { timeout: 15_000 }).toEqual(story);
});

test("a receiver that is killed and started again loses nothing of what a collector was given", async () => {
  collector = await startCollector(settings());
  const rounds = 24;
  const sending = sendSpans(collector.http, { rounds, spansInRound: 50, pauseMillis: 200, service: "steady" });
  await sleep(1500);
  await spanwise.stop("SIGKILL");
  await sleep(2000);
  await spanwise.start();
  const sent = await sending;
  expect(sent.size).toBe(rounds * 50);
  await expect.poll(async () => missing(sent, await spanIdsOf("steady")), { timeout: 40_000 }).toEqual([]);
});

const missing = (sent: ReadonlySet<string>, found: ReadonlySet<string>) => [...sent.difference(found)];

/** Of all traces of a service. */
async function spanIdsOf(service: string): Promise<ReadonlySet<string>> {
  const asked = { spanwise, project: "acme", key };
  const { items } = await query<{ items: { traceId: string }[] }>(asked, `traces?service=${service}&limit=200`);
  const ids = new Set<string>();
  for (const { traceId } of items) {
    const { spans } = await query<{ spans: { spanId: string }[] }>(asked, `traces/${traceId}`);
    for (const { spanId } of spans) ids.add(spanId);
  }
  return ids;
}
