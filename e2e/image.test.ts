import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { answering, freePort, startChild } from "./child.ts";
import { layOutImage } from "./image.ts";
import { tellStory } from "./peer.ts";
import { readStory } from "./read-story.ts";
import { story } from "./story.ts";

test("what the Dockerfile lays into the image starts, serves its window, and takes a trace", {
  timeout: 180_000,
}, async () => {
  const image = await layOutImage();
  onTestFinished(image.remove);
  const [program, ...words] = image.words;
  expect([program, ...words]).toEqual(["node", "receiver/src/main.ts", "start"]);
  const data = mkdtempSync(join(tmpdir(), "spanwise-image-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const http = `http://127.0.0.1:${await freePort()}`;
  const key = "key-of-the-image";
  const spanwise = startChild({
    program: process.execPath,
    words,
    directory: image.directory,
    environment: {
      ...image.environment,
      SPANWISE_DATA_DIR: data,
      PORT: new URL(http).port,
      GRPC_PORT: String(await freePort()),
      API_KEYS: `${key}:default`,
    },
  });
  onTestFinished(() => spanwise.stop("SIGKILL"));
  await answering(`${http}/health/ready`, spanwise);

  const window = await fetch(http);
  expect([window.status, window.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  const telling = { protocol: "http/protobuf", compression: "none", service: "in-the-image" };
  const traceId = await tellStory("js", { endpoint: http, key }, telling);
  const asked = { spanwise: { http }, project: "default", key };
  await expect.poll(() => readStory(asked, traceId, telling.service).catch(String), { timeout: 10_000 }).toEqual(story);

  await spanwise.stop("SIGTERM");
  expect(await spanwise.ended).toBe(0);
});
