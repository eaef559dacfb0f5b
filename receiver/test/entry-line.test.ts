import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryCost } from "../src/store/queries/cost-row.ts";
import { type EntryLine, readEntryLine } from "../src/store/queries/entry-line.ts";
import { type TestStore, testStore } from "./test-store.ts";

let at: TestStore;
beforeAll(async () => {
  at = await testStore();
});
afterAll(() => at.cleanup());

const texts = [
  ...["session_id", "user_id", "agent_name", "workflow_name", "platform", "provider", "model", "response_model"],
  ...["why", "error_type", "error_message", "price_version", "cost_source"],
];
const counts = [
  ...["input_tokens", "output_tokens", "cached_tokens", "cache_write_tokens", "reasoning_tokens", "first_token"],
];
const flags = ["hidden", "failed", "has_tokens", "counts", "adopted"];
const lists = ["tags", "finish_reasons"];
const costs = ["cost", "cost_input", "cost_output", "cost_cached", "cost_cache_write"];

const told = (name: string) => `JSONExtractString(one, '${name}')`;
const WRITE = `
  INSERT INTO ledger (
    project, trace_id, span_id, received, retention, duplicate_of,
    ${[...texts, ...counts, ...flags, ...lists, ...costs].join(", ")}
  )
  SELECT {project:String}, toFixedString('t', 16), toFixedString(toString(rowNumberInAllBlocks()), 8), now64(3), 30,
    toFixedString(unhex(${told("keeper")}), 8), ${[...texts, ...counts].map(told).join(", ")},
    ${flags.map((name) => `JSONExtractBool(one, '${name}')`).join(", ")},
    ${lists.map((name) => `JSONExtract(one, '${name}', 'Array(String)')`).join(", ")},
    ${costs.map((name) => `toDecimal64(${told(name)}, 12)`).join(", ")}
  FROM (SELECT arrayJoin({rows:Array(String)}) AS one)
`;

const READ = `
  SELECT line,
    hidden, failed, session_id, user_id, agent_name, workflow_name, platform, tags, provider, model, response_model,
    has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, counts, why,
    lower(hex(duplicate_of)) AS keeper, adopted, error_type, error_message, finish_reasons, first_token, ${entryCost}
  FROM ledger WHERE project = {project:String}
`;

const text = fc.oneof(
  fc.constantFrom("", "\t", "\\", "\\t", "a\\\tb\\\\", "\0", "\n\r", '"', "ä𝒳", "[]"),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const count = fc.oneof(fc.constantFrom("0", "18446744073709551615"), fc.nat().map(String));
const cost = fc.constantFrom("0", "0.000000000001", "12.5", "999999.999999999999");
const each = <Value>(names: readonly string[], of: fc.Arbitrary<Value>) =>
  Object.fromEntries(names.map((name) => [name, of]));

const rows = fc.array(
  fc.record({
    ...each(texts, text),
    ...each(counts, count),
    ...each(flags, fc.boolean()),
    ...each(lists, fc.array(text, { maxLength: 3 })),
    ...each(costs, cost),
    cost_source: fc.constantFrom("none", "reported", "computed", "estimated", "failed"),
    keeper: fc.constantFrom("0000000000000000", "b7ad6b7169203331"),
  }),
  { minLength: 1, maxLength: 40 },
);

test("says of an entry what its columns say", async () => {
  let number = 0;
  const promise = fc.asyncProperty(rows, async (some) => {
    number += 1;
    const params = { project: `p${number}` };
    await at.store.command({ text: WRITE, params: { ...params, rows: some.map((row) => JSON.stringify(row)) } });
    const stored = await at.store.query<EntryLine & { line: string }>({ text: READ, params });
    expect(stored.length).toBe(some.length);
    for (const { line, ...columns } of stored) expect(readEntryLine(line)).toEqual(columns);
  });
  await fc.assert(promise, { numRuns: 10 });
}, 60_000);
