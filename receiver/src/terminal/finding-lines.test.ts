import { expect, test } from "vitest";
import { findingLines } from "./finding-lines.ts";
import { drawLine } from "./sheet.ts";

const drawn = (told: Parameters<typeof findingLines>[0]) =>
  findingLines(told).map((line) => drawLine(line, { width: null, isColoured: false, now: 0 }));

test("findings are told with the spans that show them", () => {
  const spanIds = ["b7ad6b7169203331", "c7ad6b7169203331", "d7ad6b71", "e7ad6b71", "f7ad6b71"];
  const found = {
    rule: "repeated-call",
    severity: "warning",
    title: "search was called 5 times.",
    traceId: "",
    spanIds,
    facts: {},
  } as const;
  expect(
    drawn({ items: [found, { ...found, severity: "error", spanIds: spanIds.slice(0, 1) }], partial: true }),
  ).toEqual([
    "2 findings; it is too large to be read whole, so there may be more",
    "! search was called 5 times. repeated-call",
    "  spans b7ad6b71, c7ad6b71, d7ad6b71, e7ad6b71, …",
    "✕ search was called 5 times. repeated-call",
    "  span b7ad6b71",
  ]);
  expect(drawn({ items: [], partial: false })).toEqual(["Nothing that looks wrong was found"]);
});
