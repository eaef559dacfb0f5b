import type { Interval } from "./intervals.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (part: number) => String(part).padStart(2, "0");

export const dayWords = (date: Date): string => `${months[date.getMonth()]} ${date.getDate()}`;
const clock = (date: Date) => `${two(date.getHours())}:${two(date.getMinutes())}`;

/** Which interval it is, by the viewer's clock: `Nov 21 14:00`, `Nov 21`, `week of Nov 16`, `Nov 2026`. */
export function intervalWords(start: number, interval: Interval): string {
  const date = new Date(start);
  if (interval === "month") return `${months[date.getMonth()]} ${date.getFullYear()}`;
  if (interval === "week") return `week of ${dayWords(date)}`;
  return interval === "day" ? dayWords(date) : `${dayWords(date)} ${clock(date)}`;
}

/** A mark on an axis whose marks are `step` milliseconds apart: the day where a day begins, else the time of day. */
export function markWords(moment: number, step: number): string {
  const date = new Date(moment);
  if (step >= 27 * 86_400_000) return `${months[date.getMonth()]}`;
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  return step >= 86_400_000 || isMidnight ? dayWords(date) : clock(date);
}
