import { expect, test } from "vitest";
import { addresses } from "./addresses.ts";

const now = Date.UTC(2026, 10, 21, 12);

test("every question the window asks", () => {
  const search = { status: "error", attr: ["a.b=1=2", "a.b=3"], sort: "duration", live: "off" } as const;
  expect([
    addresses.projects(),
    addresses.list("default", "traces", { search, now, limit: 50, cursor: "next" }),
    addresses.list("default", "sessions", { search: { last: "all" }, now, limit: 50, cursor: null }),
    addresses.newest("default"),
    addresses.trace("default", "ab", null),
    addresses.span("default", "ab", "cd"),
    addresses.ofTrace("default", "ab", "logs", "x"),
    addresses.ofSpan("default", { traceId: "ab", spanId: "cd", cursor: null }),
    addresses.session("default", "a/b"),
    addresses.ingest("default", { range: "1h", now, cursor: null }),
  ]).toEqual([
    "/api/projects",
    "/api/projects/default/traces?status=error&sort=duration&attr.a.b=1%3D2&attr.a.b=3&from=2026-11-20T12%3A00%3A00.000Z&limit=50&cursor=next",
    "/api/projects/default/sessions?from=0&limit=50",
    "/api/projects/default/traces?from=0&limit=1",
    "/api/projects/default/traces/ab?content=none&limit=5000",
    "/api/projects/default/spans/ab/cd",
    "/api/projects/default/traces/ab/logs?order=asc&limit=500&cursor=x",
    "/api/projects/default/traces/ab/logs?span=cd&order=asc&limit=500",
    "/api/projects/default/sessions/a%2Fb",
    "/api/projects/default/ingest?from=2026-11-21T11%3A00%3A00.000Z&limit=100",
  ]);
});
