import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

export interface Command {
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly directory?: string;
}

export interface Child {
  /** What it has printed so far, on both channels. */
  said(): string;
  readonly ended: Promise<number | null>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Gets no more of our environment than it needs to find programs. */
export function startChild({ program, words, environment, directory }: Command): Child {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...environment };
  const child = spawn(program, words, { env, cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let said = "";
  for (const channel of [child.stdout, child.stderr]) {
    channel.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
  }
  const ended = once(child, "close").then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return {
    said: () => said,
    ended,
    stop: async (signal = "SIGTERM") => {
      child.kill(signal);
      await ended;
    },
  };
}

/** Runs a program to its end and gives what it printed. Throws when it failed. */
export async function runChild(command: Command): Promise<string> {
  const child = startChild(command);
  const code = await child.ended;
  if (code !== 0) throw new Error(`${command.program} ${command.words.join(" ")} ended with ${code}\n${child.said()}`);
  return child.said();
}

/** Resolves when something answers there with 200. Throws, with what the child said, when it ends before that. */
export async function answering(url: string, child: Child): Promise<void> {
  const deadline = Date.now() + 30_000;
  const state = { ended: false };
  void child.ended.then(() => {
    state.ended = true;
  });
  while (!state.ended && Date.now() < deadline) {
    if (await answersNow(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answered at ${url}\n${child.said()}`);
}

async function answersNow(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Nobody else takes it as long as everybody asks for port 0, which gives free ports in turn. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
