import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";

const main = new URL("../main.ts", import.meta.url).pathname;
const running = new Set<ReturnType<typeof spawn>>();

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

const freshFolder = () => mkdtempSync(join(tmpdir(), "spanwise-start-"));

/** Runs the command to its end, or to the word that says that it runs. */
async function spanwise(words: string[], environment: Record<string, string>) {
  const env = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    LOG_LEVEL: "info",
    LOG_FORMAT: "json",
    PORT: "0",
    GRPC_PORT: "0",
    ...environment,
  };
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const said = { out: "", error: "" };
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
    if (said.out.includes("Send a first trace") && said.out.endsWith("\n\n")) resolve();
  });
  child.stderr.on("data", (chunk) => {
    said.error += chunk;
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  await Promise.race([ready, ended]);
  return { child, said, ended };
}

async function run(words: string[], environment: Record<string, string>) {
  const { said, ended } = await spanwise(words, environment);
  return { code: await ended, ...said };
}

const addressIn = (out: string) => /OTLP\/HTTP +(\S+)/.exec(out)?.[1] ?? "";
const firstTraceIn = (out: string) => /^ {2}(curl .*)$/m.exec(out)?.[1] ?? "";

test("bad settings stop the start with every one of them named, and no stack", async () => {
  expect(await run(["start"], { PORT: "x", HOST: "0.0.0.0" })).toEqual({
    code: 1,
    out: "",
    error:
      'Some settings are wrong.\n  PORT: give a whole number from 0 to 65535, not "x"\n' +
      "  HOST: other machines could reach this address and nothing guards it; set API_KEYS=<key>:<project>, or HOST=127.0.0.1\n",
  });
});

test.for(["PORT", "GRPC_PORT"])("a taken %s stops the start with a sentence", async (setting) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const told = await run(["start"], { SPANWISE_DATA_DIR: freshFolder(), [setting]: String(port) });
  other.close();
  expect([told.code, told.error]).toEqual([
    1,
    `Port ${port} is taken; stop what uses it, or set ${setting} to another.\n`,
  ]);
});

test("starts, takes the trace of the line it prints, answers for it, guards its data, and stops when asked", async () => {
  const directory = join(freshFolder(), "made for it");
  const { child, said, ended } = await spanwise(["start"], { SPANWISE_DATA_DIR: directory });
  const address = addressIn(said.out);
  expect(existsSync(directory)).toBe(true);
  expect((await fetch(`${address}/health/ready`)).status).toBe(200);

  const sent = await promisify(execFile)("bash", ["-c", `${firstTraceIn(said.out)} --silent --fail`]);
  expect(sent.stdout).toBe("{}");
  await expect.poll(() => namesOfTraces(address), { timeout: 60_000 }).toEqual(["hello, Spanwise"]);

  const second = await run(["start"], { SPANWISE_DATA_DIR: directory });
  expect([second.code, second.error]).toEqual([
    1,
    `The data directory ${directory} is in use by another Spanwise; stop that one, or set SPANWISE_DATA_DIR.\n`,
  ]);

  const begun = Date.now();
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(Date.now() - begun).toBeLessThan(10_000);
});

async function namesOfTraces(address: string): Promise<string[]> {
  const answer = await fetch(`${address}/api/projects/default/traces`);
  const { items } = (await answer.json()) as { items: { name: string }[] };
  return items.map(({ name }) => name);
}

test("the doctor finds a running Spanwise well, and nothing where nothing runs", async () => {
  const directory = freshFolder();
  const { said } = await spanwise(["start"], { SPANWISE_DATA_DIR: directory, API_KEYS: "secret-key:acme" });
  const grpc = /OTLP\/gRPC +(\S+)/.exec(said.out)?.[1] ?? "";
  const words = ["doctor", "--endpoint", addressIn(said.out), "--grpc", grpc, "--key", "secret-key"];
  const told = await run(words, { SPANWISE_DATA_DIR: directory, API_KEYS: "secret-key:acme" });
  expect(told.out).toMatch(/✓ OTLP\/HTTP +a span was taken and read back from project acme/);
  expect(told.out).toMatch(/✓ OTLP\/gRPC +a span was taken and read back from project acme/);
  expect(told.out + told.error + said.out + said.error).not.toContain("secret-key");
  const nothing = await run(["doctor", "--endpoint", "http://127.0.0.1:9"], { SPANWISE_DATA_DIR: directory });
  expect(nothing.code).toBe(1);
  expect(nothing.out).toMatch(/✗ receiver +nothing answers at http:\/\/127.0.0.1:9; start it with spanwise start/);
});

test("imports files of OTLP, and says what became of each", async () => {
  const { said } = await spanwise(["start"], { SPANWISE_DATA_DIR: freshFolder() });
  const folder = new URL("../../test/import/", import.meta.url).pathname;
  const files = ["traces.json", "lines.jsonl", "no-otlp.txt"].map((name) => join(folder, name));
  const told = await run(["import", ...files, "--endpoint", addressIn(said.out)], {});
  expect([told.code, told.out.replaceAll(folder, "")]).toEqual([
    1,
    "traces.json: 1 accepted, 0 rejected\nlines.jsonl: 2 accepted, 0 rejected\n" +
      "no-otlp.txt: 0 accepted, 0 rejected\n  this file was not imported to its end: it is neither JSON nor protobuf (wire type 6)\n",
  ]);
});

test("each command says how it is used", async () => {
  const { code, out } = await run(["migrate", "--help"], {});
  expect([code, out]).toEqual([0, "  spanwise migrate\n      brings the tables of the engine up to date, and ends\n"]);
});

test("an unknown command prints what there is", async () => {
  const { code, error } = await run(["sing"], {});
  expect([code, error.split("\n")[0]]).toEqual([2, 'There is no command "sing".']);
  const near = await run(["sesions"], {});
  expect([near.code, near.error.split("\n")[0]]).toEqual([2, 'There is no command "sesions"; did you mean sessions?']);
});
