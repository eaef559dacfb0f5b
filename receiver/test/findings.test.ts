import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openExaminer } from "../src/commands/examining.ts";
import { readConfig } from "../src/config.ts";
import { openLog } from "../src/log.ts";
import type { Finding, KeptFinding, RuleCount } from "../src/model/finding.ts";
import { encodeJson } from "../src/otlp/json.ts";
import { insertRows } from "./insert-rows.ts";
import { companionsOf, recordedExports } from "./recorded-exports.ts";
import { sendInRounds } from "./sent-recordings.ts";
import { idOf } from "./sent-spans.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const count = (key: string, intValue: number) => ({ key, value: { intValue: String(intValue) } });
const minutesAgo = (minutes: number) => BigInt(Date.now() - minutes * 60_000) * 1_000_000n;
const seconds = (number: number) => BigInt(Math.round(number * 1e9));

interface Telling {
  readonly traceId: string;
  readonly number: number;
  readonly parent?: number;
  readonly name?: string;
  /** Seconds after the trace began, ten minutes ago. */
  readonly from: number;
  readonly to: number;
  readonly failed?: boolean;
  readonly told: readonly unknown[];
}

const began = minutesAgo(10);

const telling = ({ traceId, number, parent, name = "work", from, to, failed, told }: Telling) => ({
  traceId,
  spanId: idOf(number),
  parentSpanId: parent === undefined ? "" : idOf(parent),
  name,
  startTimeUnixNano: String(began + seconds(from)),
  endTimeUnixNano: String(began + seconds(to)),
  status: failed ? { code: 2, message: "took too long" } : {},
  attributes: told,
});

const root = (traceId: string, more: readonly unknown[] = []) =>
  telling({
    traceId,
    number: 1,
    from: 0,
    to: 300,
    told: [text("gen_ai.operation.name", "invoke_agent"), text("gen_ai.agent.name", "helper"), ...more],
  });

const tool = (traceId: string, number: number, given: string, result: string, more: Partial<Telling> = {}) =>
  telling({
    traceId,
    number,
    parent: 1,
    from: number * 2,
    to: number * 2 + 1,
    ...more,
    told: [
      text("gen_ai.operation.name", "execute_tool"),
      text("gen_ai.tool.name", "search"),
      text("gen_ai.tool.call.arguments", given),
      text("gen_ai.tool.call.result", result),
    ],
  });

const said = (role: string, content: string) => JSON.stringify([{ role, parts: [{ type: "text", content }] }]);

const chat = (traceId: string, number: number, answer: string, tokens: number, more: readonly unknown[] = []) =>
  telling({
    traceId,
    number,
    parent: 1,
    from: number * 2,
    to: number * 2 + 1,
    told: [
      text("gen_ai.operation.name", "chat"),
      text("gen_ai.provider.name", "openai"),
      text("gen_ai.request.model", "gpt-4o"),
      text("gen_ai.input.messages", said("user", "Where is my order?")),
      text("gen_ai.output.messages", said("assistant", answer)),
      count("gen_ai.usage.input_tokens", 100),
      count("gen_ai.usage.output_tokens", tokens),
      ...more,
    ],
  });

async function send(project: string, service: string, ...spans: readonly unknown[]): Promise<void> {
  const resource = { attributes: [text("service.name", service)] };
  const request = { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] };
  await at.send("traces", encodeJson("traces", Buffer.from(JSON.stringify(request))).body, project);
}

interface Page {
  readonly items: readonly Finding[];
  readonly partial: boolean;
}

const findingsIn = (project: string, traceId: string) =>
  at.get(`/api/projects/${project}/traces/${traceId}/findings`) as Promise<Page>;

const loop = (traceId: string, more: readonly unknown[] = []) => [
  root(traceId, more),
  ...[2, 3, 4].map((number) => tool(traceId, number, '{"q":"x"}', "nothing there")),
  chat(traceId, 5, "Here it is.", 20),
];
const fine = (traceId: string, more: readonly unknown[] = []) => [
  root(traceId, more),
  ...[2, 3, 4].map((number) => tool(traceId, number, `{"q":"x${number}"}`, `found ${number}`)),
  chat(traceId, 5, "Here it is.", 20),
];

const silent = openLog({ level: "silent", format: "json" });
const { thresholds } = readConfig({}).findings;
const ended = new AbortController();
const examiner = (options: { quietSeconds?: number } = {}) =>
  openExaminer({
    store: at.store,
    settings: { percent: 100, thresholds },
    log: silent,
    ended: ended.signal,
    quietSeconds: 0,
    ...options,
  });

async function examined(one = examiner()): Promise<void> {
  while (await one.look(Date.now()));
}

const kept = (project: string, query = "") =>
  at.get(`/api/projects/${project}/findings?from=0${query}`) as Promise<{
    items: readonly KeptFinding[];
    nextCursor: string | null;
  }>;
