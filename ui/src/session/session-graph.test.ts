import { expect, test } from "vitest";
import type { Span } from "../../../receiver/src/model/span.ts";
import { sampleSpan } from "../../test/sample-span.ts";
import { graphOf } from "./session-graph.ts";

const start = 1_731_500_000_000_000_000n;
const at = (seconds: number) => String(start + BigInt(seconds) * 1_000_000_000n);

/** From one second to another. */
function step(spanId: string, kind: Span["kind"], [from, to]: readonly [number, number], said: Partial<Span> = {}) {
  const time = { startTime: at(from), endTime: at(to), durationNanos: String((to - from) * 1e9) };
  return sampleSpan({ spanId, kind, name: spanId, ...time, ...said });
}

const agent = (spanId: string, agentName: string, time: readonly [number, number], said: Partial<Span> = {}) =>
  step(spanId, "agent", time, { agentName, ...said });
const tool = (spanId: string, name: string, time: readonly [number, number], said: Partial<Span> = {}) =>
  step(spanId, "tool", time, { tool: { name, callId: null, arguments: null, result: null }, ...said });
const price = (total: string): Pick<Span, "cost"> => ({
  cost: { total, input: total, output: "0", cached: "0", cacheWrite: "0", source: "computed", priceVersion: null },
});

const drawn = (spans: readonly Span[]) => {
  const { nodes, edges } = graphOf(spans);
  return {
    nodes: nodes.map(({ id, visits, failed, nanos }) => [id, visits.length, failed, nanos / 1e9]),
    edges: edges.map(({ from, to, how, count, failed }) => [from, how, to, count, failed]),
  };
};

test("who called whom, how often, how long and how often it failed", () => {
  const spans = [
    agent("a", "planner", [0, 9]),
    step("m1", "llm", [0, 2], { parentSpanId: "a", model: "gpt-5" }),
    tool("t1", "search", [2, 3], { parentSpanId: "a", status: "error" }),
    tool("t2", "search", [3, 4], { parentSpanId: "a" }),
    step("h", "http", [3, 4], { parentSpanId: "t2" }),
    step("m2", "llm", [4, 6], { parentSpanId: "a", model: "gpt-5" }),
    agent("b", "writer", [6, 8], { parentSpanId: "t2" }),
  ];
  expect(drawn(spans)).toEqual({
    nodes: [
      ["start", 0, 0, 0],
      ["agent planner", 1, 0, 9],
      ["llm gpt-5", 2, 0, 4],
      ["tool search", 2, 1, 2],
      ["agent writer", 1, 0, 2],
    ],
    edges: [
      ["start", "calls", "agent planner", 1, 0],
      ["agent planner", "calls", "llm gpt-5", 2, 0],
      ["agent planner", "calls", "tool search", 2, 1],
      ["tool search", "calls", "agent writer", 1, 0],
    ],
  });
});

test("agents that follow one another under the same roof hand on, those side by side do not", () => {
  const spans = [
    step("w", "workflow", [0, 20], { workflowName: "crew" }),
    agent("a", "researcher", [0, 4], { parentSpanId: "w" }),
    agent("b", "writer", [4, 6], { parentSpanId: "w" }),
    agent("c", "critic", [5, 8], { parentSpanId: "w" }),
  ];
  expect(drawn(spans).edges.filter(([, how]) => how === "then")).toEqual([
    ["agent researcher", "then", "agent writer", 1, 0],
  ]);
});

test("layers that tell of the same agent are one visit; an agent without spans is known by its calls", () => {
  const spans = [
    agent("a", "planner", [0, 9]),
    agent("b", "planner", [1, 8], { parentSpanId: "a" }),
    step("m", "llm", [2, 3], { parentSpanId: "b", model: "gpt-5" }),
    step("w", "llm", [10, 12], { model: "gpt-5", agentName: "scribe", notCountedBecause: "wrapper" }),
    step("m2", "llm", [10, 11], { parentSpanId: "w", model: "gpt-5", agentName: "scribe" }),
    step("m3", "llm", [11, 12], { model: "gpt-5", agentName: "scribe" }),
  ];
  expect(drawn(spans)).toEqual({
    nodes: [
      ["start", 0, 0, 0],
      ["agent planner", 1, 0, 9],
      ["llm gpt-5", 3, 0, 3],
      ["agent scribe", 1, 0, 1],
    ],
    edges: [
      ["start", "calls", "agent planner", 1, 0],
      ["agent planner", "calls", "llm gpt-5", 1, 0],
      ["start", "calls", "agent scribe", 1, 0],
      ["agent scribe", "calls", "llm gpt-5", 2, 0],
    ],
  });
});

test("what a call cost stands at its model and at who called it; what nobody knows is not nothing", () => {
  const spans = [
    agent("a", "planner", [0, 9]),
    step("m1", "llm", [0, 2], { parentSpanId: "a", model: "gpt-5", ...price("0.1") }),
    step("m2", "llm", [2, 4], { parentSpanId: "a", model: "gpt-5", noCostBecause: "unknown" }),
    tool("t", "search", [4, 5], { parentSpanId: "a" }),
  ];
  const costs = graphOf(spans).nodes.map(({ id, cost }) => [id, cost.dollars, cost.unknown]);
  expect(costs).toEqual([
    ["start", null, 0],
    ["agent planner", "0.1", 1],
    ["llm gpt-5", "0.1", 1],
    ["tool search", null, 0],
  ]);
});

test("circles of parents end, and of very many the least visited stand together", () => {
  const circle = [
    step("x", "span", [0, 1], { parentSpanId: "y" }),
    step("y", "span", [0, 1], { parentSpanId: "x" }),
    tool("t", "search", [0, 1], { parentSpanId: "x" }),
  ];
  expect(drawn(circle).edges).toEqual([["start", "calls", "tool search", 1, 0]]);
  const many = Array.from({ length: 200 }, (_, place) => tool(`t${place}`, `tool ${place}`, [place, place + 1]));
  const { nodes, edges } = graphOf(many);
  expect(nodes).toHaveLength(49);
  expect(nodes.at(-1)).toMatchObject({ id: "more tool", name: "153 more", failed: 0 });
  expect(edges.reduce((sum, { count }) => sum + count, 0)).toBe(200);
});
