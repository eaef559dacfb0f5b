import type { Given } from "../client/routes.ts";
import { type UsageDimension, type UsageInterval, type UsageOf, usageDimensions } from "../model/usage.ts";
import { usageTable } from "../terminal/usage-table.ts";
import { countIn } from "./amounts-told.ts";
import { asking, documentOf } from "./asking.ts";
import { askingOptions, filterOptions, filtersIn } from "./filter-options.ts";
import { printDocument, printLines, remark, sheetNow } from "./printing.ts";
import { command } from "./words.ts";

const told = {
  usage: "usage [options]",
  meaning: "calls, tokens, cost, errors and response times of the range, by time and by whatever is asked",
  options: {
    "group-by": { type: "string", multiple: true, value: "NAME", meaning: `any of ${usageDimensions.join(", ")}` },
    interval: { type: "string", default: "none", value: "NAME", meaning: "minute, hour, day, week or month" },
    zone: {
      type: "string",
      value: "ZONE",
      meaning: "by whose clocks intervals begin: Europe/Berlin; UTC when left out",
    },
    of: { type: "string", default: "spans", value: "WHAT", meaning: "spans, traces or sessions are counted and timed" },
    limit: { type: "string", value: "COUNT", meaning: "rows at most; 1000 when left out" },
    ...filterOptions,
    ...askingOptions,
  },
  examples: [
    "spanwise usage --group-by agent --from 7d",
    "spanwise usage --interval day --zone Europe/Berlin --from 30d",
    "spanwise usage --of sessions --group-by bot",
  ],
} as const;

const counted: Readonly<Record<string, string>> = { traces: "Traces", sessions: "Sessions" };

export const usage = command(told, async (values) => {
  const groupBy = (values["group-by"] ?? []).flatMap((names) => names.split(",")) as UsageDimension[];
  const of = values.of as UsageOf;
  const interval = values.interval as UsageInterval;
  const zone = values.zone ?? "UTC";
  const filters = filtersIn(values);
  const limit = values.limit === undefined ? {} : { limit: countIn("limit", values.limit, 10_000) };
  const asked: Given<"usage"> = { ...filters, of, groupBy, interval, ...limit, zone };
  if (values.json) {
    await printDocument(await documentOf(values, (project) => project.open("usage", asked)));
    return 0;
  }
  const [answer, { items: totals }] = await asking(values, (project) =>
    Promise.all([project.get("usage", asked), project.get("usage", { ...filters, of })]),
  );
  const [total] = totals;
  if (total === undefined || answer.items.length === 0)
    remark("Nothing was used. The last day is looked at unless --from says otherwise.");
  else
    await printLines(
      usageTable(answer.items, total, { groupBy, interval, zone, counted: counted[of] ?? "Calls" }, sheetNow()),
    );
  if (answer.isCut) remark(`There are more than these ${answer.items.length} rows; --limit shows up to 10000.`);
  return 0;
});
