import { expect, test } from "vitest";
import { type Match, placeWords, snippetParts } from "./match-words.ts";

const stands = { word: "tower", snippet: "to the  tower\nplease", offset: 8, length: 5, at: 108 };

test("a place is said as people read it", () => {
  const places: readonly Match[] = [
    { place: "input", index: 2, part: 0, ...stands },
    { place: "tool.arguments", path: "hotel.city", ...stands },
    { place: "tool.result", path: "$", ...stands },
    { place: "attribute", key: "tenant", ...stands },
    { place: "error", ...stands },
  ];
  expect(places.map(placeWords)).toEqual([
    "Input, message 3",
    "Arguments, hotel.city",
    "Result",
    "Attribute, tenant",
    "Error",
  ]);
});

test("a match stands in one line, with what was around it", () => {
  expect(snippetParts({ place: "error", ...stands })).toEqual({ before: "…to the ", match: "tower", after: " please" });
  expect(snippetParts({ place: "error", ...stands, offset: 0, at: 0, length: 2 })).toEqual({
    before: "",
    match: "to",
    after: " the tower please",
  });
  const long = { ...stands, snippet: `${"x".repeat(80)}tower`, offset: 80, at: 80 };
  expect(snippetParts({ place: "error", ...long }).before).toBe(`…${"x".repeat(48)}`);
});
