import { expect, test } from "vitest";
import { cost, tokens } from "../../test/told-answers.ts";
import { type Usage, usageTable } from "./usage-table.ts";

const sheet = { width: 100, isColoured: false, now: 0 };
const usage = (own: Partial<Usage> = {}): Usage => ({
  ...{ time: null, group: {}, spans: 12, spanErrors: 1, calls: 12, errors: 1, successRate: 0.9 },
  ...{ tokens: tokens(12_000, 340), cost: cost("0.31"), coverage: 1 },
  costCoverage: { reported: 0, computed: 12, estimated: 0, unknown: 0 },
  latency: { average: "0", p50: "850000000", p90: "0", p95: "2000000000", p99: "0" },
  ...own,
});
const asked = { groupBy: ["agent"], interval: "none", zone: "UTC", counted: "Calls" };
const unknown = { reported: 0, computed: 9, estimated: 0, unknown: 3 };

test("a row for each group and one for all, and no cost where nobody knows it", () => {
  const items = [
    usage({ group: { agent: "planner" }, costCoverage: unknown }),
    usage({ group: { agent: null }, cost: null, costCoverage: unknown, errors: 0, latency: null, tokens: null }),
  ];
  expect(usageTable(items, usage({ calls: 24 }), asked, sheet)).toEqual([
    "Agent    Calls  Errors  Input  Output     Cost     p50  p95",
    "planner     12       1    12k     340   ≥$0.31  850 ms  2 s",
    "–           12       –      –       –  unknown       –    –",
    "All         24       1    12k     340    $0.31  850 ms  2 s",
  ]);
});

test("intervals are told by the clocks of the zone", () => {
  const items = [usage({ time: "1795302000000000000", group: { model: "gpt-5" } })];
  const first = (interval: string, zone: string) =>
    usageTable(items, usage(), { ...asked, groupBy: ["model"], interval, zone }, sheet)[1]?.slice(0, 24);
  expect([first("hour", "Asia/Tokyo"), first("day", "Asia/Tokyo"), first("day", "UTC"), first("month", "UTC")]).toEqual(
    ["2026-11-22 08:00  gpt-5 ", "2026-11-22  gpt-5     12", "2026-11-21  gpt-5     12", "2026-11  gpt-5     12   "],
  );
});

test("all at once is one row", () => {
  expect(usageTable([usage()], usage(), { ...asked, groupBy: [], counted: "Sessions" }, sheet)).toEqual([
    "     Sessions  Errors  Input  Output   Cost     p50  p95",
    "All        12       1    12k     340  $0.31  850 ms  2 s",
  ]);
});
