import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { Batches } from "./batches.ts";

const limits = { batchItems: 2, intervalMillis: 5, queueItems: 3 };

test("sends in batches, one after another, all that waits when it is asked to", async () => {
  const sent: number[][] = [];
  let underWay = 0;
  let most = 0;
  const batches = new Batches<number>(
    async (items) => {
      most = Math.max(most, ++underWay);
      await setImmediate();
      sent.push(items);
      underWay--;
    },
    { ...limits, queueItems: 10 },
    () => {},
  );
  for (let item = 1; item <= 5; item++) batches.add(item);
  await batches.flush();
  expect(sent).toEqual([[1, 2], [3, 4], [5]]);
  expect(most).toBe(1);
  await batches.flush();
  expect(sent).toHaveLength(3);
});

test("sends what is alone after a while, counts what has no room, and goes on after a failure", async () => {
  const sent: number[][] = [];
  let dropped = 0;
  const { promise: first, reject } = Promise.withResolvers<void>();
  const batches = new Batches<number>(
    async (items) => {
      sent.push(items);
      if (sent.length === 1) await first;
    },
    limits,
    () => dropped++,
  );
  batches.add(1);
  await expect.poll(() => sent).toEqual([[1]]);
  for (const item of [2, 3, 4, 5]) batches.add(item);
  expect(dropped).toBe(1);
  reject(new Error("gone"));
  await batches.flush();
  expect(sent).toEqual([[1], [2, 3], [4]]);
});