const rulesOf = (items: readonly { rule: string; traceId?: string }[]) => items.map(({ rule }) => rule);

test("tells what went wrong in a trace with the spans that show it, and nothing of one that went well", async () => {
  const [wrong, well] = ["a1".repeat(16), "a2".repeat(16)];
  await send("crafted", "shop", ...loop(wrong), ...fine(well));
  expect(await findingsIn("crafted", wrong)).toEqual({
    items: [
      {
        rule: "repeated-call",
        severity: "warning",
        title: "search was called 3 times in a loop with the same arguments and gave the same result each time.",
        traceId: wrong,
        spanIds: [2, 3, 4].map(idOf),
        facts: { called: "search", kind: "tool", calls: 3, loop: true, sameResult: true },
      },
    ],
    nextCursor: null,
    partial: false,
  });
  expect(await findingsIn("crafted", well)).toEqual({ items: [], nextCursor: null, partial: false });
});

test("reads in the content that an answer is empty, and that a result is an error", async () => {
  const traceId = "a3".repeat(16);
  await send(
    "crafted",
    "shop",
    root(traceId),
    tool(traceId, 2, "{}", '{"isError":true,"content":[{"type":"text","text":"no such user"}]}'),
    chat(traceId, 3, " ", 2, [text("gen_ai.response.finish_reasons", "stop")]),
  );
  const { items } = await findingsIn("crafted", traceId);
  expect(items.map(({ rule, title, spanIds }) => [rule, title, spanIds])).toEqual([
    ["empty-answer", "gpt-4o answered nothing once, and with that the run ended.", [idOf(3)]],
    ["error-swallowed", "search failed once, and what called it says that all went well: no such user.", [idOf(2)]],
  ]);
});

test("tells of a session what shows in its traces, and what shows only in all of them", async () => {
  const ids = ["b1", "b2", "b3"].map((two) => two.repeat(16));
  const inSession = [text("session.id", "s 1")];
  for (const id of ids)
    await send(
      "sessions",
      "shop",
      root(id, inSession),
      tool(id, 2, `{"q":"${id}"}`, "", { failed: true }),
      chat(id, 3, "Sorry.", 20),
    );
  const answer = (await at.get(`/api/projects/sessions/sessions/${encodeURIComponent("s 1")}/findings`)) as Page;
  expect([rulesOf(answer.items), answer.partial]).toEqual([
    ["same-error", "error-swallowed", "error-swallowed", "error-swallowed", "asked-again"],
    false,
  ]);
  expect(answer.items[4]?.facts).toEqual({ asked: 3, question: "Where is my order?" });
});

test("keeps what is found in traces that are over, once, and lets it go when it is found no longer", async () => {
  const [wrong, well, late] = ["c1", "c2", "c3"].map((two) => two.repeat(16)) as [string, string, string];
  const whose = [text("session.id", "s"), text("user.id", "ann")];
  await send("kept", "shop", ...loop(wrong, whose), ...fine(well));
  await send("kept", "desk", ...loop(late).slice(0, 3));
  await examined();
  const whole = {
    rule: "repeated-call",
    severity: "warning",
    title: "search was called 3 times in a loop with the same arguments and gave the same result each time.",
    traceId: wrong,
    spanIds: [2, 3, 4].map(idOf),
    facts: { called: "search", kind: "tool", calls: 3, loop: true, sameResult: true },
    startTime: String(began),
    sessionId: "s",
    userId: "ann",
    agentName: "helper",
    service: "shop",
  };
  expect(await kept("kept")).toEqual({ items: [whole], nextCursor: null });
  await send("kept", "desk", ...loop(late).slice(3));
  await Promise.all([examined(), examined()]);
  const { items } = await kept("kept", "&service=desk");
  expect(items.map(({ traceId }) => traceId)).toEqual([late]);
  await send("kept", "desk", tool(late, 4, '{"q":"y"}', "something else"));
  await send("kept", "desk", chat(late, 6, "Here it is.", 20));
  await examined();
  expect((await kept("kept")).items).toEqual([whole]);
});

