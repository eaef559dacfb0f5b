import { z } from "zod";
import { usageDimensions, usageIntervals, usageSubjects } from "../model/usage.ts";
import { type Usage, usageTable } from "../terminal/usage-table.ts";
import { filtersFrom, q, summaryFilterShape } from "./asked.ts";
import { present, sheetOf, textFrom, tool } from "./tool.ts";

const counted = { spans: "Calls", traces: "Traces", sessions: "Sessions" } as const;

export const usageTool = tool({
  name: "usage",
  title: "Usage and cost",
  description:
    "Sums calls, errors, tokens, cost and latency over a range, by time and by agent, model, user, tool, session and more. " +
    'Ask "of" sessions or traces to count and time these instead of calls.',
  input: z.strictObject({
    ...summaryFilterShape,
    q: q.optional(),
    of: z.enum(usageSubjects).default("spans"),
    groupBy: z.array(z.enum(usageDimensions)).max(3).default([]),
    interval: z.enum(usageIntervals).default("none"),
    zone: z.string().default("UTC").describe("by whose clocks intervals begin: Europe/Berlin"),
    limit: z.number().int().min(1).max(500).default(50).describe("rows, those with the most calls first"),
  }),
  run: async (project, { of, groupBy, interval, zone, limit, ...given }, signal) => {
    const filters = filtersFrom(given);
    const [answer, all] = await Promise.all([
      project.get("usage", { ...filters, of, groupBy, interval, zone, limit }, signal),
      project.get("usage", { ...filters, of }, signal),
    ]);
    const [total] = all.items;
    const { items, isCut } = answer;
    const asked = { groupBy, interval, zone, counted: counted[of] };
    const lines =
      total === undefined ? ["Nothing was used in that range."] : usageTable(items, total, asked, sheetOf());
    const more = isCut ? [`There are more than these ${items.length} rows: limit shows up to 500.`] : [];
    return {
      text: textFrom([...lines, ...more], "ask for fewer rows with limit"),
      structured: { items: items.map(rowFacts), total: total === undefined ? null : rowFacts(total), isCut },
    };
  },
});

const rowFacts = ({ time, group, calls, errors, tokens, cost, costCoverage, latency }: Usage) =>
  present({
    ...{ time, group: Object.keys(group).length > 0 ? group : null, calls, errors },
    ...{ inputTokens: tokens?.input, outputTokens: tokens?.output, cost: cost?.total },
    callsOfUnknownCost: costCoverage.unknown > 0 ? costCoverage.unknown : null,
    ...{ p50Nanos: latency?.p50, p95Nanos: latency?.p95 },
  });
