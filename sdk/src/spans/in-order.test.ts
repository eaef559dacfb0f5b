import { expect, test } from "vitest";
import { listen } from "../../test/listen.ts";
import { task } from "./tellers.ts";

test("what starts within one millisecond is told in its order, and what it took stays as it was", () => {
  const told = listen();
  const names = Array.from({ length: 500 }, (_, number) => `step ${number}`);
  for (const name of names) task.span(name).end();
  const starts = told
    .spans()
    .map(({ startTime: [seconds, nanos] }) => BigInt(seconds) * 1_000_000_000n + BigInt(nanos));
  told.stop();
  expect(told.spans().map(({ name }) => name)).toEqual(names);
  expect(starts.slice(1).every((start, at) => start > (starts[at] ?? 0n))).toBe(true);
  expect(told.spans().every(({ duration: [seconds, nanos] }) => seconds === 0 && nanos < 50e6)).toBe(true);
});
