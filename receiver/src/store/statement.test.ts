import { expect, test } from "vitest";
import { bareWords, checkStatement, isInsertSelect, withSettings } from "./statement.ts";

test("keeps only a statement's own words", () => {
  const text = "SELECT 'it''s; \\' {a:String}', \"b;\", `c;` -- d;\n, /* e; */ 1";
  expect(bareWords(text)).toEqual("SELECT  ,  ,    \n,   1");
});

test.each([
  "SELECT ';' AS a",
  "SELECT 1 -- ; not here",
  "SELECT {a:String}",
  "SELECT map('a', 1)",
  "SELECT '\\';'",
  "SELECT '{b:String}'",
])("lets through %s", (text) => {
  expect(() => checkStatement(text, { a: null })).not.toThrow();
});

test.each([
  "SELECT 1;",
  "SELECT 1; DROP TABLE spans",
  "SELECT '\\\\'; DROP TABLE spans --'",
  "SELECT ''';'''; SELECT 2",
])("refuses more than one statement: %s", (text) => {
  expect(() => checkStatement(text)).toThrow("one statement at a time");
});

test("refuses a parameter without a value", () => {
  expect(() => checkStatement("SELECT { a : UInt8 }, {b:String}", { b: "x", a: undefined })).toThrow(
    'the parameter "a" has no value',
  );
});

test("appends settings on a line of their own", () => {
  expect(withSettings("SELECT 1 -- one", { max_threads: 1, max_rows_to_read: 0 })).toEqual(
    "SELECT 1 -- one\nSETTINGS max_threads = 1, max_rows_to_read = 0",
  );
});

test.each([
  ["INSERT INTO a SELECT 1", true],
  ["INSERT INTO a (b, c) SELECT 1", true],
  ["insert into db.a (b) WITH 1 AS x SELECT x", true],
  ["INSERT INTO a VALUES ('SELECT')", false],
  ["CREATE TABLE a (b UInt8) ENGINE = Null", false],
  ["TRUNCATE TABLE a", false],
])("%s reads: %s", (text, reads) => {
  expect(isInsertSelect(text)).toEqual(reads);
});
