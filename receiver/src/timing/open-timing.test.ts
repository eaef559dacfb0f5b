import { expect, test } from "vitest";
import { stepColumns } from "../../test/step-columns.ts";
import { openTiming } from "./open-timing.ts";
import { timingOf } from "./timing.ts";

const run = (count: number) =>
  stepColumns(
    Array.from({ length: count }, (_, at) => ({ id: at + 1, parent: at === 0 ? 0 : 1, start: at, end: at * 2 + 5 })),
  );

test("tells the same of large traces, and holds nobody up meanwhile", async () => {
  const timing = openTiming();
  const options = { now: 0n, most: 3 };
  const large = [run(30_000), run(20_000)];
  const asked = Promise.all(large.map((steps) => timing(steps, options)));
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 1);
  expect(await asked).toEqual(large.map((steps) => timingOf(steps, options)));
  clearInterval(counting);
  expect(turns).toBeGreaterThan(5);
  expect(await timing(run(10), options)).toEqual(timingOf(run(10), options));
});
