import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SpanInput } from "../src/otlp/otlp-input.ts";
import { idOf, traces } from "./sent-spans.ts";
import type { Tenant } from "./tenant.ts";
import { type WholeReceiver, wholeReceiver } from "./whole-receiver.ts";

const main = new URL("../src/main.ts", import.meta.url).pathname;
/** 2026-11-21T10:30:46Z. */
const start = 1_795_257_046_000_000_000n;
const second = 1_000_000_000n;
const hostile = "\u001b[2J\u001b]0;owned\u0007exe\u202egnp\n注文";

let at: WholeReceiver;
let asked: Tenant;

beforeAll(async () => {
  at = await wholeReceiver();
  asked = at.tenant();
  await asked.send("http", "traces", traces(...spansOf("a", "s-1"), ...spansOf("b", "s-2", "claude-haiku-4-5")));
  await at.settled();
}, 120_000);

afterAll(() => at.cleanup());

/** An agent that asks a model and calls a tool, which fails, under hostile names. */
function spansOf(digit: string, session: string, model = "gpt-5"): SpanInput[] {
  const traceId = digit.repeat(32);
  const of = (number: number, own: SpanInput): SpanInput => ({
    ...{ traceId, spanId: idOf(number), start: start + BigInt(number) * second, end: start + 4n * second },
    ...own,
    attributes: { "session.id": session, "user.id": "u-1", ...own.attributes },
  });
  const parentSpanId = idOf(1);
  const usage = { "gen_ai.usage.input_tokens": 1200, "gen_ai.usage.output_tokens": 34 };
  const chat = { "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": model };
  const said = (text: string) => JSON.stringify([{ role: "user", parts: [{ type: "text", content: text }] }]);
  const search = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search" };
  return [
    of(1, { name: hostile, attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "planner" } }),
    of(2, { parentSpanId, name: "chat", attributes: { ...chat, ...usage, "gen_ai.input.messages": said(hostile) } }),
    of(3, {
      ...{ parentSpanId, name: "execute_tool search", status: { code: 2, message: `no room\n${hostile}` } },
      attributes: { ...search, "gen_ai.tool.call.arguments": `{"q":"${session}"}`, "error.type": "full" },
    }),
  ];
}

interface Said {
  out: string;
  error: string;
}

function begin(words: readonly string[], environment: Record<string, string> = {}) {
  const { PATH = "", NODE_COMPILE_CACHE = "" } = process.env;
  const child = spawn(process.execPath, [main, ...words], {
    env: { PATH, NODE_COMPILE_CACHE, TZ: "UTC", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Said = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.error += text));
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, said, ended };
}

async function run(...words: readonly string[]) {
  const { said, ended } = begin(words);
  return { code: await ended, ...said };
}

const acts = (text: string) => /[\p{Cc}\u202e]/u.test(text.replaceAll(/[\n\t]/g, ""));
const endpoint = () => ["--endpoint", `http://127.0.0.1:${at.port}`];
const of = ({ options: { project, key } }: Tenant) => [...endpoint(), "--key", key, "--project", project];
const answered = async (path: string): Promise<string> => JSON.stringify(await asked.get(path));

test("sessions are a table that can be cut at its tabs, and nothing in it acts on a terminal", async () => {
  const { code, out, error } = await run("sessions", "--from", "0", "--sort", "name", ...of(asked));
  expect([code, error, acts(out)]).toEqual([0, "", false]);
  const cells = out
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t").map((cell) => cell.trim()));
  const name = "\\x1b[2J\\x1b]0;owned\\x07exe\\u202egnp 注文";
  const sums = ["3", "1", "1.2k"];
  expect(cells.map((row) => row.filter((_, column) => ![8, 9].includes(column)))).toEqual([
    ["", "Session", "Title", "Agent", "User", "Steps", "Failed", "Tokens", "When"],
    ["✓", "s-2", name, "planner", "u-1", ...sums, "2026-11-21T10:30:47Z"],
    ["✓", "s-1", name, "planner", "u-1", ...sums, "2026-11-21T10:30:47Z"],
  ]);
});

test("the key says which project is meant", async () => {
  const words = ["sessions", "--from", "0", ...endpoint()];
  const told = await run(...words, "--key", asked.options.key);
  expect([told.code, told.out]).toEqual([0, (await run(...words, ...of(asked))).out]);
});

test("one session is told with its traces", async () => {
  const { code, out } = await run("sessions", "s-1", ...of(asked));
  expect([code, out]).toEqual([0, expect.stringContaining(`✓\t${"a".repeat(32)}\t`)]);
});

