import { expect, test } from "vitest";
import { contentSpan } from "../../test/content-span.ts";
import type { SaidPrint } from "../store/estimating/said-prints.ts";
import { openEstimator } from "./open-estimator.ts";

const place = { ids: [], low: "0", high: "1" };
const print = (number: number): SaidPrint => ({ trace: "t", span: String(number), print: "", hasLogs: false });
const prints = (count: number) => Array.from({ length: count }, (_, at) => print(at));

function spanOf(question: string, answer: string) {
  const attributes = {
    "llm.input_messages.0.message.role": "user",
    "llm.input_messages.0.message.content": question,
    "llm.output_messages.0.message.role": "assistant",
    "llm.output_messages.0.message.content": answer,
  };
  return contentSpan({ kind: "llm", dialect: "openinference", attributes });
}

/** Answers each call with the same words, and counts what is asked of it. */
function estimator(question: string, answer: string) {
  const done = { read: 0, letters: 0 };
  const told = spanOf(question, answer);
  const estimate = openEstimator({
    readSaid: async function* ({ calls }) {
      for (const { trace, span } of calls) {
        done.read += 1;
        yield { trace, span, told, logs: [] };
      }
    },
    countTokens: async (texts) => {
      const letters = texts.reduce((sum, text) => sum + Math.min(text.length, 200_000), 0);
      done.letters += letters;
      return letters;
    },
  });
  return { done, estimate };
}

test("a thousand calls with megabytes of text stay within the bounds of a settle", async () => {
  const { done, estimate } = estimator("a".repeat(5_000_000), "b".repeat(5_000_000));
  const counted = await estimate("p", place, prints(1000));
  expect([...counted]).toEqual([
    ["t 0", { input: 200_000, output: 200_000 }],
    ["t 1", { input: 200_000, output: 200_000 }],
  ]);
  expect(done).toEqual({ read: 3, letters: 800_000 });
});

test("the bounds are of a settle, however often it asks", async () => {
  const { done, estimate } = estimator("a".repeat(1000), "b".repeat(500));
  const first = await estimate("p", place, prints(400));
  const second = await estimate("p", place, prints(400));
  const third = await estimate("p", place, prints(400));
  expect([first.size, second.size, third.size]).toEqual([400, 100, 0]);
  expect(done).toEqual({ read: 500, letters: 750_000 });
});

test("a call that says nothing is known to say nothing", async () => {
  const { done, estimate } = estimator("a", "[not captured]");
  expect([...(await estimate("p", place, [print(1)]))]).toEqual([["t 1", { input: 0, output: 0 }]]);
  expect(done).toEqual({ read: 1, letters: 0 });
});
