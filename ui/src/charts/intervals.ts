import { defaultRange, type TimeSearch } from "../search.ts";

export type Interval = "minute" | "hour" | "day" | "week" | "month";

const hour = 3_600_000;
const most = 2000;

/** The step that gives a chart enough bars to tell something and few enough to be told apart. */
export function intervalFor({ last = defaultRange, from, to }: TimeSearch, now: number): Interval {
  if (from !== undefined) return intervalOfLength((to === undefined ? now : Date.parse(to)) - Date.parse(from));
  if (to !== undefined || last === "all" || last === "30d") return "day";
  return last === "15m" || last === "1h" ? "minute" : "hour";
}

function intervalOfLength(millis: number): Interval {
  if (millis <= 2 * hour) return "minute";
  if (millis <= 8 * 24 * hour) return "hour";
  return millis <= 120 * 24 * hour ? "day" : "week";
}

/** When each interval begins, by the viewer's clocks, from the one that holds `from` to the one that holds `to`. */
export function intervalStarts(from: number, to: number, interval: Interval): readonly number[] {
  const starts: number[] = [];
  for (let at = startOf(from, interval); at < to && starts.length < most; at = nextAfter(at, interval)) starts.push(at);
  return starts;
}

/** Milliseconds since 1970. A day on which clocks are set is as long as it is. */
export function nextAfter(start: number, interval: Interval): number {
  if (interval === "minute") return start + 60_000;
  if (interval === "hour") return start + hour;
  const date = new Date(start);
  if (interval === "month") date.setMonth(date.getMonth() + 1);
  else date.setDate(date.getDate() + (interval === "week" ? 7 : 1));
  return date.getTime();
}

function startOf(moment: number, interval: Interval): number {
  const date = new Date(moment);
  if (interval === "minute") return date.setSeconds(0, 0);
  if (interval === "hour") return date.setMinutes(0, 0, 0);
  date.setHours(0, 0, 0, 0);
  if (interval === "week") date.setDate(date.getDate() - ((date.getDay() + 6) % 7));
  if (interval === "month") date.setDate(1);
  return date.getTime();
}

export const viewerZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;
