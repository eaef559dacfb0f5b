import { expect, test } from "vitest";
import { ApiError } from "../client/api-error.ts";
import { listening } from "./listening.ts";

const frame = (id: number) => `event: span\ndata: {}\nid: ${id}\n\n`;

/** A receiver whose connections end, break or are refused, one after the other. */
function flaky(...answers: readonly (string | Error)[]) {
  const from: (string | null)[] = [];
  const stopping = new AbortController();
  let lost = 0;
  const open = async (lastEventId: string | null) => {
    const answer = answers[from.push(lastEventId) - 1];
    if (answer === undefined) stopping.abort();
    if (answer instanceof Error) throw answer;
    return new Response(answer ?? "");
  };
  const events = listening({ open, signal: stopping.signal, onLost: () => ++lost });
  return { from, events, lost: () => lost };
}

test("a lost connection goes on behind the last event, as often as it takes", async () => {
  const gone = new ApiError(0, "unreachable", "gone");
  const busy = new ApiError(503, "overloaded", "later");
  const { events, from, lost } = flaky(
    `retry: 1\nid: 1\n\n${frame(2)}`,
    gone,
    busy,
    `retry: 1\n${frame(3)}event: span\nda`,
  );
  expect((await Array.fromAsync(events)).map(({ id }) => id)).toEqual(["2", "3"]);
  expect([from, lost()]).toEqual([[null, "2", "2", "2", "3"], 2]);
});

test("the first connection must come about, and a refusal for good ends it", async () => {
  await expect(Array.fromAsync(flaky(new ApiError(0, "unreachable", "gone")).events)).rejects.toThrow("gone");
  const refused = flaky(`retry: 1\n${frame(1)}`, new ApiError(401, "unauthenticated", "no"));
  await expect(Array.fromAsync(refused.events)).rejects.toThrow("no");
});
