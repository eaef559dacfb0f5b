import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endedWithUs, freePort } from "./server.ts";

const requirements = join(import.meta.dirname, "ui-phoenix.txt");
const environment = join(import.meta.dirname, "../.cache/phoenix");
const longestStart = 180_000;

/** Into an environment of its own, once for each version: the wheel brings the window built. */
export function installPhoenix(): string {
  const wanted = readFileSync(requirements, "utf8");
  const made = join(environment, "made-from");
  if (!existsSync(made) || readFileSync(made, "utf8") !== wanted) {
    mkdirSync(environment, { recursive: true });
    execFileSync("python3", ["-m", "venv", "--clear", environment], { stdio: "inherit" });
    const words = ["install", "--quiet", "--disable-pip-version-check", "--requirement", requirements];
    execFileSync(join(environment, "bin/pip"), words, { stdio: "inherit", timeout: 900_000 });
    writeFileSync(made, wanted);
  }
  return wanted.trim();
}

export interface Phoenix {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** On ports and in a folder of its own, with SQLite as it comes; it is told to speak to nobody. */
export async function startPhoenix(folder: string): Promise<Phoenix> {
  const [port, grpcPort] = [await freePort(), await freePort()];
  const endpoint = `http://127.0.0.1:${port}`;
  const settings = {
    PHOENIX_WORKING_DIR: folder,
    PHOENIX_HOST: "127.0.0.1",
    PHOENIX_PORT: String(port),
    PHOENIX_GRPC_PORT: String(grpcPort),
    PHOENIX_TELEMETRY_ENABLED: "false",
    PHOENIX_ALLOW_EXTERNAL_RESOURCES: "false",
    PHOENIX_AGENTS_DISABLE_WEB_ACCESS: "true",
  };
  const child = spawn(join(environment, "bin/phoenix"), ["serve"], {
    env: { ...process.env, ...settings },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const ended = once(child, "exit");
  endedWithUs(child);
  const patience = performance.now() + longestStart;
  while (!(await fetch(`${endpoint}/healthz`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || performance.now() > patience) throw new Error("Phoenix did not start");
    await sleep(200);
  }
  return {
    endpoint,
    stop: async () => {
      if (child.exitCode === null) child.kill("SIGKILL");
      await ended;
    },
  };
}

/** How many spans it has taken into its tables: what it acknowledged may still wait. */
export async function spansOf({ endpoint }: Phoenix): Promise<number> {
  const query = "{ projects { edges { node { recordCount } } } }";
  const response = await fetch(`${endpoint}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as Counted;
  return data.projects.edges.reduce((sum, { node }) => sum + node.recordCount, 0);
}

interface Counted {
  readonly data: {
    readonly projects: { readonly edges: readonly { readonly node: { readonly recordCount: number } }[] };
  };
}
