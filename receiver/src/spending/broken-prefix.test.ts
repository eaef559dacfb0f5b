import fc from "fast-check";
import { expect, test } from "vitest";
import { breakBetween, type Prompt, snippet } from "./broken-prefix.ts";

const prompt = (...texts: readonly string[]): Prompt => texts.map((text, index) => ({ role: "user", text, index }));
const length = (text: string) => text.length;

test("a prompt that goes on from the one before breaks nothing", () => {
  const texts = fc.array(fc.string({ maxLength: 5 }), { maxLength: 8 });
  fc.assert(
    fc.property(texts, texts, (before, more) => {
      expect(breakBetween(prompt(...before), prompt(...before, ...more), length)).toBeUndefined();
    }),
  );
});

test("tells what happened to the message that broke it, and how much was said again", () => {
  const [a, b, c, d] = ["aaaa", "bbbb", "cccc", "dddd"];
  const told = (earlier: Prompt, later: Prompt) => {
    const found = breakBetween(earlier, later, length);
    return found && [found.how, found.earlier?.text, found.later?.text, found.offset, found.again];
  };
  expect(told(prompt(a, b, c), prompt(a, c, d))).toEqual(["removed", b, c, 0, 1 / 3]);
  expect(told(prompt(a, b), prompt(a, d, b, c))).toEqual(["inserted", b, d, 0, 1 / 4]);
  expect(told(prompt("x1yyy", b), prompt("x2yyy", b, c))).toEqual(["changed", "x1yyy", "x2yyy", 1, 7 / 13]);
  expect(told(prompt(a, b), prompt(a, c))).toEqual(["changed", b, c, 0, 0]);
  expect(told(prompt(a, b), prompt(a))).toEqual(["cut", b, undefined, 0, 0]);
  expect(told(prompt(a), prompt())).toEqual(["cut", a, undefined, 0, 0]);
});

test("what was said once before is not said again twice, and never more than there is", () => {
  const texts = fc.array(fc.constantFrom("a", "bb", "ccc", "cdc", ""), { maxLength: 8 });
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const found = breakBetween(prompt(...before), prompt(...after), length);
      if (found === undefined) return;
      const at = before.findIndex((text, index) => text !== after[index]);
      const most = before.slice(at).join("").length / Math.max(1, after.join("").length);
      expect(found.again >= 0 && found.again <= 1 && found.again <= most + 1e-9).toEqual(true);
    }),
    { numRuns: 1000 },
  );
});

test("long prompts that have nothing in common are compared in no time", () => {
  const long = (seed: string) =>
    prompt(...Array.from({ length: 20_000 }, (_, at) => `${seed} ${at}`), seed.repeat(1e6));
  const begun = performance.now();
  expect(breakBetween(long("a"), long("b"), length)).toMatchObject({ how: "changed", offset: 0 });
  expect(performance.now() - begun).toBeLessThan(1000);
});

test("a snippet is what stands around the place, and breaks no character", () => {
  expect(snippet("short", 2)).toEqual("short");
  expect(snippet(`${"a".repeat(100)}HERE${"b".repeat(100)}`, 100)).toEqual(`…${"a".repeat(40)}HERE${"b".repeat(76)}…`);
  expect(snippet("\u{1F600}".repeat(100), 61)).toMatch(/^…\uFFFD(?:\u{1F600})+\uFFFD?…$/u);
});
