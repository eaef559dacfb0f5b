import { expect, test } from "vitest";
import { paths } from "./paths.ts";
import { parseSearch } from "./search.ts";
import { readSettingSearch } from "./settings-search.ts";

test("an address of the settings says what it was written with, and nothing that is none", () => {
  const search = { part: "prices", model: "a&b=c/*", provider: "azure.ai.openai", last: "7d" } as const;
  const [path, query = ""] = paths.settings("my shop", search).split("?");
  expect([path, readSettingSearch(parseSearch(query))]).toEqual(["/p/my%20shop/settings", search]);
  expect(readSettingSearch({ part: "project", model: "", provider: ["a"], colour: "red" })).toEqual({});
  expect(readSettingSearch({ part: "nothing" })).toEqual({});
});
