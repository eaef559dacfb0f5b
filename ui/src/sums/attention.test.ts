import { expect, test } from "vitest";
import { attentionOf } from "./attention.ts";
import { spikesIn } from "./spikes.ts";

const at = (hour: number) => new Date(2026, 10, 21, hour).getTime();
const rule = { findings: 3, traces: 2, lastTime: "0", lastTraceId: "a" } as const;

test("the worst comes first, each with what shows all of it", () => {
  const seen = attentionOf({
    project: "p",
    time: { last: "7d" },
    rules: [
      { ...rule, rule: "repeated-call", bySeverity: { info: 3, warning: 0, error: 0 } },
      { ...rule, rule: "retry-storm", bySeverity: { info: 0, warning: 2, error: 1 } },
    ],
    errors: [{ name: "timeout", detail: "no answer within <duration>", calls: 9, sessions: 1 }],
    models: [
      { name: "own-model", calls: 4, tokens: { total: 1 } },
      { name: "failed", calls: 4, tokens: null },
    ],
    spikes: [{ from: 0, to: 3_600_000, words: "Nov 21 07:00", cost: 22, times: 9.2 }],
  });
  expect(seen.map(({ severity, title, extent, path }) => [severity, title, extent, path])).toEqual([
    [
      "error",
      "no answer within <duration>",
      "9 times in 1 session",
      "/p/p/errors/timeout?last=7d&says=no+answer+within+%3Cduration%3E",
    ],
    ["error", "Retries that did not stop", "in 2 traces", "/p/p/findings?last=7d&rule=retry-storm"],
    [
      "warning",
      "Costs rose from Nov 21 07:00",
      "$22.00, 9× the usual",
      "/p/p/cost?from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T01%3A00%3A00.000Z",
    ],
    ["warning", "No price known for own-model", "4 calls", "/p/p/models?last=7d&priced=unknown"],
    ["info", "The same call again and again", "in 2 traces", "/p/p/findings?last=7d&rule=repeated-call"],
  ]);
});

test("a step that costs several times the usual is a spike", () => {
  const times = Array.from({ length: 10 }, (_, hour) => at(hour));
  const values = [1, 0, 1, 1.2, 5, 7, 1, 1, 1.1, 9];
  expect(spikesIn(times, values, "hour")).toEqual([
    { from: at(4), to: at(6), words: "Nov 21 04:00", cost: 12, times: 6 / 1.1 },
    { from: at(9), to: at(10), words: "Nov 21 09:00", cost: 9, times: 9 / 1.1 },
  ]);
  expect(spikesIn(times.slice(0, 4), values.slice(0, 4), "hour")).toEqual([]);
});
