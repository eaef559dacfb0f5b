import { type Filters, minute, type Range } from "../filters.ts";
import type { Parameters } from "../parameters.ts";
import type { Change } from "./find-changes.ts";

/** Where what changed lies: the project, the minutes and the traces of the key. */
export function placed(project: string, changes: readonly Change[], add: Parameters): string {
  const places = pairs(minutesOf(changes, add), add.strings(changes.map(({ trace }) => trace)));
  const these = `SELECT pair.1, toFixedString(unhex(pair.2), 16) ${places}`;
  return `${between(project, changes, add)} AND (${minute}, trace_id) IN (${these})`;
}

export function between(project: string, changes: readonly Change[], add: Parameters): string {
  const { from, to } = startsOf(changes);
  return `project = ${add.string(project)} AND start >= ${add.nanos(from)} AND start < ${add.nanos(to)}`;
}

export const pairs = (ones: string, others: string) => `FROM (SELECT arrayJoin(arrayZip(${ones}, ${others})) AS pair)`;

export const minutesOf = (changes: readonly Change[], add: Parameters): string =>
  add.add(
    "Array(UInt64)",
    changes.map(({ start }) => start / 60_000_000_000n),
  );

/** One flag for each who asks, by what lists ask of the same rows; `changes` are all that it is asked of. */
export function flags(
  filters: readonly Filters[],
  changes: readonly Change[],
  conditionsOf: (one: Filters) => readonly string[],
  add: Parameters,
): string {
  const starts = startsOf(changes);
  const each = filters.map((one) => {
    const conditions = [...startsIn(one.range, add), ...conditionsOf({ ...one, range: common(one.range, starts) })];
    return conditions.length === 0 ? "true" : conditions.map((condition) => `(${condition})`).join(" AND ");
  });
  return `[${each.map((flag) => `toBool(${flag})`).join(", ")}]`;
}

/** That it starts in the range, where one was asked for. */
function startsIn({ from, to }: Range, add: Parameters): string[] {
  return [
    ...(from > 0n ? [`start >= ${add.nanos(from)}`] : []),
    ...(to < endOfTime ? [`start < ${add.nanos(to)}`] : []),
  ];
}

function startsOf(changes: readonly Change[]): Range {
  let [low, high] = [endOfTime, 0n];
  for (const { start } of changes) {
    if (start < low) low = start;
    if (start > high) high = start;
  }
  return { from: low, to: high < endOfTime ? high + 1n : high };
}

const endOfTime = 18_446_744_073_709_551_615n;

function common(one: Range, other: Range): Range {
  const inOrder = (values: readonly bigint[]) => [...values].sort((a, b) => (a < b ? -1 : 1));
  const [, from = 0n] = inOrder([one.from, other.from]);
  const [to = from] = inOrder([one.to, other.to]);
  return to < from ? { from, to: from } : { from, to };
}
