import { expect, test } from "vitest";
import { Malformed, Wire } from "./wire.ts";

test("reads fields in place and steps over what it does not know", () => {
  const wire = new Wire(
    Uint8Array.of(0x08, 0x96, 0x01, 0x12, 0x02, 0x68, 0x69, 0x1b, 0x20, 0x01, 0x1c, 0x25, 1, 0, 0, 0),
  );
  const seen: unknown[] = [];
  while (wire.next()) {
    const { field } = wire;
    if (field === 1) seen.push([field, wire.varint()]);
    else if (field === 2) {
      wire.stretch();
      seen.push([field, wire.from, wire.to]);
    } else {
      wire.skip();
      seen.push([field, "skipped"]);
    }
  }
  expect(seen).toEqual([
    [1, 150],
    [2, 5, 7],
    [3, "skipped"],
    [4, "skipped"],
  ]);
});

test("keeps all 64 bits of a varint, and the sign of an int32", () => {
  const minusOne = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);
  expect(new Wire(minusOne).varint64()).toEqual(0xffffffffffffffffn);
  expect(new Wire(minusOne).int32()).toEqual(-1);
});

test.each([
  ["a length past the end", [0x0a, 0x05, 0x01]],
  ["a cut varint", [0x08, 0x80]],
  ["an eleven byte varint", [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
  ["field number zero", [0x00, 0x01]],
  ["wire type six", [0x0e, 0x01]],
  ["wire type seven", [0x0f, 0x01]],
  ["a group without an end", [0x0b, 0x10, 0x01]],
  ["an end without a group", [0x0c]],
  ["groups nested without bound", Array.from({ length: 10_000 }, () => 0x0b)],
])("refuses %s", (_, bytes) => {
  const wire = new Wire(Uint8Array.from(bytes));
  expect(() => {
    while (wire.next()) wire.skip();
  }).toThrow(Malformed);
});
