import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { attributes, messages } from "../test/protobuf.ts";
import { openSink } from "../test/sink.ts";

let sink: Awaited<ReturnType<typeof openSink>>;

beforeEach(async () => {
  sink = await openSink();
});

afterEach(() => sink.close());

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
  readonly millis: number;
}

const host = new URL("../test/endings/host.ts", import.meta.url).pathname;

/** Runs the program; once it says that it is ready, it gets the signal. */
async function run(ending: string, endpoint: string, signal?: NodeJS.Signals): Promise<Ended> {
  const child = spawn(process.execPath, [host, ending, endpoint], { stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors] = [textOf(child, "stdout"), textOf(child, "stderr")];
  const start = performance.now();
  let asked = start;
  if (signal) {
    child.stdout?.once("data", () => {
      asked = performance.now();
      child.kill(signal);
    });
  }
  const [code, by] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal: by, output: output(), errors: errors(), millis: performance.now() - asked };
}

function textOf(child: ChildProcess, stream: "stdout" | "stderr"): () => string {
  let text = "";
  child[stream]?.setEncoding("utf8").on("data", (piece) => {
    text += piece;
  });
  return () => text;
}

const namesOf = (path: string, field: number) =>
  sink.at(path).flatMap(({ body }) => messages(body, 1, 2, 2).map((item) => String(messages(item, field)[0])));
const spans = () => namesOf("/v1/traces", 5);
const events = () => namesOf("/v1/logs", 12);
const lifeOfSession = ["spanwise.session.start", "spanwise.session.end"];

test("a program that ends by itself has sent everything", async () => {
  const ended = await run("itself", sink.endpoint);
  expect({ ...ended, millis: 0 }).toEqual({ code: 0, signal: null, output: "", errors: "", millis: 0 });
  expect(spans()).toEqual(["invoke_agent assistant"]);
  expect(events()).toEqual(lifeOfSession);
});

test("what others still do before the exit is sent, too", async () => {
  expect((await run("late", sink.endpoint)).code).toBe(0);
  expect(spans()).toEqual(["invoke_agent assistant", "invoke_agent assistant"]);
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "%s kills as ever, after what there is was sent",
  async (signal) => {
    const ended = await run("waits", sink.endpoint, signal);
    expect({ ...ended, millis: 0 }).toEqual({ code: null, signal, output: "ready\n", errors: "", millis: 0 });
    expect([spans(), events()]).toEqual([["invoke_agent assistant"], lifeOfSession]);
  },
);

test("a host that listens to a signal decides what it does", async () => {
  const ended = await run("listens", sink.endpoint, "SIGTERM");
  expect({ ...ended, millis: 0 }).toEqual({ code: 3, signal: null, output: "ready\ntheirs\n", errors: "", millis: 0 });
  expect(spans()).toEqual(["invoke_agent assistant"]);
});

test("a host that dies when nobody else listens does not see us listen", async () => {
  const ended = await run("kills", sink.endpoint, "SIGTERM");
  expect([ended.code, ended.signal]).toEqual([null, "SIGTERM"]);
});

test("an uncaught error ends the program as Node does it, and is told", async () => {
  const ended = await run("uncaught", sink.endpoint);
  expect([ended.code, ended.signal, ended.output]).toEqual([1, null, ""]);
  expect(ended.errors).toMatch(
    /host\.ts:\d+\n +throw new RangeError\("out of bounds"\);\n +\^\n\nRangeError: out of bounds\n +at /,
  );
  expect(spans()).toEqual(["invoke_agent assistant"]);
  expect(events()).toEqual(["spanwise.session.start", "exception", "spanwise.session.end"]);
});

test("a rejection that nobody handles ends the program as Node does it, and is told", async () => {
  const ended = await run("rejection", sink.endpoint);
  expect([ended.code, ended.signal]).toEqual([1, null]);
  expect(ended.errors).toContain("Error: nobody cares");
  expect(events()).toEqual(["spanwise.session.start", "exception", "spanwise.session.end"]);
});

test("a span that is open when the program dies is told as interrupted", async () => {
  expect((await run("open", sink.endpoint)).code).toBe(1);
  const [span] = sink.at("/v1/traces").flatMap(({ body }) => messages(body, 1, 2, 2));
  expect(span && Object.keys(attributes(span, 9))).toContain("spanwise.interrupted");
});

test("an error that the host handles lets it live on", async () => {
  const ended = await run("handled", sink.endpoint);
  expect([ended.code, ended.output, ended.errors]).toEqual([7, "handled known\n", ""]);
  expect(events()).toEqual(["spanwise.session.start", "exception", "spanwise.session.end"]);
});

test.each([
  ["itself", undefined],
  ["uncaught", undefined],
  ["waits", "SIGTERM"],
] as const)("an endpoint that never answers holds the end no longer than the bound: %s", async (ending, signal) => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const ended = await run(ending, `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, signal);
  silent.close();
  const expected = { itself: [0, null], uncaught: [1, null], waits: [null, "SIGTERM"] };
  expect([ended.code, ended.signal]).toEqual(expected[ending]);
  expect(ended.millis).toBeLessThan(signal ? 2500 : 6000);
});

test.each(["itself", "called"])(
  "an endpoint that is away costs no exit code and hardly any time: %s",
  async (ending) => {
    const there = await run(ending, sink.endpoint);
    const away = await run(ending, "http://127.0.0.1:1");
    expect(away.code).toBe(0);
    for (const line of away.errors.trim().split("\n")) expect(line).toMatch(/^\[Spanwise\] could not send to /);
    expect(away.millis - there.millis).toBeLessThan(900);
  },
);
