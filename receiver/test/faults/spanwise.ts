import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export interface Spanwise {
  readonly http: string;
  readonly grpc: string;
  readonly pid: number;
  /** From the start of the process until it said that it is ready. */
  readonly readyMillis: number;
  /** What it wrote to either output so far. */
  readonly said: () => string;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves to the exit code, null after a signal. */
  readonly ended: Promise<number | null>;
}

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const patienceMillis = 60_000;

/** A process of `spanwise` with these words. Killed when the test ends, if it lives still. */
export function spawnSpanwise(words: readonly string[], environment: Readonly<Record<string, string>>) {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, LOG_FORMAT: "json", PORT: "0", GRPC_PORT: "0", ...environment };
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  let said = "";
  for (const out of [child.stdout, child.stderr]) out.on("data", (chunk) => (said += chunk));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, ended, said: () => said };
}

/** A real `spanwise start` on ports of its own; `awaitReady: false` resolves when the doors are open. */
export async function startSpanwise(
  directory: string,
  environment: Readonly<Record<string, string>> = {},
  { awaitReady = true } = {},
): Promise<Spanwise> {
  const begun = performance.now();
  const { child, ended, said } = spawnSpanwise(["start"], {
    LOG_LEVEL: "warn",
    SPANWISE_DATA_DIR: directory,
    ...environment,
  });
  const addressOf = (door: string) => new RegExp(`${door} +(\\S+)`).exec(said())?.[1];
  const until = async (what: string, holds: () => boolean | Promise<boolean>) => {
    while (!(await holds())) {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before ${what}: ${said()}`);
      if (performance.now() - begun > patienceMillis) throw new Error(`no ${what} in time: ${said()}`);
      await sleep(5);
    }
  };
  await until("open doors", () => said().includes("Send a first trace"));
  const http = addressOf("OTLP/HTTP") ?? "";
  if (awaitReady) await until("readiness", () => isReady(http));
  const readyMillis = Math.round(performance.now() - begun);
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  return { http, grpc: addressOf("OTLP/gRPC") ?? "", pid: child.pid ?? 0, readyMillis, said, kill, ended };
}

export async function isReady(http: string): Promise<boolean> {
  const answer = await fetch(`${http}/health/ready`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.ok === true;
}

/** Polls until it holds. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  withinMillis = patienceMillis,
): Promise<void> {
  const deadline = Date.now() + withinMillis;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMillis} ms: ${holds}`);
    await sleep(20);
  }
}
