import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate, readMigrations } from "../src/store/migrate.ts";
import { openStore } from "../src/store/open.ts";
import { readSpanLine, type SpanLine } from "../src/store/span-line.ts";
import type { Store } from "../src/store/store.ts";

let store: Store;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "spanwise-test-"));
  store = await openStore({ kind: "embedded", dataDir });
  const known = await readMigrations();
  await migrate(
    store,
    known.filter(({ name }) => name < "0080"),
  );
});
afterAll(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** The column of each fact that is kept as it is told. */
const columns = {
  name: "name",
  kind: "kind",
  dialect: "dialect",
  status: "status",
  state: "state",
  signal: "signal",
  statusMessage: "status_message",
  service: "service",
  scope: "scope",
  environment: "environment",
  release: "release",
  sessionId: "session_id",
  userId: "user_id",
  agentName: "agent_name",
  workflowName: "workflow_name",
  platform: "platform",
  provider: "provider",
  model: "model",
  responseModel: "response_model",
  responseId: "response_id",
  input: "input_tokens",
  output: "output_tokens",
  cached: "cached_tokens",
  cacheWrite: "cache_write_tokens",
  reasoning: "reasoning_tokens",
  tier: "tier",
  reportedCost: "reported_cost",
  streaming: "streaming",
  firstToken: "first_token",
  toolName: "tool_name",
  toolCallId: "tool_call_id",
  errorType: "error_type",
  errorMessage: "error_message",
  attributeTypes: "attribute_types",
} as const satisfies Partial<Record<keyof SpanLine, string>>;

const told = (fact: string) => `JSONExtractString(one, '${fact}')`;
const list = (fact: string, of = "String") => `JSONExtract(one, '${fact}', 'Array(${of})')`;

async function write(project: string, lines: readonly SpanLine[]): Promise<void> {
  const named = Object.entries(columns);
  const text = `
    INSERT INTO spans (
      project, trace_id, span_id, received, retention, ${named.map(([, column]) => column).join(", ")},
      tags, finish_reasons, has_tokens, counts, token_details, origin
    )
    SELECT {project:String}, toFixedString('t', 16), toFixedString(toString(rowNumberInAllBlocks()), 8), now64(3), 30,
      ${named.map(([fact]) => told(fact)).join(", ")},
      ${list("tags")}, ${list("finishReasons")}, JSONExtractBool(one, 'hasTokens'), JSONExtractBool(one, 'counts'),
      mapFromArrays(${list("detailNames")}, ${list("detailValues", "UInt64")}), toFixedString(unhex(${told("origin")}), 16)
    FROM (SELECT arrayJoin({lines:Array(String)}) AS one)`;
  await store.command({ text, params: { project, lines: lines.map((line) => JSON.stringify(line)) } });
}

async function read(project: string): Promise<SpanLine[]> {
  const text =
    "SELECT line FROM spans WHERE project = {project:String} ORDER BY toUInt32(replaceAll(span_id, char(0), ''))";
  const rows = await store.query<{ line: string }>({ text, params: { project } });
  return rows.map(({ line }) => readSpanLine(line));
}

const text = fc.oneof(
  fc.constantFrom("", "\t", "\\", "\\t", "a\\\tb\\\\", "\0", "\n\r", '"', "ä𝒳", "[]"),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const count = fc.oneof(fc.constantFrom("0", "18446744073709551615"), fc.nat().map(String));
const texts = fc.array(text, { maxLength: 3 });

const lines: fc.Arbitrary<SpanLine> = fc
  .record({
    ...{ name: text, kind: text, dialect: text, statusMessage: text, service: text, scope: text, environment: text },
    ...{ release: text, sessionId: text, userId: text, agentName: text, workflowName: text, platform: text },
    ...{ provider: text, model: text, responseModel: text, responseId: text, tier: text, reportedCost: text },
    ...{ toolName: text, toolCallId: text, errorType: text, errorMessage: text, attributeTypes: text },
    ...{ input: count, output: count, cached: count, cacheWrite: count, reasoning: count, firstToken: count },
    ...{ tags: texts, finishReasons: texts, hasTokens: fc.boolean(), counts: fc.boolean() },
    details: fc.uniqueArray(fc.tuple(text, fc.maxSafeNat()), { selector: ([name]) => name, maxLength: 3 }),
    status: fc.constantFrom("ok", "error", "running"),
    state: fc.constantFrom("running", "abandoned", "ended"),
    signal: fc.constantFrom("span", "log"),
    streaming: fc.constantFrom("unknown", "no", "yes"),
    origin: fc.constantFrom("00".repeat(16), "0123456789abcdef5c09aaff00010203"),
  })
  .map(({ details, ...line }) => ({
    ...line,
    detailNames: details.map(([name]) => name),
    detailValues: details.map(([, value]) => value),
  }));

test("holds all facts of a span, of rows that were there before it too", async () => {
  const before = fc.sample(lines, 100);
  await write("before", before);
  await migrate(store);
  expect(await read("before")).toEqual(before);
}, 60_000);

test("holds whatever they say", async () => {
  let number = 0;
  const promise = fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 40 }), async (some) => {
    number += 1;
    await write(`p${number}`, some);
    expect(await read(`p${number}`)).toEqual(some);
  });
  await fc.assert(promise, { numRuns: 10 });
}, 60_000);
