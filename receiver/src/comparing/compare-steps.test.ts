import { expect, test } from "vitest";
import { allPairs, comparedSteps, type GivenStep, said } from "../../test/compared-steps.ts";
import { openAllowance } from "./allowance.ts";
import type { StepPair } from "./compare-steps.ts";
import { SaidPool } from "./said.ts";

function compare(left: readonly GivenStep[], right: readonly GivenStep[], allowance = openAllowance()) {
  const pool = new SaidPool();
  return allPairs(comparedSteps(left, pool), comparedSteps(right, pool), allowance);
}

const outline = (pairs: readonly StepPair[]) =>
  pairs.map(({ status, left, right }) => `${status} ${left?.name ?? "-"} ${right?.name ?? "-"}`);

const agent = { id: 1, kind: "agent", name: "run" } as const;
const call = (id: number, more: Partial<GivenStep> = {}) =>
  ({ id, parent: 1, kind: "llm", name: `chat ${more.model ?? "m"}`, model: "m", ...more }) as const;
const tool = (id: number, name: string, args: unknown, result: unknown = null) =>
  ({ id, parent: 1, kind: "tool", name, tool: { name, callId: null, arguments: args, result } }) as const;

test("pairs steps by what they are, and says which came and went", () => {
  const left = [agent, call(2), tool(3, "search", { q: 1 }), call(4)];
  const right = [agent, call(2), tool(3, "read", { path: "a" }), call(4), tool(5, "search", { q: 1 }), call(6)];
  expect(outline(compare(left, right))).toEqual([
    "same run run",
    "same chat m chat m",
    "added - read",
    "added - chat m",
    "same search search",
    "same chat m chat m",
  ]);
});

test("pairs what is called otherwise at the same place", () => {
  const pairs = compare([agent, call(2), tool(3, "search", {})], [agent, call(2), tool(3, "browse", {})]);
  expect(pairs.at(-1)?.changes).toEqual([
    { field: "name", left: "search", right: "browse" },
    { field: "toolName", left: "search", right: "browse" },
  ]);
});

test("finds the same steps below other steps", () => {
  const inside = (parent: number) => [agent, call(2), call(3)].map((one) => ({ ...one, id: one.id + 10, parent }));
  const [root, ...below] = inside(1);
  const wrapped = [
    { id: 1, kind: "http", name: "POST /run" },
    { ...root, parent: 1 },
    ...below.map((one) => ({ ...one, parent: 11 })),
  ] as GivenStep[];
  expect(outline(compare([agent, call(2), call(3)], wrapped))).toEqual([
    "added - POST /run",
    "same run run",
    "same chat m chat m",
    "same chat m chat m",
  ]);
});

