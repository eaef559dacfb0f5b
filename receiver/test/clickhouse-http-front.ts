import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface HttpFront {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly port: number;
  /** As a SIGKILL to a server: nothing is said to those who wait. */
  readonly kill: () => Promise<void>;
  /** Holds the process as it stands, with its connections open, or lets it go on. */
  readonly signal: (name: "SIGSTOP" | "SIGCONT") => void;
}

const program = fileURLToPath(new URL("clickhouse-http-front-process.ts", import.meta.url));
const user = "spanwise";
const password = "p@ss:wörd/%";

/**
 * ClickHouse's HTTP interface over the embedded engine, so that the client's HTTP path is tested without a server. It is
 * a process of its own, because the engine takes one folder in a process.
 */
export async function startHttpFront(folder: string, port = 0): Promise<HttpFront> {
  const env = {
    ...process.env,
    FRONT_FOLDER: folder,
    FRONT_USER: user,
    FRONT_PASSWORD: password,
    FRONT_PORT: String(port),
  };
  const child = spawn(process.execPath, [program], { env, stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  const taken = Number(String(line));
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  return { url: `http://127.0.0.1:${taken}`, port: taken, user, password, kill, signal };
}
