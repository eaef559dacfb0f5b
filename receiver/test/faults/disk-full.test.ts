import { execFileSync } from "node:child_process";
import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { expect, onTestFinished, test } from "vitest";
import { expectSoundIn } from "./expect-sound.ts";
import { freshFolder, waitingIn } from "./folder.ts";
import { Ledger } from "./ledger.ts";
import { eventually, startSpanwise } from "./spanwise.ts";

const mebibyte = 1024 * 1024;

/** A disk of its own in memory. Throws where that is not allowed. */
function mountDisk(path: string, size: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path], { stdio: "pipe" });
}

const unmount = (path: string) => execFileSync("umount", ["-l", path]);

const mayMount = await (async () => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const path = await mkdtemp("/tmp/spanwise-mount-");
  try {
    mountDisk(path, "1m");
    unmount(path);
    return true;
  } catch {
    return false;
  } finally {
    await rm(path, { recursive: true, force: true });
  }
})();

test.skipIf(!mayMount)(
  "a full disk is said to the sender, costs nothing that was acknowledged, and is got over when room is made [needs the right to mount]",
  { timeout: 180_000 },
  async () => {
    const directory = await freshFolder();
    mountDisk(directory, "160m");
    onTestFinished(() => void unmount(directory));
    const ledger = new Ledger();
    const running = await startSpanwise(directory);
    for (let count = 0; count < 10; count += 1) await ledger.post(running.http, ledger.next());
    await eventually(async () => (await waitingIn(directory)).length === 0);

    const ballast = join(directory, "ballast");
    const { bavail, bsize } = await statfs(directory);
    await writeFile(ballast, Buffer.alloc(bavail * bsize - mebibyte / 4));
    const refusals = await postUntilRefused(running.http, ledger);
    expect(refusals).toEqual(Array(5).fill({ status: 503, retryAfter: expect.stringMatching(/^[1-9]\d*$/) }));
    await eventually(async () => (await ledger.call(running.grpc, ledger.next(100))) === status.UNAVAILABLE);
    expect((await fetch(`${running.http}/health/live`)).status).toBe(200);
    const old = await fetch(`${running.http}/api/projects/default/traces?from=0`);
    expect([old.status, ((await old.json()) as { items: unknown[] }).items.length > 0]).toEqual([200, true]);

    await rm(ballast);
    await eventually(async () => (await ledger.post(running.http, ledger.next())).status === 200);
    await eventually(async () => (await waitingIn(directory)).length === 0);
    running.kill("SIGTERM");
    expect(await running.ended).toBe(0);
    await expectSoundIn(directory, ledger);
  },
);

async function postUntilRefused(http: string, ledger: Ledger): Promise<unknown[]> {
  const refusals: unknown[] = [];
  const deadline = Date.now() + 20_000;
  while (refusals.length < 5 && Date.now() < deadline) {
    const answer = await ledger.post(http, ledger.next(100));
    if (answer.status !== 200) refusals.push(answer);
  }
  return refusals;
}
