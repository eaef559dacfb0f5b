import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvent, readExemplar, readLink } from "./stored-events.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");
const field = (number: number, type: number) => Buffer.of((number << 3) | type);
const bytes = (number: number, content: Buffer | string) => {
  const body = Buffer.from(content as string);
  return Buffer.concat([field(number, 2), Buffer.of(body.length), body]);
};
const fixed64 = (number: number, value: bigint) => {
  const body = Buffer.alloc(8);
  body.writeBigUInt64LE(BigInt.asUintN(64, value));
  return Buffer.concat([field(number, 1), body]);
};
const double = (number: number, value: number) => {
  const body = Buffer.alloc(8);
  body.writeDoubleLE(value);
  return Buffer.concat([field(number, 1), body]);
};
const keyValue = (number: number, key: string, value: Buffer) =>
  bytes(number, Buffer.concat([bytes(1, key), bytes(2, value)]));
const minusOne = Buffer.concat([field(3, 0), hex("ff ff ff ff ff ff ff ff ff 01")]);

test("reads an event with every kind of value", () => {
  const event = Buffer.concat([
    fixed64(1, 1_731_500_000_000_000_001n),
    bytes(2, "exception"),
    keyValue(3, "text", bytes(1, "Grüße")),
    keyValue(3, "flag", Buffer.concat([field(2, 0), Buffer.of(1)])),
    keyValue(3, "count", minusOne),
    keyValue(3, "ratio", double(4, 0.5)),
    keyValue(3, "odd", double(4, Number.NaN)),
    keyValue(3, "list", bytes(5, Buffer.concat([bytes(1, bytes(1, "a")), bytes(1, "")]))),
    keyValue(3, "map", bytes(6, keyValue(1, "k", bytes(1, "v")))),
    keyValue(3, "raw", bytes(7, Buffer.of(1, 2))),
    Buffer.concat([field(4, 0), Buffer.of(3)]),
  ]);
  const told = readEvent(event);
  expect({ ...told, attributes: { ...told.attributes } }).toEqual({
    time: "1731500000000000001",
    name: "exception",
    attributes: {
      text: "Grüße",
      flag: true,
      count: -1,
      ratio: 0.5,
      odd: "NaN",
      list: ["a", null],
      map: { k: "v" },
      raw: "AQI=",
    },
  });
});

test("reads a link and an exemplar", () => {
  const link = Buffer.concat([bytes(1, hex("0a".repeat(16))), bytes(2, hex("0b".repeat(8))), bytes(3, "state")]);
  expect(readLink(link)).toEqual({ traceId: "0a".repeat(16), spanId: "0b".repeat(8), attributes: {} });
  const exemplar = Buffer.concat([fixed64(2, 5n), fixed64(6, -3n), bytes(5, hex("0a".repeat(16)))]);
  expect(readExemplar(exemplar)).toEqual({
    time: "5",
    value: -3,
    traceId: "0a".repeat(16),
    spanId: null,
    attributes: {},
  });
});

test("takes any bytes without failing", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (any) => {
      for (const read of [readEvent, readLink, readExemplar]) expect(read(any).attributes).toBeTypeOf("object");
    }),
  );
});
