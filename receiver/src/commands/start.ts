import { parseArgs } from "node:util";
import { authority, type Config, readConfig } from "../config.ts";
import { type Logger, openLog } from "../log.ts";
import type { Run } from "./run.ts";
import { reachable } from "./sending.ts";
import { type Running, serve } from "./serve.ts";
import { welcome } from "./welcome.ts";

/** Those who stop us kill after ten seconds. What is not poured by then is poured at the next start. */
const longestStopMillis = 9000;

/** Runs until SIGTERM or SIGINT. After the start nothing else stops it: a fault of ours is logged and costs one request. */
export const start: Run = async (words) => {
  parseArgs({ args: [...words], options: {} });
  const config = readConfig(process.env);
  const log = openLog(config.log);
  const running = await serve(config, log);
  surviveFaults(log);
  process.stdout.write(welcomeTo(config, running));
  log.info({ signal: await stopSignal() }, "stopping");
  stopAtOnceWhenAskedAgain();
  setTimeout(() => process.exit(0), longestStopMillis).unref();
  await running.close();
  log.info("stopped");
  return 0;
};

function welcomeTo(config: Config, { port, grpcPort, uiBuilt }: Running): string {
  const host = config.host === "127.0.0.1" ? "localhost" : reachable(config.host);
  return welcome({
    http: `http://${authority(host, port)}`,
    grpc: authority(host, grpcPort),
    directory: config.directory,
    engine:
      config.store.kind === "server" ? `ClickHouse at ${new URL(config.store.url).origin}` : "ClickHouse, embedded",
    uiBuilt,
    mode: config.mode,
  });
}

function surviveFaults(log: Logger): void {
  process.on("uncaughtException", (err) => log.error({ err }, "a fault of ours"));
  process.on("unhandledRejection", (err) => log.error({ err }, "a fault of ours"));
}

async function stopSignal(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  process.once("SIGTERM", resolve);
  process.once("SIGINT", resolve);
  return promise;
}

function stopAtOnceWhenAskedAgain(): void {
  process.once("SIGTERM", () => process.exit(1));
  process.once("SIGINT", () => process.exit(1));
}
