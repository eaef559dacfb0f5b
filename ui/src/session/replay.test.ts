import { expect, test } from "vitest";
import type { Message } from "../../../receiver/src/model/message.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { sampleSpan } from "../../test/sample-span.ts";
import { after, before, momentsOf, playedTo } from "./replay-clock.ts";
import { replayAt } from "./replay-state.ts";
import { transcriptOf } from "./transcript.ts";

const start = 1_731_500_000_000_000_000n;
const at = (seconds: number) => String(start + BigInt(seconds * 1000) * 1_000_000n);
const ask: Message = { role: "assistant", parts: [{ type: "tool_call", id: "1", name: "search", arguments: {} }] };
const hello: Message = { role: "user", parts: [{ type: "text", text: "hello" }] };
const cost = { total: "0.1", input: "0.1", output: "0", cached: "0", cacheWrite: "0", priceVersion: null };
const tokens = { input: 8, output: 2, total: 10, cached: 0, cacheWrite: 0, reasoning: 0 };

const call: Span = sampleSpan({
  ...{ spanId: "c", kind: "llm", startTime: at(0), endTime: at(2), input: [hello], output: [ask], tokens },
  cost: { ...cost, source: "estimated" },
});
const tool: Span = sampleSpan({
  ...{ spanId: "t", kind: "tool", startTime: at(3), endTime: at(5), status: "error" },
  tool: { name: "search", callId: "1", arguments: {}, result: "found" },
});
const later: Span = sampleSpan({
  ...{ spanId: "d", kind: "llm", startTime: at(60), endTime: at(61), noCostBecause: "unknown", tokens },
});
const spans = [call, tool, later];

function told(seconds: number) {
  const { said, underWay, sums } = replayAt(transcriptOf(spans), spans, BigInt(at(seconds)));
  return {
    said: said.map((item) =>
      item.type === "tool"
        ? [item.key.slice(-1)]
        : [
            item.key.slice(-1),
            item.turn.call.status,
            item.answered.map((one) => one.type === "tool" && one.use.result),
          ],
    ),
    underWay: underWay.map(({ spanId }) => spanId),
    sums: [sums.calls, sums.tools, sums.failed, sums.tokens, sums.dollars, sums.isEstimated, sums.unknown],
  };
}

test("at a moment there is what was said, at work and spent by then", () => {
  expect(told(1)).toEqual({ said: [["c", "running", []]], underWay: ["c"], sums: [0, 0, 0, 0, "0", false, 0] });
  expect(told(4)).toEqual({
    said: [["c", "ok", [undefined]]],
    underWay: ["t"],
    sums: [1, 0, 0, 10, "0.1", true, 0],
  });
  expect(told(5)).toEqual({ said: [["c", "ok", ["found"]]], underWay: [], sums: [1, 1, 1, 10, "0.1", true, 0] });
  expect(told(61).sums).toEqual([2, 1, 1, 20, "0.1", true, 1]);
});

test("steps go from one thing that happened to the next, and playing does not wait where nothing does", () => {
  const moments = momentsOf(spans, at(0));
  expect(moments).toEqual([0, 2e9, 3e9, 5e9, 60e9, 61e9]);
  expect([after(moments, 0), after(moments, 61e9), before(moments, 3e9), before(moments, 0)]).toEqual([
    2e9,
    null,
    2e9,
    null,
  ]);
  expect(playedTo(moments, 0, 1e8)).toBe(1e8);
  expect(playedTo(moments, 6e9, 1e8)).toBe(58.1e9);
  expect(playedTo(moments, 60.99e9, 1e8)).toBe(61e9);
  expect(playedTo([], 5, 1)).toBe(0);
});
