import { defaultRange, type Range, type TimeSearch } from "../search.ts";

const short: Readonly<Record<Range, string>> = {
  "15m": "Last 15 m",
  "1h": "Last hour",
  "24h": "Last 24 h",
  "7d": "Last 7 d",
  "30d": "Last 30 d",
  all: "All time",
};

/** How long a time may be, until now. */
export const rangeChoices: readonly (readonly [Range, string])[] = [
  ["15m", "Last 15 minutes"],
  ["1h", "Last hour"],
  ["24h", "Last 24 hours"],
  ["7d", "Last 7 days"],
  ["30d", "Last 30 days"],
  ["all", "All time"],
];

/** `Last 24 h`, `Nov 20 08:00 – 17:30`, `since Nov 20 08:00`. */
export function rangeWords({ last = defaultRange, from, to }: TimeSearch): string {
  if (from !== undefined && to !== undefined) {
    const [begin, end] = [moment(from), moment(to)];
    return `${begin.day} ${begin.time} – ${end.day === begin.day ? "" : `${end.day} `}${end.time}`;
  }
  if (from !== undefined) return `since ${moment(from).day} ${moment(from).time}`;
  if (to !== undefined) return `until ${moment(to).day} ${moment(to).time}`;
  return short[last];
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (part: number) => String(part).padStart(2, "0");

function moment(iso: string) {
  const date = new Date(iso);
  return {
    day: `${months[date.getMonth()]} ${date.getDate()}`,
    time: `${two(date.getHours())}:${two(date.getMinutes())}`,
  };
}

/** As a field for a local time takes it: `2026-11-20T08:00`. */
export function localMinute(iso: string | undefined): string {
  if (iso === undefined) return "";
  const date = new Date(iso);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
