import { afterAll, beforeAll, expect, test } from "vitest";
import type { Span } from "../../receiver/src/model/span.ts";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { type Run, runHost } from "./run-host.ts";

const key = "key-of-the-neighbour";
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise({ API_KEYS: `${key}:acme` });
});
afterAll(() => spanwise?.remove());

test("beside another tracer the library's own spans stay the other's, and ours come to us", async () => {
  const run: Omit<Run, "way"> = { peer: "anthropic-1", scenarios: "beside", kind: "esm" };
  const environment = { SPANWISE_ENDPOINT: spanwise.http, SPANWISE_API_KEY: key };
  const { seen, said } = await runHost({ ...run, way: "before", environment });
  const usual = await runHost({ ...run, way: "none" });
  expect({ seen, said }).toEqual({ seen: usual.seen, said: usual.said });
  expect(JSON.stringify(seen)).toContain("anthropic.messages.create");
  await expect
    .poll(() => spansOf().catch(String), { timeout: 60_000 })
    .toEqual([
      ["chat claude-sonnet-5-5", 1225, true, 1],
      ["chat claude-sonnet-5-5", 1225, true, 1],
    ]);
});

async function spansOf() {
  const asked = { spanwise, project: "acme", key };
  const { items } = await query<{ items: readonly { traceId: string }[] }>(asked, "traces");
  const traces = await Promise.all(
    items.map(({ traceId }) => query<{ spans: readonly Span[] }>(asked, `traces/${traceId}`)),
  );
  return traces
    .flatMap(({ spans }) => spans)
    .map(({ name, tokens, countsTowardTotals, links }) => [name, tokens?.input, countsTowardTotals, links.length]);
}
