import { expect, test } from "vitest";
import { jumpsFor } from "./jumps.ts";

const trace = "5B8efff798038103d269b633813fc60c";

test("an id opens its trace, a place is gone to, anything is looked for", () => {
  expect(jumpsFor("p", ` ${trace}`, {})).toEqual([
    { label: "Open trace", about: trace, path: `/p/p/traces/${trace.toLowerCase()}` },
  ]);
  expect(jumpsFor("p", "ing", { last: "7d" })).toEqual([
    { label: "Go to Ingest", path: "/p/p/ingest?last=7d" },
    { label: "Sessions with", about: "ing", path: "/p/p/sessions?last=7d&q=ing" },
    { label: "Traces with", about: "ing", path: "/p/p/traces?last=7d&q=ing" },
  ]);
  expect(jumpsFor("p", "  ", {})).toEqual([]);
});
