import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, jsonSpan, jsonTraces, span, traceId, traces } from "../sent-spans.ts";
import { doors } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

const MiB = 1024 * 1024;
let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver({ limits: { queueBytes: 256 * 1024 }, pause: 400 });
});
afterAll(() => at.cleanup());

test.each(doors)("row 72: what cannot be written to disk is not acknowledged, by %s", async (door) => {
  const tenant = at.tenant();
  await at.settled();
  const segments = join(at.directory, "segments");
  await rename(segments, `${segments}.away`);
  const told = await tenant.send(door, "traces", traces(span()));
  await rename(`${segments}.away`, segments);
  expect(told).toMatchObject({ status: 503, message: expect.stringContaining("could not be written to disk") });
  expect(await tenant.spans(traceId)).toEqual([]);
  expect(await tenant.send(door, "traces", traces(span()))).toEqual({ status: 200, rejected: 0, message: "" });
  expect(await tenant.spans(traceId)).toHaveLength(1);
  expect(at.faults.splice(0)).toHaveLength(1);
});

test("row 74: past the queue the answer is to come again, memory stays flat, and it recovers", async () => {
  const tenant = at.tenant();
  const before = process.memoryUsage.rss();
  const body = (index: number) =>
    jsonTraces(
      jsonSpan({
        spanId: idOf(index + 1),
        attributes: [{ key: "k", value: { stringValue: `${index}`.repeat(20_000) } }],
      }),
    );
  const sent = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 5));
      return { index, told: await tenant.json("traces", body(index)) };
    }),
  );
  const refused = sent.filter(({ told }) => told.status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  for (const { told } of refused) {
    expect(told).toMatchObject({ status: 503, code: 14, message: expect.stringContaining("queue") });
    expect(told.headers.get("retry-after")).toBe("5");
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(300 * MiB);
  await at.settled();
  for (const { index } of refused) {
    await at.settled();
    expect((await tenant.json("traces", body(index))).status).toBe(200);
    if (index > 20) break;
  }
  const spans = await tenant.spans(traceId);
  expect(spans.length).toBeGreaterThanOrEqual(200 - refused.length);
});

const program = new URL("../../src/main.ts", import.meta.url).pathname;

async function startProcess(directory: string) {
  const env = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    PORT: "0",
    GRPC_PORT: "0",
    SPANWISE_DATA_DIR: directory,
    LOG_LEVEL: "silent",
  };
  const child = spawn(process.execPath, [program, "start"], { env, stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  while (!/OTLP\/HTTP +(\S+)[\s\S]*Send a first/.test(out)) out += String((await once(child.stdout, "data"))[0]);
  const address = /OTLP\/HTTP +(\S+)/.exec(out)?.[1] ?? "";
  const kill = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { address, kill };
}

test("row 73: what was acknowledged survives a kill right after", async () => {
  const directory = await mkdtemp(join(tmpdir(), "spanwise-kill-"));
  const first = await startProcess(directory);
  const body = Buffer.from(traces(...Array.from({ length: 500 }, (_, index) => span({ spanId: idOf(index + 1) }))));
  const headers = { "content-type": "application/x-protobuf" };
  const told = await fetch(`${first.address}/v1/traces`, { method: "POST", headers, body });
  await first.kill();
  expect(told.status).toBe(200);
  const second = await startProcess(directory);
  const count = async () => {
    const answer = await fetch(`${second.address}/api/projects/default/traces`);
    const { items } = (await answer.json()) as { items: { spanCount: number }[] };
    return items.map(({ spanCount }) => spanCount);
  };
  await expect.poll(count, { timeout: 60_000 }).toEqual([500]);
  await second.kill();
  await rm(directory, { recursive: true, force: true });
});
