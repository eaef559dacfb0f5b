import { expect, test } from "vitest";
import { paths } from "./paths.ts";
import { type ListSearch, parseSearch, readListSearch, readTimeSearch, readTraceSearch } from "./search.ts";

test("every address of the window", () => {
  expect([
    paths.home(),
    paths.traces("default"),
    paths.traces("acme/support", { status: "error", q: "rate limit", attr: ["a.b=c d", "e=f&g"], last: "7d" }),
    paths.trace("default", "5b8efff798038103d269b633813fc60c", { span: "eee19b7ec3c1b174", tab: "events" }),
    paths.sessions("default", { sort: "cost", order: "asc" }),
    paths.session("default", "user 7/chat"),
    paths.session("default", "s-1", { view: "replay", at: "1200" }),
    paths.compare("default", "session:a b", "trace:5b8efff798038103d269b633813fc60c"),
    paths.live("default", { kind: "tool" }),
    paths.place("default", "ingest", { last: "1h" }),
    paths.here("/p/default/sessions", { q: "a b", last: undefined }),
  ]).toEqual([
    "/",
    "/p/default/traces",
    "/p/acme%2Fsupport/traces?status=error&q=rate+limit&attr=a.b%3Dc+d&attr=e%3Df%26g&last=7d",
    "/p/default/traces/5b8efff798038103d269b633813fc60c?span=eee19b7ec3c1b174&tab=events",
    "/p/default/sessions?sort=cost&order=asc",
    "/p/default/sessions/user%207%2Fchat",
    "/p/default/sessions/s-1?view=replay&at=1200",
    "/p/default/compare?left=session%3Aa+b&right=trace%3A5b8efff798038103d269b633813fc60c",
    "/p/default/live?kind=tool",
    "/p/default/ingest?last=1h",
    "/p/default/sessions?q=a+b",
  ]);
});

test("an address reads back as what was written", () => {
  const search: ListSearch = {
    ...{
      status: ["error", "running"] as const,
      agent: ["a b"],
      minCost: "0.5",
      meta: ["plan=pro"],
      pick: ["one", "two"],
    },
    ...{ q: "1", attr: ["a=b", "c=d=e"], last: "7d" as const, live: "off" as const },
  };
  const written = paths.traces("default", search);
  expect(readListSearch(parseSearch(written.slice(written.indexOf("?"))))).toEqual(search);
});

test("what makes no sense in an address is left out", () => {
  expect(
    readListSearch(parseSearch("?status=odd&last=24h&attr=nothing&order=desc&q=&minCost=much&maxTokens=1e3&kind=cake")),
  ).toEqual({});
  expect(readTraceSearch(parseSearch("?view=cake&tab=links&span=ab"))).toEqual({ tab: "links", span: "ab" });
});

test("a time of one's own is kept to the instant, and no range beside it", () => {
  expect(readTimeSearch(parseSearch("?from=2026-11-20T08:00:00%2B01:00&to=tomorrow&last=7d"))).toEqual({
    from: "2026-11-20T07:00:00.000Z",
  });
});
