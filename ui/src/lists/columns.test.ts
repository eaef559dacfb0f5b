import { expect, test } from "vitest";
import { type ChosenColumn, colsWith, shownColumns } from "./columns.ts";

const column = (name: string, isUsual = true): ChosenColumn<string> => ({
  ...{ name, isUsual, label: name, width: "1fr" },
  cell: (item) => item,
});
const columns = [column("name"), column("agent"), column("cost"), column("tags", false)];
const shown = (cols?: string) => shownColumns(columns, cols).map(({ name }) => name);

test("the usual columns, those of the address, and always what a row is", () => {
  expect([shown(), shown("tags,agent"), shown("nonsense")]).toEqual([
    ["name", "agent", "cost"],
    ["name", "agent", "tags"],
    ["name"],
  ]);
});

test("the address says which columns only where they are not the usual ones", () => {
  const more = colsWith(columns, undefined, "tags");
  expect([more, colsWith(columns, more, "cost"), colsWith(columns, more, "tags")]).toEqual([
    "name,agent,cost,tags",
    "name,agent,tags",
    undefined,
  ]);
});
