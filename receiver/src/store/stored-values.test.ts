import { expect, test } from "vitest";
import { contentsInOrder, readAttributes, readStored } from "./stored-values.ts";

const none = () => null;

test("reads every type, and tells as text what JSON cannot hold", () => {
  const kept = {
    keys: ["s", "i", "big", "d", "nan", "inf", "yes", "no", "bytes", "empty", "list"],
    texts: ["1", "-7", "9223372036854775807", "0.5", "NaN", "-Infinity", "true", "false", "AQI=", "", "[1,2.5,null]"],
    types: "siidddbbyej",
  };
  expect({ ...readAttributes(kept, none) }).toEqual({
    s: "1",
    i: -7,
    big: "9223372036854775807",
    d: 0.5,
    nan: "NaN",
    inf: "-Infinity",
    yes: true,
    no: false,
    bytes: "AQI=",
    empty: null,
    list: [1, 2.5, null],
  });
});

test("keeps the last of equal keys, and keys that mean something to JavaScript", () => {
  const kept = { keys: ["a", "__proto__", "a", "constructor"], texts: ["1", "2", "3", "4"], types: "ssss" };
  expect(JSON.stringify(readAttributes(kept, none))).toBe('{"a":"3","__proto__":"2","constructor":"4"}');
});

test("reads nested values with whole numbers beyond 2^53, odd doubles and bytes", () => {
  const text = '{"n":9007199254740993,"d":{"$double":"NaN"},"b":{"$bytes":"AQI="},"l":[1234567890123456789.0]}';
  expect(readStored(text, "j", none)).toEqual({ n: "9007199254740993", d: "NaN", b: "AQI=", l: [1234567890123456800] });
  expect(readStored('{"__proto__":{"$double":"NaN"}}', "j", none)).toEqual(JSON.parse('{"__proto__":"NaN"}'));
  expect(readStored("{torn", "j", none)).toBe("{torn");
});

test("puts folded contents back in the order of use", () => {
  const contents = new Map([
    ["aa", Buffer.from("Grüße")],
    ["bb", Buffer.from('say \\"hi\\"')],
  ]);
  const next = contentsInOrder(["bb", "aa", "bb"], contents);
  const kept = { keys: ["m", "t"], texts: ['[{"c":"\u0001"},{"c":"\u0001"}]', "\u0001!"], types: "JS" };
  expect({ ...readAttributes(kept, next) }).toEqual({ m: [{ c: 'say "hi"' }, { c: "Grüße" }], t: 'say \\"hi\\"!' });
});

test("leaves out what is folded when contents are not read, or are kept no more", () => {
  const kept = { keys: ["m", "plain"], texts: ["\u0001", "\u0001"], types: "Ss" };
  expect({ ...readAttributes(kept, contentsInOrder(["aa"], "none")) }).toEqual({ plain: "\u0001" });
  expect({ ...readAttributes(kept, contentsInOrder(["aa"], new Map())) }).toEqual({ plain: "\u0001" });
});
