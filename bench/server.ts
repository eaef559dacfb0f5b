import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../receiver/src/main.ts", import.meta.url));
const LONGEST_START_MILLIS = 60_000;

export interface Server {
  readonly endpoint: string;
  readonly pid: number;
  readonly folder: string;
  /** From the start of the process until it said it was ready. */
  readonly readyMillis: number;
  /** Resolves when the process has ended. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "spanwise-bench-"));
  const remove = () => rmSync(path, { recursive: true, force: true });
  leaveNothing(remove);
  return { path, remove };
}

/** Last in, first out: a process is ended before its folder goes. */
const leftovers: (() => void)[] = [];
process.once("exit", () => leftovers.reverse().forEach((remove) => void remove()));
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(1));

/** A bench that is stopped half-way leaves neither a process nor a folder behind. */
function leaveNothing(remove: () => unknown): void {
  leftovers.push(remove);
}

/** A real `spanwise start` over the folder, on ports of its own. */
export async function startServer(folder: string, environment: Record<string, string> = {}): Promise<Server> {
  const [port, grpcPort] = [await freePort(), await freePort()];
  const endpoint = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const settings = { SPANWISE_DATA_DIR: folder, PORT: String(port), GRPC_PORT: String(grpcPort), LOG_LEVEL: "warn" };
  const child = spawn(process.execPath, [main, "start"], {
    env: { ...process.env, ...settings, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "exit");
  endedWithUs(child);
  await ready(endpoint, child, begun);
  return {
    endpoint,
    pid: child.pid ?? 0,
    folder,
    readyMillis: Math.round(performance.now() - begun),
    stop: async (signal = "SIGTERM") => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}

async function ready(endpoint: string, child: ChildProcess, begun: number): Promise<void> {
  while (performance.now() - begun < LONGEST_START_MILLIS) {
    if (child.exitCode !== null) throw new Error(`spanwise start ended with ${child.exitCode}`);
    const response = await fetch(`${endpoint}/health/ready`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(10);
  }
  child.kill("SIGKILL");
  throw new Error("spanwise start was not ready within a minute");
}

/** Ends with the bench, whichever way that ends. */
export function endedWithUs(child: ChildProcess): void {
  leaveNothing(() => child.kill("SIGKILL"));
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
