import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { expectSoundIn } from "./expect-sound.ts";
import { freshFolder, waitingIn } from "./folder.ts";
import { Ledger } from "./ledger.ts";
import { eventually, type Spanwise, startSpanwise } from "./spanwise.ts";

const rounds = 20;
const connections = 4;
/** Our aim is 2 s on an idle machine; the bound leaves room for a busy one. */
const mostReadyMillis = 20_000;

test("killed at any moment under load, it loses nothing that it acknowledged, and nothing is there twice", {
  timeout: 300_000,
}, async () => {
  const directory = await freshFolder();
  const ledger = new Ledger();
  const readyMillis: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const running = await startSpanwise(directory);
    readyMillis.push(running.readyMillis);
    const lanes = Array.from({ length: connections }, () => sendUntilBroken(running, ledger));
    await sleep(20 + Math.random() * 700);
    running.kill("SIGKILL");
    await Promise.all(lanes);
    expect(await running.ended).toBe(null);
  }
  const last = await startSpanwise(directory);
  readyMillis.push(last.readyMillis);
  await eventually(async () => (await waitingIn(directory)).length === 0);
  last.kill("SIGTERM");
  expect(await last.ended).toBe(0);

  const again = readyMillis.slice(1).sort((a, b) => a - b);
  console.log(`ready after a kill: median ${again[rounds / 2]} ms, longest ${again.at(-1)} ms`);
  console.log(`acknowledged: ${ledger.acknowledged.size} of ${ledger.sent.size} sent`);
  expect(again.at(-1)).toBeLessThan(mostReadyMillis);
  await expectSoundIn(directory, ledger);
});

async function sendUntilBroken({ http }: Spanwise, ledger: Ledger): Promise<void> {
  for (;;) {
    const answer = await ledger.post(http, ledger.next(100)).catch(() => undefined);
    if (answer === undefined) return;
    expect(answer.status).toBe(200);
  }
}
