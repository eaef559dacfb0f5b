import type { Answer } from "../client/routes.ts";
import { formatCount, formatDuration, millisOf } from "../format.ts";
import { failures, moneySum } from "./amounts.ts";
import { ink, type Line, type Sheet, textOf } from "./sheet.ts";
import { type Column, drawTable } from "./table.ts";

export type Usage = Answer<"usage">["items"][number];

/** How usage was asked for. */
export interface UsageAsked {
  readonly groupBy: readonly string[];
  readonly interval: string;
  readonly zone: string;
  /** What is counted: "Calls", "Traces", "Sessions". */
  readonly counted: string;
}

/** A row for each group and interval, and one for all together: it is asked for by itself, since quantiles do not add up. */
export function usageTable(items: readonly Usage[], total: Usage, asked: UsageAsked, sheet: Sheet): string[] {
  const { groupBy, interval, counted } = asked;
  const isTimed = interval !== "none";
  const columns: readonly Column[] = [
    ...(isTimed ? [{ title: titled(interval) }] : []),
    ...groupBy.map((name) => ({ title: titled(name), least: 10 })),
    ...(isTimed || groupBy.length > 0 ? [] : [{ title: "" }]),
    ...[counted, "Errors", "Input", "Output", "Cost"].map((title) => ({ title, isRight: true })),
    { title: "p50", isRight: true, spare: 2 },
    { title: "p95", isRight: true, spare: 1 },
  ];
  const names = columns.length - 7;
  const rows = items.map((usage) => [
    ...(isTimed ? [begins(usage.time, asked)] : []),
    ...groupBy.map((name) => usage.group[name] ?? ""),
    ...(isTimed || groupBy.length > 0 ? [] : ["All"]),
    ...amounts(usage),
  ]);
  const all: Line[] = ["All", ...Array.from({ length: names - 1 }, () => " "), ...amounts(total)];
  const isOne = !isTimed && groupBy.length === 0;
  return drawTable(columns, isOne ? rows : [...rows, all.map((cell) => ink("bold", textOf(cell)))], sheet);
}

function amounts({ calls, errors, tokens, cost, costCoverage, latency }: Usage): Line[] {
  return [
    formatCount(calls),
    failures(errors),
    tokens === null ? "" : formatCount(tokens.input),
    tokens === null ? "" : formatCount(tokens.output),
    moneySum(cost, costCoverage),
    latency === null ? "" : formatDuration(Number(latency.p50)),
    latency === null ? "" : formatDuration(Number(latency.p95)),
  ];
}

/** `2026-11-21 08:00`, `2026-11-21` or `2026-11` by the clocks of the zone. */
function begins(time: string | null, { interval, zone }: UsageAsked): string {
  if (time === null) return "";
  const digits = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const moment = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, ...digits }).format(millisOf(time));
  return interval === "month"
    ? moment.slice(0, 7)
    : interval === "day" || interval === "week"
      ? moment.slice(0, 10)
      : moment;
}

const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
