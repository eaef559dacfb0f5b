import { millisOf } from "../../../receiver/src/format.ts";
import { keyOfLine, type LiveLine } from "./live-line.ts";

/** What is shown, the newest first, and how many ever came. */
export interface LiveLines {
  readonly lines: readonly LiveLine[];
  readonly arrived: number;
}

export const noLines: LiveLines = { lines: [], arrived: 0 };
const mostKept = 500;
/** What ended so long before somebody came to look, in milliseconds, may still be on its way here. */
const underWay = 60_000;

/**
 * What is there already is told anew where it stands, what is not comes on top; the oldest go. What ended before
 * `since`, in milliseconds, is no news: only something else of it became known.
 */
export function withLines({ lines, arrived }: LiveLines, told: readonly LiveLine[], since: number): LiveLines {
  const newest = new Map(told.map((line) => [keyOfLine(line), line]));
  const kept = lines.map((line) => newest.get(keyOfLine(line)) ?? line);
  const known = new Set(lines.map(keyOfLine));
  const added = [...newest.values()].filter((line) => !known.has(keyOfLine(line)) && isNews(line, since));
  const all = [...added.toReversed(), ...kept].filter((line) => !isHidden(line));
  return { lines: all.slice(0, mostKept), arrived: arrived + added.length };
}

function isNews(line: LiveLine, since: number): boolean {
  const { endTime } = line.told;
  if (line.what === "span") {
    return !isHidden(line) && !(line.told.change === "changed" && endTime !== null && millisOf(endTime) < since);
  }
  return endTime === null || millisOf(endTime) >= since - underWay;
}

const isHidden = ({ what, told }: LiveLine) => what === "span" && told.hidden;

/** Lines that hold still: the same ones as they are by now, where they stand. */
export function heldLines(held: readonly LiveLine[], now: readonly LiveLine[]): readonly LiveLine[] {
  const newest = new Map(now.map((line) => [keyOfLine(line), line]));
  return held.map((line) => newest.get(keyOfLine(line)) ?? line);
}
