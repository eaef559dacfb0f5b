import { expect, test } from "vitest";
import { nearestFirst } from "./like-it.ts";

const like = (id: string, name: string, startTime: string) => ({
  ...{ id, name, startTime, agentName: "planner", service: null },
  ...{ spanCount: 1, errorCount: 0, userId: null, durationNanos: "1", status: "ok" as const },
});

test("others of the same name come first, the nearest in time before the rest, and none is its own other", () => {
  const one = like("a", "refund", "100");
  const others = [one, like("b", "invoice", "101"), like("c", "refund", "200"), like("d", "refund", "90")];
  expect(nearestFirst(one, others).map(({ id }) => id)).toEqual(["d", "c", "b"]);
});
