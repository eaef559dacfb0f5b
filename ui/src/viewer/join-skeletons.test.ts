import { expect, test } from "vitest";
import { sampleSkeleton } from "../../test/sample-skeleton.ts";
import { joinSkeletons } from "./join-skeletons.ts";

test("traces stand below each other, in one time", () => {
  const one = sampleSkeleton([
    { depth: 0, name: "a" },
    { depth: 1, name: "b", start: 5 },
  ]);
  const other = {
    ...sampleSkeleton([
      { depth: 0, name: "c" },
      { depth: 1, name: "d", start: 3 },
      { depth: 0, name: "e" },
    ]),
  };
  const later = { ...other, origin: String(BigInt(other.origin) + 1000n), traceId: "f".repeat(32), version: "7" };
  const joined = joinSkeletons([one, later]);
  expect({
    ...{ rows: joined.rows, spans: joined.spans, origin: joined.origin, version: joined.version },
    ...{ parent: [...joined.parent], depth: [...joined.depth], size: [...joined.size], start: [...joined.start] },
    names: [...joined.shape].map((shape) => joined.shapes[shape]?.name),
    ids: joined.ids?.filter((_, at) => at % 8 === 0).join(" "),
  }).toEqual({
    ...{ rows: 5, spans: 5, origin: one.origin, version: "1 7" },
    ...{ parent: [-1, 0, -1, 2, -1], depth: [0, 1, 0, 1, 0], size: [2, 1, 2, 1, 1], start: [0, 5, 1000, 1003, 1000] },
    names: ["a", "b", "c", "d", "e"],
    ids: "1 2 1 2 3",
  });
  expect(joinSkeletons([one])).toBe(one);
});