test("a trace is a tree, with what went wrong in words, and a span of it whole", async () => {
  const { code, out } = await run("trace", "aaaa", "--findings", ...of(asked));
  expect(code).toBe(0);
  expect(
    out
      .split("\n")
      .map((line) => line.replaceAll(/ *\t *| {2,}/g, "  "))
      .slice(3),
  ).toEqual([
    "",
    "Step  Took  Tokens  Cost  Span",
    "◆ \\x1b[2J\\x1b]0;owned\\x07exe\\u202egnp 注文 planner  3 s  –  –  00000000",
    "├─ ● chat gpt-5  2 s  1.2k  $0.0018  00000000",
    "└─ ✕ ■ execute_tool search  1 s  –  –  00000000",
    "  full: no room",
    "",
    expect.stringMatching(/finding|Nothing/),
    ...out
      .split("\n")
      .slice(11)
      .map(() => expect.any(String)),
  ]);
  const span = await run("trace", "a".repeat(32), "--span", idOf(2), ...of(asked));
  expect([span.code, span.out]).toEqual([
    0,
    expect.stringContaining("\nuser\n  \\x1b[2J\\x1b]0;owned\\x07exe\\u202egnp\n  注文\n"),
  ]);
  const withContent = await run("trace", "aaaa", "--content", ...of(asked));
  expect(withContent.out).toContain('→ {"q":"s-1"}');
});

test("usage has a row for each group and one for all; what differs is compared", async () => {
  const usage = await run("usage", "--group-by", "model", "--from", "0", ...of(asked));
  const rows = usage.out
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t")[0]?.trim());
  expect([usage.code, rows?.sort()]).toEqual([0, ["All", "Model", "claude-haiku-4-5", "gpt-5", "–"]]);
  const compared = await run("compare", "aaaa", "session:s-2", ...of(asked));
  expect([compared.code, compared.error]).toEqual([0, ""]);
  expect(compared.out).toContain("model: gpt-5 → claude-haiku-4-5");
  expect(compared.out).toContain("arguments $.q: s-[−1][+2]");
});

test("with --json the answer of the API is told as it is, and does not act either", async () => {
  const documents: readonly (readonly [readonly string[], readonly string[]])[] = [
    [["sessions", "--from", "0"], ["/sessions?from=0"]],
    [["sessions", "s-1"], ["/sessions/s-1"]],
    [
      ["trace", "aaaa", "--findings"],
      [`/traces/${"a".repeat(32)}?content=none`, `/traces/${"a".repeat(32)}/findings`],
    ],
    [["trace", "aaaa", "--content", "--limit", "2"], [`/traces/${"a".repeat(32)}?limit=2`]],
    [["trace", "aaaa", "--span", idOf(3)], [`/spans/${"a".repeat(32)}/${idOf(3)}`]],
    [["usage", "--from", "0", "--group-by", "agent,model"], ["/usage?from=0&groupBy=agent&groupBy=model"]],
    [["compare", "aaaa", "bbbb"], [`/compare?left=trace:${"a".repeat(32)}&right=trace:${"b".repeat(32)}`]],
  ];
  for (const [words, paths] of documents) {
    const { code, out, error } = await run(...words, "--json", ...of(asked));
    const told = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.stringify(JSON.parse(line)));
    expect([code, error, told]).toEqual([0, "", await Promise.all(paths.map(answered))]);
    expect(acts(out)).toBe(false);
  }
});

test("where nothing is, nothing is printed, and people are told", async () => {
  const empty = of(at.tenant());
  expect(await run("sessions", ...empty)).toEqual({
    code: 0,
    out: "",
    error: "No sessions. The last day is looked at unless --from says otherwise.\n",
  });
  expect(await run("usage", ...empty)).toEqual({
    code: 0,
    out: "",
    error: "Nothing was used. The last day is looked at unless --from says otherwise.\n",
  });
  expect(await run("trace", "a".repeat(32), ...empty)).toEqual({
    code: 1,
    out: "",
    error: "Not found: there is no trace of that id in this project\n",
  });
  expect(await run("trace", "abcd", ...empty)).toEqual({
    code: 1,
    out: "",
    error: "Not found: no trace begins with abcd.\n",
  });
});

test("what cannot be is told in one line, with the code that says whose fault it is", async () => {
  const { project, key } = asked.options;
  const dead = ["--endpoint", "http://127.0.0.1:9"];
  const wrongs: readonly (readonly [readonly string[], number, string])[] = [
    [
      ["sessions", ...dead],
      1,
      "Nothing answers at http://127.0.0.1:9; start it with spanwise start, or name another --endpoint.\n",
    ],
    [
      ["tail", ...dead],
      1,
      "Nothing answers at http://127.0.0.1:9; start it with spanwise start, or name another --endpoint.\n",
    ],
    [
      ["usage", ...endpoint(), "--key", "wrong"],
      1,
      "The key opens nothing; give another with --key or SPANWISE_API_KEY.\n",
    ],
    [
      ["tail", ...endpoint(), "--key", "wrong"],
      1,
      "The key opens nothing; give another with --key or SPANWISE_API_KEY.\n",
    ],
    [["sessions", ...endpoint()], 1, "The receiver wants a key; give another with --key or SPANWISE_API_KEY.\n"],
    [["sessions", ...endpoint(), "--key", key, "--project", "p600"], 1, expect.stringMatching(/^Not found: /) as never],
    [
      ["sessions", ...of(asked), "--order", "up"],
      2,
      expect.stringMatching(/^The receiver does not understand that: order/) as never,
    ],
    [["sessions", "--agnet", "x"], 2, "There is no option --agnet; did you mean --agent? --help names all.\n"],
    [["compare", "aaaa"], 2, "Something is missing: spanwise compare LEFT RIGHT [options]; --help tells more.\n"],
    [
      ["trace", "\u001b[2J"],
      2,
      'A trace is named by its id: 32 hex digits, or the first of them, 4 at least; not "\\x1b[2J".\n',
    ],
  ];
  for (const [words, code, error] of wrongs) {
    const more = words.includes("--endpoint") ? [] : ["--project", project, ...endpoint()];
    expect([words, await run(...words, ...more)]).toEqual([words, { code, out: "", error }]);
  }
});

