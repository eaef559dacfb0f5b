import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "../src/commands/serve.ts";
import { readConfig } from "../src/config.ts";
import type { Limits } from "../src/ingest/limits.ts";
import { openLog } from "../src/log.ts";
import { Tenant } from "./tenant.ts";

export interface WholeOptions {
  /** As a user would set it. `API_KEYS: ""` is local mode. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Smaller than a setting may be. */
  readonly limits?: Partial<Limits>;
  /** The least time between two pours, in milliseconds; none when left out. */
  readonly pause?: number;
}

export interface WholeReceiver {
  readonly port: number;
  readonly grpcPort: number;
  readonly directory: string;
  /** A project nobody wrote to yet, with a key of its own. */
  readonly tenant: () => Tenant;
  /** Waits until everything that was acknowledged can be found. */
  readonly settled: () => Promise<void>;
  /** What was logged as a fault of ours so far. */
  readonly faults: unknown[];
  /** Stops it, so that what is stored can be opened. */
  readonly stop: () => Promise<unknown>;
  /** Throws when it did not answer in the end, or had a fault of its own. */
  readonly cleanup: () => Promise<void>;
}

const mostTenants = 600;
/** How long the engine may take for what it takes in at once. */
const mostStillMillis = 25_000;

/** The receiver as a user runs it, with both doors and the real engine. One for each test file. */
export async function wholeReceiver(options: WholeOptions = {}): Promise<WholeReceiver> {
  const { environment = {}, limits = {}, pause = 0 } = options;
  const directory = await mkdtemp(join(tmpdir(), "spanwise-whole-"));
  const config = readConfig({
    PORT: "0",
    GRPC_PORT: "0",
    SPANWISE_DATA_DIR: directory,
    API_KEYS: names(mostTenants).join(","),
    ...environment,
  });
  const faults: unknown[] = [];
  const log = openLog({ level: "error", format: "json" }, { write: (line) => faults.push(JSON.parse(line)) });
  const running = await serve({ ...config, limits: { ...config.limits, ...limits } }, log, pause);
  const { port, grpcPort } = running;
  const settled = emptied(join(directory, "segments"));
  let tenants = 0;
  const opened: Tenant[] = [];
  let stopped: Promise<number> | undefined;
  const stop = () => {
    stopped ??= end();
    return stopped;
  };
  const end = async () => {
    const { status } = await fetch(`http://127.0.0.1:${port}/health/ready`);
    for (const tenant of opened) tenant.close();
    await running.close();
    return status;
  };
  return {
    port,
    grpcPort,
    directory,
    settled,
    faults,
    tenant: () => {
      tenants += 1;
      if (tenants > mostTenants) throw new Error("raise mostTenants");
      const isLocal = environment.API_KEYS === "";
      const named = isLocal ? { project: "default", key: "" } : { project: `p${tenants}`, key: `key-${tenants}` };
      const tenant = new Tenant({ port, grpcPort, settled, ...named });
      opened.push(tenant);
      return tenant;
    },
    stop,
    cleanup: async () => {
      const status = await stop();
      await rm(directory, { recursive: true, force: true });
      if (status !== 200 || faults.length > 0) {
        throw new Error(`the receiver was hurt: ${status} ${JSON.stringify(faults).slice(0, 2000)}`);
      }
    },
  };
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `key-${index + 1}:p${index + 1}`);
}

/**
 * A segment is removed when the engine has it and the summaries are made; one after the other, however slowly. All who
 * wait look together, each not before it asked.
 */
function emptied(folder: string): () => Promise<void> {
  let next: Promise<number> | undefined;
  const look = async () => {
    await sleep(5);
    next = undefined;
    return (await readdir(folder)).filter((name) => name.endsWith(".segment")).length;
  };
  return async () => {
    let [waiting, since] = [Number.POSITIVE_INFINITY, Date.now()];
    while (waiting > 0) {
      next ??= look();
      const count = await next;
      if (count !== waiting) [waiting, since] = [count, Date.now()];
      if (Date.now() - since > mostStillMillis) throw new Error("the engine does not take what waits");
    }
  };
}
