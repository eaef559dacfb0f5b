import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileText } from "../../test/hostile-text.ts";
import { ink, type Line } from "./sheet.ts";
import { drawTable } from "./table.ts";
import { widthOf } from "./width.ts";

const columns = [
  { title: "" },
  { title: "Session", least: 8 },
  { title: "User", spare: 1 },
  { title: "Empty" },
  { title: "Cost", isRight: true },
];
const rows: readonly Line[][] = [
  [ink("green", "✓"), "注文を確認しました", "u-1", "", "$0.1"],
  [ink("red", "✕"), "exe\u202egnp\n\u001b[2J", "", "", "$12.40"],
];
const drawn = (width: number | null, isColoured = false) => drawTable(columns, rows, { width, isColoured, now: 0 });

test("in a terminal, columns are aligned by cells and those that say nothing are left out", () => {
  expect(drawn(80)).toEqual([
    "   Session               User    Cost",
    "✓  注文を確認しました    u-1     $0.1",
    "✕  exe\\u202egnp \\x1b[2J  –     $12.40",
  ]);
});

test("where room is short, what may be cut is cut, and then columns are left out", () => {
  expect(drawn(30)).toEqual([
    "   Session        User    Cost",
    "✓  注文を確認し…  u-1     $0.1",
    "✕  exe\\u202egnp…  –     $12.40",
  ]);
  expect(drawn(22)).toEqual(["   Session        Cost", "✓  注文を確認…    $0.1", "✕  exe\\u202eg…  $12.40"]);
  expect(drawn(5)).toEqual(["", "✓", "✕"]);
});

test("elsewhere nothing is cut and a tab stands between cells", () => {
  expect(drawn(null)).toEqual([
    " \tSession             \tUser\tEmpty\t  Cost",
    "✓\t注文を確認しました  \tu-1 \t–    \t  $0.1",
    "✕\texe\\u202egnp \\x1b[2J\t–   \t–    \t$12.40",
  ]);
});

test("colours take no room", () => {
  const plain = drawn(30);
  expect(drawn(30, true).map((line) => stripVTControlCharacters(line))).toEqual(plain);
});

test("whatever the cells hold, no line is wider than the terminal", () => {
  const row = fc.array(hostileText, { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 4 }), fc.integer({ min: 1, max: 120 }), (cells, width) => {
      for (const line of drawTable(columns, cells, { width, isColoured: false, now: 0 })) {
        expect(widthOf(line)).toBeLessThanOrEqual(width);
      }
    }),
  );
});