test("lists kept findings by what is asked, a page at a time, and counts them by rule", async () => {
  const ids = ["d1", "d2", "d3", "d4"].map((two) => two.repeat(16));
  for (const [index, id] of ids.entries())
    await send(
      "listed",
      index < 2 ? "shop" : "desk",
      ...loop(id, [text("user.id", index % 2 ? "ann" : "bob")]),
      chat(id, 9, " ", 0),
    );
  await examined();
  const all = (await kept("listed")).items.map(({ traceId, rule }) => `${traceId} ${rule}`);
  expect(all).toHaveLength(8);
  const paged: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = await kept("listed", `&limit=3${cursor && `&cursor=${cursor}`}`);
    paged.push(...page.items.map(({ traceId, rule }) => `${traceId} ${rule}`));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all);
  const asked = [
    "user=ann",
    "service=desk",
    "rule=repeated-call",
    "severity=error",
    "agent=helper",
    "agent=nobody",
    "session=s",
  ];
  const counts = await Promise.all(asked.map(async (query) => (await kept("listed", `&${query}`)).items.length));
  expect(counts).toEqual([4, 4, 4, 4, 8, 0, 0]);
  const { items } = (await at.get("/api/projects/listed/findings?from=0&groupBy=rule&service=shop")) as {
    items: RuleCount[];
  };
  expect(items).toEqual([
    {
      rule: "empty-answer",
      findings: 2,
      traces: 2,
      bySeverity: { info: 0, warning: 0, error: 2 },
      lastTime: String(began),
      lastTraceId: expect.any(String),
    },
    {
      rule: "repeated-call",
      findings: 2,
      traces: 2,
      bySeverity: { info: 0, warning: 2, error: 0 },
      lastTime: String(began),
      lastTraceId: expect.any(String),
    },
  ]);
});

test("refuses what it does not know, and tells nothing of another project", async () => {
  const refusals = ["rule=none", "severity=bad", "attr.a=b", "model=gpt-4o", "groupBy=user", "cursor=x"];
  const answers = refusals.map((query) => at.get(`/api/projects/listed/findings?${query}`));
  expect(((await Promise.all(answers)) as { error?: { code: string } }[]).map(({ error }) => error?.code)).toEqual(
    refusals.map(() => "bad_request"),
  );
  const id = "d1".repeat(16);
  const foreign = [`kept/traces/${id}/findings`, "kept/sessions/s%201/findings", "nobody/findings"];
  const refused = (await Promise.all(foreign.map((path) => at.get(`/api/projects/${path}`)))) as {
    error?: { code: string };
  }[];
  expect(refused.map(({ error }) => error?.code)).toEqual(["not_found", "not_found", "not_found"]);
  expect((await kept("crafted")).items.some(({ traceId }) => traceId === id)).toBe(false);
});

test("waits until a trace is quiet, and finds a stuck run by the time that went by", async () => {
  const quiet = "e1".repeat(16);
  await send("quiet", "shop", ...loop(quiet));
  await examined(examiner({ quietSeconds: 1 }));
  expect((await kept("quiet")).items).toEqual([]);
  await sleep(1100);
  await examined(examiner({ quietSeconds: 1 }));
  expect(rulesOf((await kept("quiet")).items)).toEqual(["repeated-call"]);
  const old = { received: Date.now() - 3_600_000, version: minutesAgo(60), retention: 30 };
  const place = { project: "quiet", trace_id: "e2".repeat(16), start: minutesAgo(60) };
  await insertRows(at.store, "spans_in", [
    { ...place, ...old, span_id: idOf(1), name: "run", kind: "agent", state: "running", status: "running" },
  ]);
  await insertRows(at.store, "traces", [
    {
      ...place,
      ...old,
      end: minutesAgo(60),
      name: "run",
      root_kind: "agent",
      status: "running",
      span_count: 1n,
      running_count: 1n,
    },
  ]);
  await examined();
  expect(rulesOf((await kept("quiet", "&rule=stuck-run")).items)).toEqual(["stuck-run"]);
});

/** Of what was recorded of real libraries, these runs have a call that fails below one that says all went well. */
const swallowed = (called: string, message: string) => [
  ["error-swallowed", `${called} failed once, and what called it says that all went well: ${message}.`],
];
const serverError = "Error: 500 The server had an error processing your request";
const expected = {
  "agentops-python": swallowed("parse.operation", "bad json"),
  "langfuse-5": swallowed("fail-model", serverError),
  "langsmith-otel": swallowed("fail-model", serverError),
  "logfire-js-0.18-pending-spans": swallowed("failed", "Error: boom"),
  "vercel-ai-v7": swallowed("get_weather", "weather backend down"),
};
const runs = recordedExports.filter(({ signal }) => signal === "traces");

test("finds in recorded exports only what they say", async () => {
  const sendings = runs.map((run) => ({ project: run.name, files: [run, ...companionsOf(run)] }));
  await sendInRounds(at, sendings);
  const found: Record<string, readonly (readonly [string, string])[]> = {};
  for (const { project } of sendings) {
    const { items } = (await at.get(`/api/projects/${project}/traces?from=0&limit=1000`)) as {
      items: { traceId: string }[];
    };
    const answers = await Promise.all(items.map(({ traceId }) => findingsIn(project, traceId)));
    const findings = answers.flatMap((answer) => answer.items).filter(({ rule }) => rule !== "stuck-run");
    if (findings.length > 0) found[project] = findings.map(({ rule, title }) => [rule, title] as const);
  }
  expect(found).toEqual(expected);
});
