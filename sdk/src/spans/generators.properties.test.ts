import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listen } from "../../test/listen.ts";
import { operation } from "./tellers.ts";

let told: ReturnType<typeof listen>;
beforeEach(() => {
  told = listen();
});
afterEach(() => told.stop());

const steps = fc.array(fc.constantFrom("next", "return", "throw"), { maxLength: 8 });
const plans = fc.record({
  yields: fc.integer({ min: 0, max: 4 }),
  /** What the body does when something is thrown into it, and at its end. */
  catches: fc.boolean(),
  lingers: fc.boolean(),
  fails: fc.boolean(),
});
type Plan = typeof plans extends fc.Arbitrary<infer Value> ? Value : never;
type Step = "next" | "return" | "throw";

function* course({ yields, catches, lingers, fails }: Plan): Generator<unknown, unknown, unknown> {
  try {
    for (let at = 0; at < yields; at += 1) yield [at, yield at];
    if (fails) throw new Error("failed");
    return "done";
  } catch (error) {
    if (!catches) throw error;
    return "caught";
  } finally {
    if (lingers) yield "lingering";
  }
}

async function* asyncCourse(plan: Plan): AsyncGenerator<unknown, unknown, unknown> {
  return yield* course(plan);
}

function walk(generator: Generator<unknown, unknown, unknown>, all: readonly Step[]): unknown[] {
  return all.map((step, at) => {
    try {
      return { ...generator[step](step === "throw" ? new Error(`thrown ${at}`) : at) };
    } catch (error) {
      return String(error);
    }
  });
}

const walkAsync = (generator: AsyncGenerator<unknown, unknown, unknown>, all: readonly Step[]) =>
  Promise.all(
    all.map((step, at) =>
      generator[step](step === "throw" ? new Error(`thrown ${at}`) : at).then(
        (result) => ({ ...result }),
        (error) => String(error),
      ),
    ),
  );

test("however it is stepped through, the host sees the same of a generator, and it is told at most once", () => {
  const wrapped = operation("course", course);
  fc.assert(
    fc.property(plans, steps, (plan, all) => {
      const before = told.spans().length;
      expect(walk(wrapped(plan), all)).toEqual(walk(course(plan), all));
      expect(told.spans().length - before).toBeLessThanOrEqual(1);
    }),
  );
  expect(told.lines).toEqual([]);
});

test("the same of an async generator, also where steps are asked for before the last are answered", async () => {
  const wrapped = operation("course", asyncCourse);
  await fc.assert(
    fc.asyncProperty(plans, steps, async (plan, all) => {
      const before = told.spans().length;
      expect(await walkAsync(wrapped(plan), all)).toEqual(await walkAsync(asyncCourse(plan), all));
      expect(told.spans().length - before).toBeLessThanOrEqual(1);
    }),
  );
  expect(told.lines).toEqual([]);
});
