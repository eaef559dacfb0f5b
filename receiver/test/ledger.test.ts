import { afterAll, beforeAll, expect, test } from "vitest";
import { reckon } from "../src/ledger/reckon.ts";
import { settle } from "../src/store/settle.ts";
import type { Reckoner } from "../src/store/settle-traces.ts";
import { insertRows } from "./insert-rows.ts";
import { type TestStore, testStore } from "./test-store.ts";

let at: TestStore;
beforeAll(async () => {
  at = await testStore();
});
afterAll(() => at.cleanup());

const noon = 1_790_000_000_000_000_000n;
const id = (number: number, digits: number) => number.toString(16).padStart(digits, "0");

/** A model call in a trace of its own. */
function call(project: string, number: number, more: Readonly<Record<string, unknown>>) {
  const ids = { trace_id: id(number, 32), span_id: id(number, 16) };
  const told = { state: "ended", kind: "llm", dialect: "codex", session_id: "s", counts: true };
  const tokens = { has_tokens: true, input_tokens: 10n, output_tokens: 5n, model: "gpt-5" };
  return {
    project,
    ...ids,
    start: noon,
    duration: 9n,
    version: 2n,
    received: Date.now(),
    ...told,
    ...tokens,
    ...more,
  };
}

function reckonerAt(dollars: bigint): Reckoner {
  const none = { input: 0n, output: 0n, cached: 0n, cacheWrite: 0n };
  const price = { ...none, total: dollars * 10n ** 12n, version: `at ${dollars}`, lines: [] };
  return { reckon, price: () => price, eventDialects: new Set(["codex"]) };
}

const settled = (project: string, numbers: readonly number[], reckoner = reckonerAt(1n), options = {}) =>
  settle(at.store, new Map([[project, new Set(numbers.map((number) => id(number, 32)))]]), reckoner, options);

const ask = (text: string, project: string) =>
  at.store.query<Record<string, unknown>>({
    text,
    params: { project },
    settings: { output_format_json_quote_64bit_integers: 0 },
  });

const entries = (project: string) =>
  ask(
    `SELECT toString(signal) AS told, counts, why, toString(cost) AS money, price_version FROM ledger FINAL
    WHERE project = {project:String} ORDER BY told`,
    project,
  );

test.for([
  ["spans first", [1, 2]],
  ["events first", [2, 1]],
] as const)("a session told by spans and by events without a trace counts once: %s", async ([name, order]) => {
  const rows = new Map([
    [1, call(name, 1, {})],
    [2, call(name, 2, { signal: "log" })],
  ]);
  for (const number of order) {
    await insertRows(at.store, "spans_in", [rows.get(number) ?? {}]);
    await settled(name, [number]);
  }
  expect(await entries(name)).toEqual([
    { told: "log", counts: false, why: "told by spans of the session", money: "0", price_version: "" },
    { told: "span", counts: true, why: "", money: "1", price_version: "at 1" },
  ]);
  const sessions =
    "SELECT llm_calls AS calls, toString(cost) AS money FROM sessions FINAL WHERE project = {project:String}";
  expect(await ask(sessions, name)).toEqual([{ calls: 1, money: "1" }]);
});

test("a computed cost stays until it is asked anew, and what stays is not written again", async () => {
  const project = "stays";
  const written = async () =>
    (await ask("SELECT count() AS rows FROM ledger WHERE project = {project:String}", project))[0];
  await insertRows(at.store, "spans_in", [call(project, 1, {})]);
  await settled(project, [1]);
  await settled(project, [1], reckonerAt(3n));
  expect(await entries(project)).toMatchObject([{ money: "1", price_version: "at 1" }]);
  expect(await written()).toEqual({ rows: 1 });
  await settled(project, [1], reckonerAt(3n), { anew: true });
  expect(await entries(project)).toMatchObject([{ money: "3", price_version: "at 3" }]);
  await insertRows(at.store, "spans_in", [call(project, 1, { output_tokens: 6n, version: 3n })]);
  await settled(project, [1], reckonerAt(4n));
  expect(await entries(project)).toMatchObject([{ money: "4" }]);
});

test("an entry goes where its span starts, and is nowhere else", async () => {
  const project = "moves";
  await insertRows(at.store, "spans_in", [call(project, 1, {})]);
  await settled(project, [1]);
  await insertRows(at.store, "spans_in", [call(project, 1, { start: noon + 600_000_000_000n, version: 3n })]);
  await settled(project, [1]);
  const starts = (table: string) =>
    ask(`SELECT toString(start) AS begins FROM ${table} FINAL WHERE project = {project:String}`, project);
  for (const table of ["spans", "ledger", "traces"])
    expect(await starts(table)).toEqual([{ begins: String(noon + 600_000_000_000n) }]);
});
