import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Row, table } from "./table.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The rows of a table in Markdown whose first cell is a name in code, without the blanks around. */
const told = readme
  .split("\n")
  .filter((line) => /^\| `\w+` +\|/.test(line))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const inWords = (otherwise: unknown): string => {
  if (otherwise === undefined || JSON.stringify(otherwise) === "[]" || JSON.stringify(otherwise) === "{}") return "";
  return typeof otherwise === "object" ? "all" : `\`${otherwise}\``;
};

test("the table in the README is the table", () => {
  const rows = Object.entries<Row<unknown>>(table);
  expect(told.map(([name, environment, otherwise]) => [name, environment, otherwise])).toEqual(
    rows.map(([name, { environment, otherwise }]) => [
      `\`${name}\``,
      environment.map((variable) => `\`${variable}\``).join(", "),
      inWords(otherwise),
    ]),
  );
});
