import { expect, test } from "vitest";
import { plainStructure } from "./plain-structure.ts";

test("tells dictionaries as what they hold, wherever they stand", () => {
  const columns = [
    { name: "project", type: "LowCardinality(String)" },
    { name: "origin", type: "LowCardinality(FixedString(16))" },
    { name: "tags", type: "Array(LowCardinality(String))" },
    { name: "token_details", type: "Map(LowCardinality(String), UInt64)" },
    { name: "signal", type: "Enum8('span' = 0, 'log' = 1)" },
    { name: "received", type: "DateTime64(3, 'UTC')" },
  ];
  expect(plainStructure(columns)).toEqual(
    "`project` String, `origin` FixedString(16), `tags` Array(String), `token_details` Map(String, UInt64), " +
      "`signal` Enum8('span' = 0, 'log' = 1), `received` DateTime64(3, 'UTC')",
  );
});