test("tells what changed in a call: system, messages, parameters, tools, answer, model, tokens, cost and time", () => {
  const tokens = { input: 10, output: 5, total: 15, cached: 0, cacheWrite: 0, reasoning: 0 };
  const cost = (total: string) =>
    ({ total, input: "0", output: "0", cached: "0", cacheWrite: "0", source: "computed", priceVersion: null }) as const;
  const before = call(1, {
    system: "You are a kind guide.",
    input: [said("user", "Where is Paris?")],
    output: [said("assistant", "In France.")],
    tokens,
    cost: cost("0.0000001"),
    durationNanos: "10",
    asked: { parameters: { temperature: 1 }, tools: { search: { description: "finds" } } },
  });
  const after = call(1, {
    system: "You are a terse guide.",
    input: [said("user", "Where is Paris?"), said("user", "Now.")],
    output: [said("assistant", "In Texas.")],
    tokens: { ...tokens, output: 7, total: 17 },
    cost: cost("0.3"),
    durationNanos: "4",
    asked: { parameters: { temperature: 0 }, tools: {} },
    model: "n",
  });
  const [pair] = compare([{ ...before, name: "chat" }], [{ ...after, name: "chat" }]);
  expect(pair?.changes).toEqual([
    { field: "model", left: "m", right: "n" },
    {
      field: "system",
      edits: [
        { edit: "same", text: "You are a " },
        { edit: "removed", text: "kind" },
        { edit: "added", text: "terse" },
        { edit: "same", text: " guide." },
      ],
      toldAt: null,
    },
    {
      field: "parameters",
      values: [
        {
          path: "$.temperature",
          status: "changed",
          edits: [
            { edit: "removed", text: "1" },
            { edit: "added", text: "0" },
          ],
        },
      ],
      omitted: 0,
      toldAt: null,
    },
    {
      field: "tools",
      values: [
        { path: "$", status: "removed", edits: [{ edit: "removed", text: '{"search":{"description":"finds"}}' }] },
      ],
      omitted: 0,
      toldAt: null,
    },
    {
      field: "input",
      messages: [
        {
          status: "added",
          leftIndex: null,
          rightIndex: 1,
          leftRole: null,
          rightRole: "user",
          edits: [{ edit: "added", text: "Now." }],
          toldAt: null,
        },
      ],
      omitted: 0,
    },
    {
      field: "output",
      messages: [
        {
          status: "changed",
          leftIndex: 0,
          rightIndex: 0,
          leftRole: "assistant",
          rightRole: "assistant",
          edits: [
            { edit: "same", text: "In " },
            { edit: "removed", text: "France" },
            { edit: "added", text: "Texas" },
            { edit: "same", text: "." },
          ],
          toldAt: null,
        },
      ],
      omitted: 0,
    },
  ]);
  expect(pair?.difference).toEqual({
    tokens: { input: 0, output: 2, total: 2, cached: 0, cacheWrite: 0, reasoning: 0 },
    cost: "0.2999999",
    durationNanos: "-6",
    timeToFirstTokenNanos: null,
  });
});

test("tells what changed in a tool's call by its path, whatever the order of keys, and in JSON that is text", () => {
  const left = tool(1, "find", { a: 1, filters: [{ city: "Paris" }], odd: { "x y": 1 } }, '{"n":1}');
  const right = tool(1, "find", { filters: [{ city: "Rome" }, 2], odd: { "x y": 2 }, a: 1 }, '{"n": 1}');
  const [pair] = compare([left], [right]);
  const values = pair?.changes.flatMap((change) => ("values" in change ? (change.values ?? []) : []));
  expect(values?.map(({ path, status }) => `${status} ${path}`)).toEqual([
    "changed $.filters[0].city",
    "added $.filters[1]",
    'changed $.odd["x y"]',
  ]);
  expect(pair?.changes.length).toBe(1);
});

test("tells a changed history once", () => {
  const turns = (first: string) => {
    const history = [said("user", first), said("assistant", "yes"), said("user", "more")];
    return [agent, call(2, { input: history.slice(0, 1) }), call(3, { input: history })];
  };
  const told = compare(turns("Hello there"), turns("Hello you")).flatMap(({ changes }) =>
    changes.flatMap((change) => ("messages" in change ? change.messages : [])),
  );
  expect(told.map(({ toldAt, edits }) => [toldAt, edits?.length ?? null])).toEqual([
    [null, 3],
    [1, null],
  ]);
});

test("says when something was told shorter than it is", () => {
  const allowance = openAllowance(100);
  const pairs = compare([call(1, { system: "a ".repeat(500) })], [call(1, { system: "b ".repeat(500) })], allowance);
  expect(pairs[0]?.status).toBe("changed");
  expect(JSON.stringify(pairs).length).toBeLessThan(2000);
  expect(allowance.isSpent).toBe(true);
});

test("compares texts that part no words letter by letter", () => {
  const [pair] = compare([call(1, { system: "東京は晴れ" })], [call(1, { system: "東京は雨" })]);
  expect(pair?.changes).toEqual([
    {
      field: "system",
      edits: [
        { edit: "same", text: "東京は" },
        { edit: "removed", text: "晴れ" },
        { edit: "added", text: "雨" },
      ],
      toldAt: null,
    },
  ]);
});
