import { expect, test } from "vitest";
import type { LogRecord } from "../../../receiver/src/model/log.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import { sampleSpan } from "../../test/sample-span.ts";
import { turnsOf } from "./thread-turns.ts";
import { timelineLines } from "./timeline-lines.ts";

const at = (seconds: number) => String(1_731_500_000_000_000_000n + BigInt(seconds * 1000) * 1_000_000n);
const session = { startTime: at(0), endTime: at(9), status: "error", endReason: "timeout" } as Session;
const error = { type: "Forbidden", message: "not\n  allowed", stack: null };
const tool = { name: "kubectl_apply", callId: null, arguments: { file: "a.yaml" }, result: null };

test("what happened in a session as lines, in the order of time", () => {
  const spans = [
    sampleSpan({ spanId: "g", kind: "agent", agentName: "devops", startTime: at(1) }),
    sampleSpan({
      ...{ spanId: "m", kind: "llm", model: "gpt-5", agentName: "devops", startTime: at(2) },
      ...{ input: [{ role: "user", parts: [{ type: "text", text: "deploy it" }] }] },
    }),
    sampleSpan({ spanId: "h", kind: "http", startTime: at(2) }),
    sampleSpan({ spanId: "t", kind: "tool", tool, status: "error", error, startTime: at(3), endTime: at(5) }),
  ];
  const event = { id: "e", time: at(4), eventName: "note", body: "halfway", severity: 9 } as LogRecord;
  const lines = timelineLines({ session, spans, turns: turnsOf(spans), events: [event], isWhole: true });
  expect(lines.map(({ word, name, detail, tone }) => [word, name, detail, tone])).toEqual([
    ["Session started", "", "", "edge"],
    ["Agent", "devops", "", "plain"],
    ["Message", "", "“deploy it”", "plain"],
    ["Model", "gpt-5", "", "plain"],
    ["Tool", "kubectl_apply", '{"file":"a.yaml"}', "plain"],
    ["Event", "note", "halfway", "plain"],
    ["Failed", "kubectl_apply", "not allowed", "error"],
    ["Session ended (Failed, timeout)", "", "", "error"],
  ]);
});

test("its end is told only when all of it is there; what serves a step only where nothing else is", () => {
  const spans = [sampleSpan({ kind: "http", startTime: at(1), name: "GET /" })];
  const lines = timelineLines({ session, spans, turns: [], events: [], isWhole: false });
  expect(lines.map(({ word, name }) => [word, name])).toEqual([
    ["Session started", ""],
    ["Request", "GET /"],
  ]);
});
