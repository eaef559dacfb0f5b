import { expect, test } from "vitest";
import { paths } from "./paths.ts";
import { parseSearch } from "./search.ts";
import { readEntitiesSearch, readEntitySearch, readFindingSearch, readSumSearch } from "./sum-search.ts";

test("addresses of sums", () => {
  expect([
    paths.cost("p", { by: "agent", step: "day", of: "tokens", last: "7d", as: "numbers" }),
    paths.findings("p", { rule: "retry-storm" }),
    paths.entities("p", "models", { priced: "unknown", sort: "cost" }),
    paths.entity("p", "errors", "HTTP 4/29", { says: "<n> tries" }),
  ]).toEqual([
    "/p/p/cost?by=agent&step=day&of=tokens&last=7d&as=numbers",
    "/p/p/findings?rule=retry-storm",
    "/p/p/models?priced=unknown&sort=cost",
    "/p/p/errors/HTTP%204%2F29?says=%3Cn%3E+tries",
  ]);
});

test("they read back, and what makes no sense is left out", () => {
  expect(readSumSearch(parseSearch("?by=agent&step=year&of=tokens&as=numbers&last=7d"))).toEqual({
    by: "agent",
    of: "tokens",
    as: "numbers",
    last: "7d",
  });
  expect(readFindingSearch(parseSearch("?rule=retry-storm&severity=odd&agent="))).toEqual({ rule: "retry-storm" });
  expect(readEntitiesSearch(parseSearch("?priced=known&sort=calls"))).toEqual({ sort: "calls" });
  expect(readEntitySearch(parseSearch("?says=a&says=b&last=1h"))).toEqual({ last: "1h" });
});
