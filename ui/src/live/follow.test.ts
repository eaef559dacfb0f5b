import { expect, test } from "vitest";
import { ApiError } from "../../../receiver/src/client/api-error.ts";
import { follow } from "./follow.ts";

/** Follows what connections answer one after the other, and stops behind the last. */
async function followed(answers: readonly (string | Error)[]) {
  const told: string[] = [];
  const stopping = new AbortController();
  let at = 0;
  await follow({
    open: async (lastEventId) => {
      const answer = answers[at];
      at += 1;
      told.push(`open ${lastEventId}`);
      if (answer instanceof Error) throw answer;
      return new Response(answer);
    },
    signal: stopping.signal,
    onOpen: () => {},
    onEvent: ({ event, data }) => told.push(`${event} ${data}`),
    onLost: (wait) => told.push(`lost for ${wait}`),
    sleep: async () => {
      if (at === answers.length) stopping.abort();
    },
  }).catch((error: Error) => told.push(error.message));
  return told;
}

test("goes on behind the last event, after waits that grow until something is heard", async () => {
  const gone = new ApiError(0, "unreachable", "gone");
  const told = await followed(["retry: 500\n\nid: 7\nevent: span\ndata: {}\n\n", gone, gone, "id: 9\n\n"]);
  expect(told).toEqual([
    ...["open null", " ", "span {}", "lost for 500"],
    ...["open 7", "lost for 1000", "open 7", "lost for 2000"],
    ...["open 7", " ", "lost for 500"],
  ]);
});

test("too many listeners are waited for, what is refused for good ends it", async () => {
  const busy = new ApiError(503, "busy", "too many");
  expect(await followed([busy, new ApiError(401, "unauthorized", "give a key")])).toEqual([
    ...["open null", "lost for 1000", "open null", "give a key"],
  ]);
});
