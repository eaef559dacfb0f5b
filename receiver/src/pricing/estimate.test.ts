import { expect, test } from "vitest";
import { estimateTokens } from "./estimate.ts";

test("counts by o200k_base", async () => {
  expect(await estimateTokens([])).toBe(0);
  expect(await estimateTokens([""])).toBe(0);
  expect(await estimateTokens(["hello world"])).toBe(2);
  expect(await estimateTokens(["The quick brown fox jumps over the lazy dog."])).toBe(10);
});

test("takes a special token in a text for text", async () => {
  expect(await estimateTokens(["<|endoftext|>"])).toBeGreaterThan(1);
  expect(await estimateTokens(["<|im_start|>system\ud800"])).toBeGreaterThan(1);
});

test("counts the head of a long text and scales it", async () => {
  const sentence = " The quick brown fox jumps over the lazy dog.";
  const whole = await estimateTokens([sentence.repeat(100)]);
  expect(whole).toBe(1000);
  expect(await estimateTokens(Array(1000).fill(sentence.repeat(100)))).toBeCloseTo(1_000_000, -4);
  expect(await estimateTokens([sentence.repeat(100_000)])).toBeCloseTo(1_000_000, -4);
});

test.each(["a", " ", ".", "😀", "漢"])("is done soon with a long run of %j", async (letter) => {
  await estimateTokens(["loaded"]);
  const start = performance.now();
  await estimateTokens([letter.repeat(1_000_000)]);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test("lets others work while it counts", async () => {
  await estimateTokens(["loaded"]);
  let turns = 0;
  const turn = () => {
    turns += 1;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  const hard = Array.from({ length: 20_000 }, (_, at) => String.fromCharCode(97 + ((at * at) % 23), 97 + (at % 7)));
  await estimateTokens([hard.join("").repeat(5)]);
  clearImmediate(next);
  expect(turns).toBeGreaterThan(1);
});
