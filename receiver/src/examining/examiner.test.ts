import { expect, test } from "vitest";
import { said, thresholds, tool } from "../../test/steps.ts";
import type { Step } from "../model/step.ts";
import type { TraceToExamine, Unexamined } from "../store/examining/traces-to-examine.ts";
import { Examiner } from "./examiner.ts";

const minute = 60_000_000_000n;

function trace(id: string, given: Partial<TraceToExamine> = {}): TraceToExamine {
  const place = { project: "p", trace: id, start: minute, end: 2n * minute, spans: 3, version: 1n, seenAt: 5n };
  const whose = { session: "", user: "", agent: "", service: "", speakers: "", received: 1, retention: 30 };
  return { ...place, ...whose, ...given };
}

const same = { said: said({ given: "a", returned: "b" }) };

interface Given {
  readonly waiting: readonly TraceToExamine[];
  readonly percent?: number;
  /** Throws for a trace that cannot be read. */
  readonly read?: (ids: readonly string[]) => void;
}

function examinerOf({ waiting, percent = 100, read = () => {} }: Given) {
  const done = new Map<string, number>();
  const faults: string[] = [];
  const asked: Unexamined[] = [];
  const together: number[] = [];
  const examiner = new Examiner({
    readSteps: async ({ place }) => {
      read(place.ids);
      together.push(place.ids.length);
      const steps: Step[] = [tool("get", same), tool("get", same), tool("get", same)];
      return { steps: new Map(place.ids.map((id) => [id, steps])), isCut: false };
    },
    readSaid: async function* () {},
    contextWindow: () => undefined,
    thresholds,
    now: () => 10n * minute,
    findUnexamined: async (question) => {
      asked.push(question);
      return waiting.filter((one) => !done.has(one.trace)).slice(0, question.limit);
    },
    keep: async (_, examined) => {
      for (const one of examined) done.set(one.trace.trace, one.findings.length);
    },
    percent,
    quietSeconds: 10,
    isPassing: (error) => error instanceof Error && error.message === "away",
    onFault: (_, one) => void faults.push(one.trace),
    ended: new AbortController().signal,
  });
  return { examiner, done, faults, asked, together };
}

test("looks at all that waits, and says whether there may be more", async () => {
  const waiting = Array.from({ length: 250 }, (_, number) => trace(String(number)));
  const { examiner, done } = examinerOf({ waiting });
  expect([await examiner.look(1e12), await examiner.look(1e12), done.size]).toEqual([true, false, 250]);
  expect(new Set(done.values())).toEqual(new Set([1]));
});

test("a trace that cannot be read costs the others nothing, and is not tried for ever", async () => {
  const waiting = ["a", "bad", "c"].map((id) => trace(id));
  const read = (ids: readonly string[]) => {
    if (ids.includes("bad")) throw new Error("too large");
  };
  const { examiner, done, faults } = examinerOf({ waiting, read });
  expect(await examiner.look(1e12)).toBe(false);
  expect([[...done], faults]).toEqual([
    [
      ["a", 1],
      ["bad", 0],
      ["c", 1],
    ],
    ["bad"],
  ]);
});

test("while the store is away nothing counts as examined, and the same is asked for again", async () => {
  let away = true;
  const read = () => {
    if (away) throw new Error("away");
  };
  const { examiner, done, asked } = examinerOf({ waiting: [trace("a")], read });
  await expect(examiner.look(1e12)).rejects.toThrow("away");
  expect(done.size).toBe(0);
  away = false;
  await examiner.look(1e12 + 1000);
  expect([done.size, asked.map(({ windowSeconds }) => windowSeconds)]).toEqual([1, [3 * 86_400, 3 * 86_400]]);
});

test("looks back three days at first, and then as far as is needed", async () => {
  const { examiner, asked } = examinerOf({ waiting: [] });
  for (const seconds of [0, 5, 10, 31, 36]) await examiner.look(1e12 + seconds * 1000);
  expect(asked.map(({ windowSeconds }) => windowSeconds)).toEqual([3 * 86_400, 245, 245, 811, 245]);
});

test("traces far apart, and large ones, are read apart", async () => {
  const waiting = [
    trace("late", { start: 200n * minute }),
    ...["a", "b", "c"].map((id) => trace(id, { spans: 2000 })),
    trace("large", { spans: 50_000 }),
  ];
  const { examiner, together } = examinerOf({ waiting });
  await examiner.look(1e12);
  expect(together).toEqual([2, 1, 1, 1]);
});

test("takes no more than its share of time", async () => {
  const { examiner } = examinerOf({ waiting: [trace("a")], percent: 10, read: () => spin(30) });
  const begun = performance.now();
  await examiner.look(1e12);
  expect(performance.now() - begun).toBeGreaterThan(290);
});

function spin(millis: number): void {
  const until = performance.now() + millis;
  while (performance.now() < until);
}
