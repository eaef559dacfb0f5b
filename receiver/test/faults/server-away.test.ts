import { readFile } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { startHttpFront } from "../clickhouse-http-front.ts";
import { expectSound } from "./expect-sound.ts";
import { freshFolder, waitingIn } from "./folder.ts";
import { Ledger, traces } from "./ledger.ts";
import { eventually, type Spanwise, startSpanwise } from "./spanwise.ts";

const filler = "a server that does not answer ".repeat(40);
const mebibyte = 1024 * 1024;

test("a ClickHouse server that hangs, dies and comes back costs nothing but waiting", {
  timeout: 240_000,
}, async () => {
  const [directory, engine] = [await freshFolder(), await freshFolder()];
  let front = await startHttpFront(engine);
  onTestFinished(() => front.kill());
  const { url, user, password, port } = front;
  const environment = {
    CLICKHOUSE_URL: url,
    CLICKHOUSE_USER: user,
    CLICKHOUSE_PASSWORD: password,
    QUEUE_MB: "1",
  };
  const running = await startSpanwise(directory, environment);
  const ledger = new Ledger();
  for (let count = 1; count <= 10; count += 1)
    expect((await ledger.post(running.http, ledger.next())).status).toBe(200);

  front.signal("SIGSTOP");
  const waits = await postUntilFull(running, ledger, 1000);
  expect(waits.length).toBeGreaterThan(10);
  expect(median(waits)).toBeLessThan(1000);
  const before = await residentBytes(running);
  for (let count = 0; count < 200; count += 1) {
    const answer = await ledger.post(running.http, traces(5000, 100, filler));
    expect(answer).toEqual({ status: 503, retryAfter: "5" });
  }
  expect((await residentBytes(running)) - before).toBeLessThan(128 * mebibyte);
  front.signal("SIGCONT");
  await eventually(() => isDrained(running));

  await front.kill();
  expect((await postUntilFull(running, ledger, 2000)).length).toBeGreaterThan(10);
  front = await startHttpFront(engine, port);
  await eventually(() => isDrained(running));

  front.signal("SIGSTOP");
  expect((await ledger.post(running.http, traces(3000, 20))).status).toBe(200);
  const begun = Date.now();
  running.kill("SIGTERM");
  expect(await running.ended).toBe(0);
  expect(Date.now() - begun).toBeLessThan(10_000);
  front.signal("SIGCONT");
  const next = await startSpanwise(directory, environment);
  await eventually(async () => (await waitingIn(directory)).length === 0);
  const store = await openStore({ kind: "server", url, user, password, database: "spanwise" });
  await expectSound(ledger, store);
  await store.close();
  next.kill("SIGTERM");
  expect(await next.ended).toBe(0);
});

/** How long each acknowledgement took, in milliseconds. */
async function postUntilFull({ http }: Spanwise, ledger: Ledger, from: number): Promise<number[]> {
  const waits: number[] = [];
  for (let count = from; ; count += 1) {
    const begun = performance.now();
    const { status } = await ledger.post(http, traces(count, 20, filler));
    if (status === 503) return waits;
    expect(status).toBe(200);
    waits.push(performance.now() - begun);
  }
}

/** By its own account: a segment is gone from the disk a moment before there is room for another. */
async function isDrained({ http }: Spanwise): Promise<boolean> {
  const answer = await fetch(`${http}/metrics`);
  return /^spanwise_queue_bytes\S* 0$/m.test(await answer.text());
}

async function residentBytes({ pid }: Spanwise): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
