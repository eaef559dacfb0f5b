import { afterAll, beforeAll, expect, test } from "vitest";
import { tellStory } from "./peer.ts";
import { readStory } from "./read-story.ts";
import { type Spanwise, startSpanwise } from "./spanwise.ts";
import { story } from "./story.ts";

const key = "key-of-the-exporters";
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise({ API_KEYS: `${key}:acme` });
});
afterAll(() => spanwise?.remove());

test.for([
  ["js", "http/protobuf", "none"],
  ["js", "http/protobuf", "gzip"],
  ["js", "http/json", "none"],
  ["js", "http/json", "gzip"],
  ["js", "grpc", "none"],
  ["js", "grpc", "gzip"],
  ["python", "http/protobuf", "none"],
  ["python", "http/protobuf", "gzip"],
  ["python", "http/protobuf", "deflate"],
  ["python", "grpc", "none"],
  ["python", "grpc", "gzip"],
] as const)("what %s sends by %s with %s is found", async ([language, protocol, compression]) => {
  const service = `${language}-${protocol.replace("/", "-")}-${compression}`;
  const endpoint = protocol === "grpc" ? `http://${spanwise.grpc}` : spanwise.http;
  const traceId = await tellStory(language, { endpoint, key }, { protocol, compression, service });
  const asked = { spanwise, project: "acme", key };
  await expect.poll(() => readStory(asked, traceId, service).catch(String), { timeout: 10_000 }).toEqual(story);
});
