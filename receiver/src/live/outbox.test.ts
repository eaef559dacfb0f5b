import fc from "fast-check";
import { expect, test } from "vitest";
import { Outbox, type Skipped } from "./outbox.ts";

const told = ({ count, since, from }: Skipped) => `[${count} since ${since} from ${from}]`;
const open = (most: number) => new Outbox({ most, tellSkipped: told });

test("gives out what was offered, in order, and waits for more", async () => {
  const outbox = open(100);
  outbox.offer("a");
  outbox.offer("b");
  expect(await outbox.next()).toBe("ab");
  const next = outbox.next();
  outbox.offer("c");
  expect(await next).toBe("c");
  const last = outbox.next();
  outbox.close();
  expect(await last).toBeUndefined();
  expect(outbox.offer("d")).toBe(false);
});

test("past its bound all is left out until the reader has caught up, and told then", async () => {
  const outbox = open(10);
  expect(outbox.offer("12345678", { at: 1, start: 5n })).toBe(true);
  expect(outbox.offer("abc", { at: 2, start: 9n })).toBe(false);
  expect(outbox.offer("d", { at: 3, start: 4n })).toBe(false);
  expect(outbox.offer("not missed")).toBe(false);
  expect(await outbox.next()).toBe("12345678[2 since 2 from 4]");
  expect(outbox.offer("e", { at: 4, start: 1n })).toBe(true);
  expect(await outbox.next()).toBe("e");
});

test("whatever is offered and read, nothing is lost untold and no more waits than may", async () => {
  const step = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant("read" as const));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const outbox = open(100);
      let [offered, given, missed, waiting] = [0, 0, 0, 0];
      const read = async () => {
        if (outbox.isEmpty) return;
        const text = (await outbox.next()) ?? "";
        given += [...text.replace(/\[.*?\]/g, "")].filter((one) => one === ".").length;
        for (const [, count] of text.matchAll(/\[(\d+) /g)) missed += Number(count);
        waiting = 0;
      };
      for (const [at, one] of steps.entries()) {
        if (one === "read") await read();
        else {
          offered += 1;
          if (outbox.offer(`.${"x".repeat(one - 1)}`, { at, start: undefined })) waiting += one;
          expect(waiting).toBeLessThanOrEqual(100);
        }
      }
      while (!outbox.isEmpty) await read();
      expect(given + missed).toBe(offered);
    }),
  );
});
