import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { reckoner } from "../src/commands/reckoner.ts";
import { GrowingTraces } from "../src/ingest/growing-traces.ts";
import { NotedTraces } from "../src/ingest/noted-traces.ts";
import type { OpenIngest } from "../src/ingest/open.ts";
import { openLog } from "../src/log.ts";
import { settle } from "../src/store/settle.ts";
import { idOf, span, start, traceId, traces } from "./sent-spans.ts";
import { openTestIngest, poured } from "./test-receiver.ts";
import { type TestStore, testStore } from "./test-store.ts";

let at: TestStore;
let noted: NotedTraces;
let ingest: OpenIngest;
let growing: GrowingTraces;
const open: GrowingTraces[] = [];
/** How often a large trace was settled apart. */
let settledApart = 0;

beforeAll(async () => {
  at = await testStore();
  noted = new NotedTraces(join(at.dataDir, "unsettled.json"));
  ingest = await openTestIngest({
    store: at.store,
    directory: join(at.dataDir, "segments"),
    settle: (touched) => growing.settle(touched),
  });
});
afterAll(async () => {
  await ingest.close(Date.now() + 5000);
  await Promise.all(open.map((each) => each.close()));
  await at.cleanup();
});
afterEach(() => {
  settledApart = 0;
});

type Settle = ConstructorParameters<typeof GrowingTraces>[0]["settle"];

const whole: Settle = async (touched, onSize) => {
  settledApart += 1;
  await settle(at.store, touched, reckoner, { onSize });
};

/** What a process that starts would open. */
async function begin(quiet: number, settleThem: Settle = whole): Promise<void> {
  growing = new GrowingTraces({
    settle: settleThem,
    noted,
    log: openLog({ level: "silent", format: "json" }),
    large: 5,
    quiet,
  });
  open.push(growing);
  await growing.start();
}

/** Calls of ten tokens each. */
async function send(project: string, from: number, count: number): Promise<void> {
  const items = Array.from({ length: count }, (_, place) =>
    span({
      ...{ spanId: idOf(from + place + 1), name: "chat m", start: start + BigInt(from + place) * 10_000n },
      ...(from + place > 0 && { parentSpanId: idOf(1) }),
      attributes: {
        "gen_ai.operation.name": from + place === 0 ? "invoke_agent" : "chat",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.input_tokens": 10,
        "gen_ai.response.id": `r${from + place}`,
        "gen_ai.conversation.id": `session of ${project}`,
      },
    }),
  );
  await ingest.take({ signal: "traces", project, body: traces(...items), source: "test", warnings: [] });
  await poured(ingest);
}

const sums = "name, start, end, status, span_count, llm_calls, input_tokens, toString(cost) AS cost";

const summaryOf = async (table: "traces" | "sessions", project: string) => {
  const text = `SELECT ${sums} FROM ${table} FINAL WHERE project = {project:String}`;
  return (await at.store.query<{ span_count: string }>({ text, params: { project } }))[0];
};

const entriesOf = async (project: string) => {
  const text = `
    SELECT lower(hex(span_id)) AS span, session_id, counts, why, toString(cost) AS cost
    FROM ledger FINAL WHERE project = {project:String} ORDER BY span`;
  return at.store.query({ text, params: { project } });
};

const told = async (project: string) => [
  await summaryOf("traces", project),
  await summaryOf("sessions", project),
  await entriesOf(project),
];

const spansStored = async (project: string) => {
  const text = "SELECT count() AS spans FROM spans FINAL WHERE project = {project:String}";
  return Number((await at.store.query<{ spans: string }>({ text, params: { project } }))[0]?.spans);
};

/** Until nothing waits to be settled. */
async function rested(): Promise<void> {
  const path = join(at.dataDir, "unsettled.json");
  while ((await readFile(path, "utf8").catch(() => "{}")) !== "{}") await sleep(10);
}

/** What the sums are when they are made anew of all that is stored. */
async function asMadeAnew(project: string) {
  await settle(at.store, new Map([[project, new Set([traceId])]]), reckoner);
  return told(project);
}

test("a large trace is not settled with each pour, and its sums are exact once it rests", async () => {
  await begin(300);
  await send("grows", 0, 6);
  expect((await summaryOf("traces", "grows"))?.span_count).toBe("6");
  for (let from = 6; from < 36; from += 3) await send("grows", from, 3);
  expect(await spansStored("grows")).toBe(36);
  expect(settledApart).toBeLessThan(8);
  await rested();
  const sumsAtRest = await told("grows");
  expect((await summaryOf("traces", "grows"))?.span_count).toBe("36");
  expect((await summaryOf("sessions", "grows"))?.span_count).toBe("36");
  expect(sumsAtRest).toEqual(await asMadeAnew("grows"));
  await growing.close();
});

test("what a process leaves unsettled when it is killed is settled by the next", async () => {
  await begin(1_000_000);
  await send("killed", 0, 6);
  await send("killed", 6, 4);
  await growing.close();
  expect(await readdir(join(at.dataDir, "segments"))).toEqual([]);
  expect(await spansStored("killed")).toBe(10);
  expect((await summaryOf("traces", "killed"))?.span_count).toBe("6");

  await begin(10, () => new Promise(() => undefined));
  await sleep(100);
  await growing.close();
  expect(await noted.read()).toEqual(new Map([["killed", new Set([traceId])]]));

  await begin(10);
  await rested();
  const sumsAtRest = await told("killed");
  expect((await summaryOf("traces", "killed"))?.span_count).toBe("10");
  expect(sumsAtRest).toEqual(await asMadeAnew("killed"));
  await growing.close();
});

test("a settling that fails is tried again", async () => {
  let failures = 0;
  await begin(10, async (touched, onSize) => {
    if (settledApart > 0 && failures++ < 2) throw new Error("the engine is away");
    await whole(touched, onSize);
  });
  await send("fails", 0, 6);
  await send("fails", 6, 4);
  await rested();
  expect([failures, (await summaryOf("traces", "fails"))?.span_count]).toEqual([3, "10"]);
  await growing.close();
});

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ pour: fc.integer({ min: 1, max: 8 }) }) },
    { weight: 1, arbitrary: fc.constantFrom("restart", "wait" as const) },
  ),
  { minLength: 1, maxLength: 8 },
);

test("however it grows and whenever the process is killed, the sums are exact in the end", async () => {
  let number = 0;
  const promise = fc.asyncProperty(steps, async (all) => {
    number += 1;
    const project = `drawn ${number}`;
    let sent = 0;
    await begin(20);
    for (const step of all) {
      if (step === "wait") await sleep(50);
      else if (step === "restart") {
        await growing.close();
        await begin(20);
      } else {
        await send(project, sent, step.pour);
        sent += step.pour;
      }
    }
    await rested();
    const atRest = await told(project);
    expect(await spansStored(project)).toBe(sent);
    expect(atRest).toEqual(await asMadeAnew(project));
    await growing.close();
  });
  await fc.assert(promise, { numRuns: 6 });
}, 120_000);
