import { expect, test } from "vitest";
import { sampleSkeleton } from "../../test/sample-skeleton.ts";
import { layOut } from "./layout.ts";
import { partsByItem, partsOf } from "./path-parts.ts";
import { noFolds, turned } from "./visible.ts";

test("parts of the critical path stand on their rows, or on what is folded around them", () => {
  const layout = layOut(sampleSkeleton([{ depth: 0 }, { depth: 1 }, { depth: 2 }]));
  const at = (nanos: number) => String(BigInt(layout.origin) + BigInt(nanos));
  const segments = [
    { spanId: "0200000000000000", startTime: at(5), durationNanos: "7" },
    { spanId: null, startTime: at(12), durationNanos: "1" },
    { spanId: "0300000000000000", startTime: at(13), durationNanos: "2" },
  ];
  const parts = partsOf(segments, layout, layout.ids as Uint8Array);
  expect(parts).toEqual([
    { row: 1, from: 5, to: 12 },
    { row: 2, from: 13, to: 15 },
  ]);
  expect([...partsByItem(layout, noFolds, parts).keys()]).toEqual([1, 2]);
  expect([...partsByItem(layout, turned(noFolds, 0), parts)]).toEqual([[0, parts]]);
});