test.for(["sessions", "trace", "tail", "usage", "compare"])("%s says how it is used", async (name) => {
  const { code, out } = await run(name, "--help");
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(new RegExp(`^spanwise ${name} [\\s\\S]*--json +the answer of the API`)),
  ]);
});

test("who reads a table no further ends it without a word", async () => {
  const { child, said, ended } = begin(["sessions", "--from", "0", ...of(asked)]);
  child.stdout?.destroy();
  expect([await ended, said.error]).toEqual([0, ""]);
});

/** Stands between, and cuts every connection when told to. */
async function openCable() {
  const open = new Set<ServerResponse>();
  let refuses = false;
  const server = createServer((from, to) => {
    if (refuses) return void to.destroy();
    const { url, method, headers } = from;
    open.add(to.on("close", () => open.delete(to)));
    const onward = request({ port: at.port, path: url, method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 500, answer.headers).flushHeaders();
      answer.on("data", (bytes) => to.write(bytes)).on("end", () => to.end());
    });
    to.on("close", () => onward.destroy());
    onward.on("error", () => to.destroy()).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    isOpen: () => open.size > 0,
    cut: () => {
      refuses = true;
      for (const one of open) one.destroy();
    },
    mend: () => {
      refuses = false;
    },
    close: () => {
      for (const one of open) one.destroy();
      server.close();
    },
  };
}

const now = () => BigInt(Date.now()) * 1_000_000n;
const step = (number: number, own: SpanInput = {}): SpanInput => ({
  ...{ traceId: "c".repeat(32), spanId: idOf(number), name: `step ${number}`, start: now(), end: now() + second },
  ...own,
});
const send = (tenant: Tenant, ...spans: readonly SpanInput[]) => tenant.send("http", "traces", traces(...spans));

async function stopped(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill("SIGINT");
  return ended;
}

test("what happens is told as it happens, through a cut of the connection, until it is stopped", async () => {
  const tenant = at.tenant();
  const cable = await openCable();
  const [, , ...whose] = of(tenant);
  const { child, said, ended } = begin(["tail", "--endpoint", cable.endpoint, ...whose]);
  await expect.poll(cable.isOpen, { timeout: 30_000 }).toBe(true);
  const search = {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "search",
    "gen_ai.tool.call.arguments": '{"q":1}',
  };
  await expect
    .poll(
      async () => {
        if (said.out === "")
          await send(tenant, step(1, { name: hostile }), step(2, { attributes: search, status: { code: 2 } }));
        return said.out;
      },
      { timeout: 30_000, interval: 500 },
    )
    .toMatch(/^\[\d\d:\d\d:\d\d\] ✕ Tool search \{"q":1\} failed after 1 s {2}cccccccc$/m);
  cable.cut();
  await expect.poll(() => said.error).toBe("The connection is gone; it is made anew until it holds.\n");
  await send(tenant, step(3), step(4));
  await at.settled();
  cable.mend();
  await expect.poll(() => said.out, { timeout: 60_000 }).toContain("step 4");
  expect(await stopped(child, ended)).toBe(0);
  for (const name of ["step 3", "step 4"]) expect(said.out.split(name).length).toBe(2);
  expect(acts(said.out)).toBe(false);
  cable.close();
});

test("with --json each event is a line, and a closed pipe ends it", async () => {
  const tenant = at.tenant();
  const { child, said, ended } = begin(["tail", "--json", "--events", "span,trace", ...of(tenant)]);
  let sent = 0;
  await expect
    .poll(
      async () => {
        if (said.out === "") await send(tenant, step(++sent));
        return said.out.split("\n").length;
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBeGreaterThan(1);
  const [first = ""] = said.out.split("\n");
  expect(JSON.parse(first)).toEqual({ event: expect.any(String), id: expect.any(String), data: expect.any(Object) });
  child.stdout?.destroy();
  await send(tenant, step(1000));
  expect(await ended).toBe(0);
  expect(said.error).toBe("");
});
