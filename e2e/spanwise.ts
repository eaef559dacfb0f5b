import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answering, type Child, freePort, startChild } from "./child.ts";

const main = join(import.meta.dirname, "../receiver/src/main.ts");

export interface Spanwise {
  readonly http: string;
  /** host:port */
  readonly grpc: string;
  /** Ends it without a word, or as an operator would. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again, on the same ports and data. */
  start(): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

/** `spanwise start` as a process of its own, on free ports, with fresh data. Resolves when it is ready. */
export async function startSpanwise(settings: Readonly<Record<string, string>> = {}): Promise<Spanwise> {
  const directory = mkdtempSync(join(tmpdir(), "spanwise-e2e-"));
  const [port, grpcPort] = [await freePort(), await freePort()];
  const http = `http://127.0.0.1:${port}`;
  const environment = {
    PORT: String(port),
    GRPC_PORT: String(grpcPort),
    SPANWISE_DATA_DIR: directory,
    LOG_LEVEL: "warn",
    ...settings,
  };
  let child: Child;
  const start = async () => {
    child = startChild({ program: process.execPath, words: [main, "start"], environment });
    await answering(`${http}/health/ready`, child);
  };
  await start();
  return {
    http,
    grpc: `127.0.0.1:${grpcPort}`,
    start,
    stop: (signal) => child.stop(signal),
    remove: async () => {
      await child.stop("SIGKILL");
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
