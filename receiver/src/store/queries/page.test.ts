import fc from "fast-check";
import { expect, test } from "vitest";
import { BadRequest } from "../../errors.ts";
import { anyText, type Cursor, decodeCursor, encodeCursor, hexId, nanos, wholeNumber } from "./page.ts";

const sixtyFourBits = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

test("reads back what it wrote", () => {
  const cursors = fc.record({ from: sixtyFourBits, to: sixtyFourBits, start: sixtyFourBits, id: fc.string() });
  fc.assert(
    fc.property(cursors, ({ from, to, start, id }) => {
      const cursor: Cursor = { sort: "start", order: "desc", range: { from, to }, place: [String(start), id] };
      expect(decodeCursor(encodeCursor(cursor), "start", "desc", [nanos, anyText])).toEqual(cursor);
    }),
  );
});

test("refuses every other text as the caller's mistake", () => {
  const refused = (text: string) => () => decodeCursor(text, "start", "desc", [wholeNumber, nanos, hexId(16)]);
  fc.assert(fc.property(fc.string(), (text) => void expect(refused(text)).toThrow(BadRequest)));
  const told = fc.array(fc.oneof(fc.string(), sixtyFourBits.map(String)), { maxLength: 8 });
  const encoded = told.map((parts) => Buffer.from(JSON.stringify(parts)).toString("base64url"));
  fc.assert(fc.property(encoded, (text) => void expect(refused(text)).toThrow(BadRequest)));
});

test("refuses a cursor of another sort or order", () => {
  const range = { from: 0n, to: 1n };
  const text = encodeCursor({ sort: "duration", order: "desc", range, place: ["5"] });
  expect(() => decodeCursor(text, "duration", "asc", [wholeNumber])).toThrow("another sort or order");
});
