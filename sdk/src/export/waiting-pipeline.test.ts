import { TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { createConsolePipeline } from "./console.ts";
import { countAll } from "./losses.ts";
import { createWaitingPipeline } from "./waiting-pipeline.ts";

const record = (pipeline: ReturnType<typeof createWaitingPipeline>, name: string) =>
  new TracerProvider({ spanProcessors: [pipeline.spanProcessor] }).getTracer("t").startSpan(name).end();

test("what ends before it is loaded is not lost", async () => {
  const lines: string[] = [];
  const load = async () => createConsolePipeline(countAll(), (line) => void lines.push(line));
  const pipeline = createWaitingPipeline(load, () => {});
  record(pipeline, "before");
  await pipeline.flush();
  record(pipeline, "after");
  expect(lines.map((line) => /before|after/.exec(line)?.[0])).toEqual(["before", "after"]);
});

test("one that cannot be loaded is said so, and nothing rejects", async () => {
  const lines: string[] = [];
  const load = () => Promise.reject(new Error("no such file"));
  const pipeline = createWaitingPipeline(load, (line) => void lines.push(line));
  record(pipeline, "lost");
  await pipeline.flush();
  await pipeline.shutdown();
  expect(pipeline.losses.traces.dropped.unreachable).toBe(1);
  expect(lines).toEqual(["nothing is sent: no such file"]);
});
