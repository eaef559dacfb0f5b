import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SpanInput } from "../src/otlp/otlp-input.ts";
import { traces } from "./sent-spans.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
let project = "";
let number = 0;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const base = BigInt(Date.parse("2026-03-01T00:00:00Z")) * 1_000_000n;
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

/** A call in a trace and session of its own: what starts together is told apart by its id alone. */
const call = (id: number, { start, lasting, tokens }: Drawn): SpanInput => ({
  traceId: hex(id, 32),
  spanId: hex(id, 16),
  name: "chat",
  start: base + BigInt(start) * 20_000_000_000n,
  end: base + BigInt(start) * 20_000_000_000n + BigInt(lasting),
  attributes: {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.provider.name": "openai",
    "gen_ai.usage.input_tokens": tokens,
    "gen_ai.conversation.id": `s${id}`,
    "user.id": `user ${tokens % 3}`,
  },
});

interface Drawn {
  readonly start: number;
  readonly lasting: number;
  readonly tokens: number;
}
const drawn: fc.Arbitrary<Drawn> = fc.record({
  start: fc.nat(6),
  lasting: fc.integer({ min: 1, max: 4 }),
  tokens: fc.integer({ min: 1, max: 4 }),
});

const lists = fc.constantFrom(
  ...(["spans", "traces", "sessions"] as const).flatMap((list) =>
    ["start", "duration", "tokens", "cost"].map((sort) => ({ list, sort })),
  ),
  ...["user", "meta.plan", "end"].map((sort) => ({ list: "sessions" as const, sort })),
);

interface Page {
  readonly items: readonly { readonly traceId?: string; readonly sessionId: string }[];
  readonly nextCursor: string | null;
}

test("pages tell each row that was there from the start once, while others arrive and some are sent again", async () => {
  const asked = fc.record({
    there: fc.array(drawn, { minLength: 3, maxLength: 7 }),
    later: fc.array(drawn, { minLength: 1, maxLength: 3 }),
    ways: fc.array(
      fc.record({ of: lists, order: fc.constantFrom("asc", "desc"), limit: fc.integer({ min: 1, max: 4 }) }),
      {
        minLength: 3,
        maxLength: 3,
      },
    ),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ there, later, ways }) => {
      number += 1;
      project = `p${number}`;
      const first = there.map((one, id) => call(id + 1, one));
      await at.send("traces", traces(...first), project);
      const arriving = later.map((one, id) => call(100 + id, one));
      const pages = ways.map((way) => ({ ...way, told: [] as string[], cursor: "" as string | null }));
      while (pages.some(({ cursor }) => cursor !== null)) {
        await Promise.all(pages.filter(({ cursor }) => cursor !== null).map(nextPage));
        const next = arriving.pop();
        if (next !== undefined)
          await at.send("traces", traces(next, first[arriving.length % first.length] ?? next), project);
      }
      const known = new Set(first.map((_, id) => `s${id + 1}`));
      for (const { told } of pages) {
        expect(new Set(told).size).toEqual(told.length);
        expect(told.filter((one) => known.has(one)).sort()).toEqual([...known].sort());
      }
    }),
    { numRuns: 3 },
  );
}, 60_000);

interface Pages {
  readonly of: { readonly list: string; readonly sort: string };
  readonly order: string;
  readonly limit: number;
  readonly told: string[];
  cursor: string | null;
}

async function nextPage(pages: Pages): Promise<void> {
  const { of, order, limit, told, cursor } = pages;
  const behind = cursor === "" ? "" : `&cursor=${cursor}`;
  const path = `/api/projects/${project}/${of.list}?from=0&sort=${of.sort}&order=${order}&limit=${limit}${behind}`;
  const { items, nextCursor } = (await at.get(path)) as Page;
  told.push(...items.map(({ sessionId }) => sessionId));
  pages.cursor = nextCursor;
}
