import { afterAll, beforeAll, expect, test } from "vitest";
import type { Span } from "../../receiver/src/model/span.ts";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { type Run, runHost } from "./run-host.ts";

/** With `register` the other is there after the SDK. */
const cases = [
  { way: "before", turn: "first" },
  { way: "before", turn: "last" },
  { way: "register", turn: "first" },
] as const;

type Case = (typeof cases)[number];
const projectOf = ({ way, turn }: Case) => `beside-${way}-${turn}`;
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise({
    API_KEYS: cases.map((one) => `key-of-${projectOf(one)}:${projectOf(one)}`).join(","),
  });
});
afterAll(() => spanwise?.remove());

const chat = ["chat claude-sonnet-5-5", 1225, true, 1];

test.for(cases)(
  "beside another tracer, which comes $turn, by $way, the library's own spans stay the other's, and ours come to us",
  async (one) => {
    const run: Omit<Run, "way"> = { peer: "anthropic-1", scenarios: "beside", kind: "esm" };
    const key = `key-of-${projectOf(one)}`;
    const turn = { BESIDE_TURN: one.turn };
    const environment = { ...turn, SPANWISE_ENDPOINT: spanwise.http, SPANWISE_API_KEY: key };
    const { seen, said } = await runHost({ ...run, way: one.way, environment });
    const usual = await runHost({ ...run, way: "none", environment: turn });
    expect({ seen, said }).toEqual({ seen: usual.seen, said: usual.said });
    expect(JSON.stringify(seen)).toContain("anthropic.messages.create");
    const ours =
      one.turn === "first"
        ? [chat, chat]
        : [
            ["a message and a stream", undefined, false, 0],
            ["chat claude-sonnet-5-5", 1225, true, 0],
            ["chat claude-sonnet-5-5", 1225, true, 0],
          ];
    await expect.poll(() => spansOf(projectOf(one)).catch(String), { timeout: 20_000 }).toEqual(ours);
  },
);

async function spansOf(project: string) {
  const asked = { spanwise, project, key: `key-of-${project}` };
  const { items } = await query<{ items: readonly { traceId: string }[] }>(asked, "traces");
  const traces = await Promise.all(
    items.map(({ traceId }) => query<{ spans: readonly Span[] }>(asked, `traces/${traceId}`)),
  );
  return traces
    .flatMap(({ spans }) => spans)
    .map(({ name, tokens, countsTowardTotals, links }) => [name, tokens?.input, countsTowardTotals, links.length]);
}
