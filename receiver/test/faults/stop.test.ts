import { setTimeout as sleep } from "node:timers/promises";
import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { expectSoundIn } from "./expect-sound.ts";
import { freshFolder, waitingIn } from "./folder.ts";
import { type Answer, Ledger } from "./ledger.ts";
import { eventually, startSpanwise } from "./spanwise.ts";

test("asked to stop under load, it finishes what it accepted, asks the rest to come back, and ends well", {
  timeout: 120_000,
}, async () => {
  const directory = await freshFolder();
  const ledger = new Ledger();
  const running = await startSpanwise(directory);
  const answers: Answer[] = [];
  const codes: number[] = [];
  const lanes = [
    ...[1, 2, 3, 4].map(() => postUntilClosed(running.http, ledger, answers)),
    callUntilRefused(running.grpc, ledger, codes),
  ];
  await eventually(() => answers.length > 100 && codes.length > 20);
  const begun = Date.now();
  running.kill("SIGTERM");
  expect(await running.ended).toBe(0);
  const took = Date.now() - begun;
  await Promise.all(lanes);
  expect(took).toBeLessThan(10_000);
  console.log(`stopped under load within ${took} ms`);

  const refused = answers.filter((answer) => answer.status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused).toEqual(refused.map(() => ({ status: 503, retryAfter: expect.stringMatching(/^[1-9]\d*$/) })));
  expect([codes.slice(0, -1).every((code) => code === status.OK), codes.at(-1)]).toEqual([true, status.UNAVAILABLE]);
  expect(codes.length).toBeGreaterThan(1);

  const next = await startSpanwise(directory);
  await eventually(async () => (await waitingIn(directory)).length === 0);
  next.kill("SIGTERM");
  expect(await next.ended).toBe(0);
  await expectSoundIn(directory, ledger);
});

async function postUntilClosed(http: string, ledger: Ledger, answers: Answer[]): Promise<void> {
  for (;;) {
    const answer = await ledger.post(http, ledger.next()).catch(() => undefined);
    if (answer === undefined) return;
    answers.push(answer);
    if (answer.status !== 200) await sleep(5);
  }
}

async function callUntilRefused(address: string, ledger: Ledger, codes: number[]): Promise<void> {
  while (codes.every((code) => code === status.OK)) codes.push(await ledger.call(address, ledger.next()));
}
