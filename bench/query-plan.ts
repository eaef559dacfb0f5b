import { randomFrom } from "../receiver/src/demo/random.ts";
import { subjectNamed } from "./subjects.ts";
import { DAY, HOUR, type Size } from "./workloads/workload.ts";

/** The same questions for every store that holds the same rows. Times in Unix milliseconds. */
export interface QueryPlan {
  /** What the store is filled with. */
  readonly subject: string;
  readonly size: Size;
  readonly repeats: number;
  /** Model calls in all. */
  readonly calls: number;
  readonly traces: readonly { readonly id: string; readonly spans: number }[];
  readonly items: readonly { readonly key: string; readonly value: string }[];
  readonly range: { readonly from: number; readonly to: number };
}

/** Ids and items that occur, drawn anew for each repeat, so that no answer comes from a cache of answers. */
export function planQueries(subject: string, size: Size, repeats: number): QueryPlan {
  const random = randomFrom(`${size.seed}/queries`);
  const { calls, trace, item, days } = subjectNamed(subject);
  return {
    subject,
    size,
    repeats,
    calls: calls(size),
    traces: Array.from({ length: repeats }, () => trace(random, size)),
    items: Array.from({ length: repeats }, () => item(random, size)),
    // Where sessions were shorter than on average, the last begin somewhat late.
    range: { from: size.until - days(size) * DAY, to: size.until + HOUR },
  };
}

export interface QueryTimes {
  readonly traceById: readonly number[];
  readonly latestList: readonly number[];
  readonly attributeEquals: readonly number[];
  /** Calls of the last day by the hour and model, of the last week by the day and model, and of all days. */
  readonly usageOfDay: readonly number[];
  readonly usageOfWeek: readonly number[];
  readonly usageOfAll: readonly number[];
  readonly models: readonly number[];
  /** What no sum was made of before. */
  readonly usageAdHoc: readonly number[];
  /** Answers that were not what they should be. */
  readonly wrong: readonly string[];
}

/** Runs one kind of question for each repeat, after a tenth of them unmeasured; milliseconds. */
export async function timed(repeats: number, ask: (repeat: number) => Promise<unknown>): Promise<number[]> {
  for (let repeat = 0; repeat < Math.ceil(repeats / 10); repeat++) await ask(repeat);
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const begun = performance.now();
    await ask(repeat);
    times.push(performance.now() - begun);
  }
  return times;
}

/** Calls take longer than this, all of them. */
export const shortestCall = 1000n;

/** Ends of ranges, each earlier by a part of a minute than the one before. */
export const endOf = ({ range }: QueryPlan, repeat: number): number => range.to - repeat * 1009;
