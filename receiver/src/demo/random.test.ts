import { expect, test } from "vitest";
import { randomFrom } from "./random.ts";

test("the same seed draws the same, another seed something else", () => {
  const draw = (seed: string) => {
    const random = randomFrom(seed);
    return [random.hex(16), random.between(1, 6), random.pick(["a", "b", "c"]), random.lognormal(100, 0.5)];
  };
  expect(draw("one")).toEqual(draw("one"));
  expect(draw("one")).not.toEqual(draw("two"));
});

test("a fork is not shifted by what was drawn before it", () => {
  const random = randomFrom("one");
  const before = random.fork("tools").hex(8);
  random.uniform();
  expect(random.fork("tools").hex(8)).toEqual(before);
});

test("draws keep to their range, and half of a lognormal lies below its median", () => {
  const random = randomFrom("ranges");
  const dice = Array.from({ length: 2000 }, () => random.between(1, 6));
  expect([...new Set(dice)].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  const below = Array.from({ length: 4000 }, () => random.lognormal(700, 0.8)).filter((draw) => draw < 700).length;
  expect(Math.abs(below - 2000)).toBeLessThan(150);
});
