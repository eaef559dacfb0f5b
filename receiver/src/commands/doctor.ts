import { access, constants, mkdir, statfs } from "node:fs/promises";
import { parseArgs } from "node:util";
import { resolveKey } from "../auth/resolve-key.ts";
import { authority, BadSettings, type Config, readConfig } from "../config.ts";
import { uiFolder } from "../ui-folder.ts";
import { openEngine } from "./engine.ts";
import { type Finding, findingsTable, look } from "./findings.ts";
import { readBack, type SentSpan, sendOverGrpc, sendOverHttp } from "./round-trip.ts";
import type { Run } from "./run.ts";
import { reachable, type Target, targetOf, targetOptions } from "./sending.ts";

const options = {
  ...targetOptions,
  grpc: { type: "string" },
  project: { type: "string" },
} as const;

/** Looks from outside, as a program that sends would: it needs a running Spanwise for all but the first rows. */
export const doctor: Run = async (words) => {
  const { values } = parseArgs({ args: [...words], options });
  const config = settingsOrProblems();
  const findings = config instanceof BadSettings ? [settingsFinding(config)] : await examine(config, values);
  process.stdout.write(findingsTable(findings));
  return findings.every(({ ok }) => ok) ? 0 : 1;
};

function settingsOrProblems(): Config | BadSettings {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof BadSettings) return error;
    throw error;
  }
}

function settingsFinding({ message }: BadSettings): Finding {
  return { name: "settings", ok: false, told: message };
}

interface Words {
  readonly endpoint?: string | undefined;
  readonly key?: string | undefined;
  readonly grpc?: string | undefined;
  readonly project?: string | undefined;
}

async function examine(config: Config, words: Words): Promise<Finding[]> {
  const target = targetOf(words);
  const grpc = words.grpc ?? authority(reachable(config.host), config.grpcPort);
  const findings = [
    { name: "settings", ok: true, told: `${config.mode} mode, docs/settings.md lists them` },
    await look("data directory", () => dataDirectory(config.directory), "make it writable, or set SPANWISE_DATA_DIR"),
    await look("UI", builtUi, "run npm run build"),
  ];
  if (config.store.kind === "server") {
    findings.push(await look("engine", () => engine(config), "start it, or mend CLICKHOUSE_URL"));
  }
  const running = await look("receiver", () => receiver(target), "start it with spanwise start, or see its log");
  findings.push(running);
  if (running.ok) findings.push(...(await roundTrips(config, target, grpc, words)));
  return findings;
}

async function dataDirectory(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await access(path, constants.R_OK | constants.W_OK);
  const { bavail, bsize } = await statfs(path);
  const free = (bavail * bsize) / 1024 ** 3;
  if (free < 1) throw new Error(`only ${free.toFixed(1)} GiB are free at ${path}`);
  return `${path}, ${free.toFixed(0)} GiB free`;
}

async function builtUi(): Promise<string> {
  await access(`${uiFolder}/index.html`).catch(() => {
    throw new Error("it is not built");
  });
  return "built";
}

async function engine({ store: options }: Config): Promise<string> {
  const store = await openEngine(options);
  try {
    if (!(await store.ping())) throw new Error("ClickHouse does not answer");
    return "ClickHouse answers";
  } finally {
    await store.close();
  }
}

async function receiver({ endpoint }: Target): Promise<string> {
  const answer = await fetch(`${endpoint}/health/ready`, { signal: AbortSignal.timeout(5000) }).catch((cause) => {
    throw new Error(`nothing answers at ${endpoint}`, { cause });
  });
  if (!answer.ok)
    throw new Error(`${endpoint} is not ready (${answer.status}): ${(await answer.text()).slice(0, 200)}`);
  return `ready at ${endpoint}`;
}

async function roundTrips(config: Config, target: Target, grpc: string, words: Words): Promise<Finding[]> {
  const project = words.project ?? projectOf(config, target);
  const there = (send: () => Promise<SentSpan>) => async () => {
    await readBack(target, project, await send());
    return `a span was taken and read back from project ${project}`;
  };
  const mend = "see the log of the receiver; with API_KEYS, give --key";
  return [
    await look(
      "OTLP/HTTP",
      there(() => sendOverHttp(target)),
      mend,
    ),
    await look(
      "OTLP/gRPC",
      there(() => sendOverGrpc(grpc, target.headers)),
      `${mend}; --grpc names another address`,
    ),
  ];
}

/** The project of the key as our own settings have it; a Spanwise elsewhere is asked about with `--project`. */
function projectOf({ mode, keys }: Config, { headers }: Target): string {
  if (mode === "local") return "default";
  try {
    return resolveKey(keys, headers);
  } catch {
    return "default";
  }
}
