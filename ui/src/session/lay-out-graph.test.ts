import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleSpan } from "../../test/sample-span.ts";
import { layOutGraph, type PlacedNode } from "./lay-out-graph.ts";
import { graphOf } from "./session-graph.ts";

const overlap = (one: PlacedNode, other: PlacedNode) =>
  one.left < other.left + other.width &&
  other.left < one.left + one.width &&
  one.top < other.top + other.height &&
  other.top < one.top + one.height;

test("callers are left of those they call, the first of all is the start", () => {
  const tool = (name: string) => ({ name, callId: null, arguments: null, result: null });
  const { nodes, edges, width, height } = layOutGraph(
    graphOf([
      sampleSpan({ spanId: "a", kind: "agent", agentName: "planner" }),
      sampleSpan({ spanId: "t", kind: "tool", tool: tool("search"), parentSpanId: "a" }),
    ]),
    false,
  );
  expect(nodes.map(({ node }) => node.id)).toEqual(["start", "agent planner", "tool search"]);
  expect(edges.map(({ path }) => path.startsWith("M"))).toEqual([true, true]);
  expect([width, height].every((side) => side > 0)).toBe(true);
});

test("whoever calls whom, nothing lies upon another and all lies within the drawing", () => {
  const calls = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(calls, fc.boolean(), (some, isCompact) => {
      const spans = some.flatMap(([caller, called], at) => [
        sampleSpan({ spanId: `a${at}`, kind: "agent", agentName: `agent ${caller}` }),
        sampleSpan({ spanId: `b${at}`, kind: "agent", agentName: `agent ${called}`, parentSpanId: `a${at}` }),
      ]);
      const { nodes, width, height } = layOutGraph(graphOf(spans), isCompact);
      for (const [at, node] of nodes.entries()) {
        expect(nodes.slice(at + 1).some((other) => overlap(node, other))).toBe(false);
        expect(node.left >= 0 && node.top >= 0 && node.left + node.width <= width + 1).toBe(true);
        expect(node.top + node.height).toBeLessThanOrEqual(height + 1);
      }
    }),
    { numRuns: 40 },
  );
});
