import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestReceiver, testReceiver } from "../../test/test-receiver.ts";
import { dollars, picoDollars } from "../model/cost.ts";
import { encodeJson } from "../otlp/json.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const count = (key: string, intValue: number) => ({ key, value: { intValue: String(intValue) } });
const began = BigInt(Date.now() - 3_600_000) * 1_000_000n;
const second = 1_000_000_000n;
const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");

interface Call {
  readonly trace: number;
  readonly span: number;
  /** Seconds after an hour ago. */
  readonly at: number;
  readonly input: number;
  readonly output?: number;
  readonly cached?: number;
  readonly written?: number;
  readonly model?: string;
  readonly provider?: string;
  readonly agent?: string;
  readonly session?: string;
  readonly reported?: number;
  readonly messages?: readonly (readonly [role: string, content: string])[];
  readonly more?: readonly unknown[];
}

const spanOf = ({ model = "gpt-4o", provider = "openai", agent = "helper", session = "s", ...call }: Call) => ({
  traceId: hex(call.trace, 32),
  spanId: hex(call.span, 16),
  name: "chat",
  startTimeUnixNano: String(began + BigInt(call.at) * second),
  endTimeUnixNano: String(began + BigInt(call.at) * second + second),
  attributes: [
    text("gen_ai.operation.name", "chat"),
    text("gen_ai.provider.name", provider),
    text("gen_ai.request.model", model),
    text("gen_ai.agent.name", agent),
    text("gen_ai.conversation.id", session),
    count("gen_ai.usage.input_tokens", call.input),
    count("gen_ai.usage.output_tokens", call.output ?? 10),
    count("gen_ai.usage.cache_read.input_tokens", call.cached ?? 0),
    count("gen_ai.usage.cache_creation.input_tokens", call.written ?? 0),
    ...(call.reported === undefined ? [] : [{ key: "gen_ai.usage.cost", value: { doubleValue: call.reported } }]),
    ...(call.messages === undefined
      ? []
      : [text("gen_ai.input.messages", JSON.stringify(call.messages.map(messageOf)))]),
    ...(call.more ?? []),
  ],
});

const messageOf = ([role, content]: readonly [string, string]) => ({ role, parts: [{ type: "text", content }] });

async function send(project: string, calls: readonly Call[]): Promise<void> {
  const resource = { attributes: [text("service.name", "svc")] };
  const request = { resourceSpans: [{ resource, scopeSpans: [{ spans: calls.map(spanOf) }] }] };
  await at.send("traces", encodeJson("traces", Buffer.from(JSON.stringify(request))).body, project);
}

const ask = async (project: string, query = "") =>
  (await at.get(`/api/projects/${project}/usage/cache${query}`)) as Answer;

interface Answer {
  readonly items: Saved[];
  readonly total: Saved;
  readonly broken: { readonly items: Record<string, unknown>[]; readonly looked: object };
  readonly partial: boolean;
}

const words = (seed: string, length: number) => `${seed} ${"lorem ipsum dolor sit amet ".repeat(length)}`.trim();
const rules = words("You are a helper. Rules:", 100);
const question = words("What of this?", 60);
const answer = words("This of that.", 60);

test("what reading saved and writing cost is told by group, to the last place", async () => {
  await send("sums", [
    { trace: 1, span: 1, at: 0, input: 10_000, cached: 8_000 },
    { trace: 1, span: 2, at: 400, input: 5_000 },
    ...[
      { trace: 2, span: 3, at: 0, input: 10_000, written: 9_000 },
      { trace: 2, span: 4, at: 20, input: 10_000, cached: 9_000, written: 900 },
    ].map((call) => ({ ...call, model: "claude-sonnet-4-5", provider: "anthropic", agent: "writer", session: "s2" })),
    { trace: 3, span: 5, at: 0, input: 2_000, cached: 1_000, model: "house-blend", provider: "house", session: "s3" },
  ]);
  const { items, total } = await ask("sums");
  // gpt-4o: 2.50 in, 1.25 cached. Claude: 3.00 in, 0.30 read, 3.75 written.
  expect(items).toEqual([
    {
      group: { model: "claude-sonnet-4-5" },
      ...{ calls: 2, cachingCalls: 2, unknownCalls: 0, tokens: { input: 20_000, cached: 9_000, cacheWrite: 9_900 } },
      ...{ hitRate: 0.45, saved: "0.0243", paid: "0.007425", net: "0.016875" },
    },
    {
      group: { model: "gpt-4o" },
      ...{ calls: 2, cachingCalls: 1, unknownCalls: 0, tokens: { input: 15_000, cached: 8_000, cacheWrite: 0 } },
      ...{ hitRate: 8 / 15, saved: "0.01", paid: "0", net: "0.01" },
    },
    {
      group: { model: "house-blend" },
      ...{ calls: 1, cachingCalls: 1, unknownCalls: 1, tokens: { input: 2_000, cached: 1_000, cacheWrite: 0 } },
      ...{ hitRate: 0.5, saved: null, paid: null, net: null },
    },
  ]);
  expect(total).toMatchObject({ calls: 5, cachingCalls: 4, unknownCalls: 1, saved: "0.0343", net: "0.026875" });
  const bySession = await ask("sums", "?groupBy=session&groupBy=provider&limit=1");
  expect(bySession).toMatchObject({ isCut: true, items: [{ group: { session: "s2", provider: "anthropic" } }], total });
  expect((await ask("sums", "?agent=writer")).total).toMatchObject({ calls: 2, net: "0.016875" });
});

test("a prompt that is all cached, and one whose cost was reported, are priced by what is known now", async () => {
  await send("unrated", [
    { trace: 1, span: 1, at: 0, input: 8_000, cached: 8_000, output: 0 },
    { trace: 2, span: 2, at: 0, input: 10_000, cached: 8_000, output: 0, reported: 0.03 },
  ]);
  // Each saved 0.01 by its price; the second was reported at twice its price.
  expect((await ask("unrated")).total).toMatchObject({ cachingCalls: 2, unknownCalls: 0, saved: "0.03", paid: "0" });
});

const calls = fc.array(
  fc.record({
    model: fc.constantFrom("gpt-4o", "gpt-4.1-mini", "claude-haiku-4-5"),
    agent: fc.constantFrom("a", "b"),
    input: fc.integer({ min: 1, max: 9_000 }),
    cachedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    writtenShare: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 12 },
);
/** Dollars for a million tokens: read, cached, written. */
const rates = {
  "gpt-4o": [2.5, 1.25, 2.5],
  "gpt-4.1-mini": [0.4, 0.1, 0.4],
  "claude-haiku-4-5": [1, 0.1, 1.25],
} as const;

test("sums are those of the calls recomputed one by one", async () => {
  let project = 0;
  await fc.assert(
    fc.asyncProperty(calls, async (given) => {
      project += 1;
      const told = given.map(({ model, agent, input, cachedShare, writtenShare }, index) => {
        const cached = Math.floor(input * cachedShare);
        const written = Math.floor((input - cached) * writtenShare);
        const provider = model.startsWith("claude") ? "anthropic" : "openai";
        return { trace: index + 1, span: index + 1, at: index, model, agent, provider, input, cached, written };
      });
      await send(`random-${project}`, told);
      const answer = await ask(`random-${project}`, "?groupBy=agent&breaks=0");
      for (const { group, saved, paid } of [...answer.items, { ...answer.total, group: null }]) {
        const those = told.filter(({ agent }) => group === null || agent === group.agent);
        const sum = (of: (call: (typeof told)[number]) => number) =>
          dollars(those.reduce((all, call) => all + (picoDollars((of(call) / 1e6).toFixed(12)) ?? 0n), 0n));
        expect(saved).toEqual(sum(({ model, cached }) => cached * (rates[model][0] - rates[model][1])));
        expect(paid).toEqual(sum(({ model, written }) => written * (rates[model][2] - rates[model][0])));
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

interface Saved {
  readonly group: { readonly agent: string } | null;
  readonly saved: string;
  readonly paid: string;
}

test("the message that broke a prefix is named, with what was paid for again", async () => {
  const dated = (minute: number) => words(`It is 10:${minute}. You are a helper. Rules:`, 100);
  await send("dated", [
    {
      trace: 1,
      span: 1,
      at: 0,
      input: 3000,
      messages: [
        ["system", dated(10)],
        ["user", question],
      ],
    },
    {
      ...{ trace: 1, span: 2, at: 30, input: 4000 },
      messages: [
        ["system", dated(11)],
        ["user", question],
        ["assistant", answer],
        ["user", "And now?"],
      ],
    },
  ]);
  const { broken, partial } = await ask("dated");
  const { items, looked } = broken;
  expect([looked, partial]).toEqual([{ calls: 2, pairs: 1, read: 1, silent: 0 }, false]);
  expect(items).toEqual([
    {
      earlier: { traceId: hex(1, 32), spanId: hex(1, 16), startTime: String(began) },
      later: { traceId: hex(1, 32), spanId: hex(2, 16), startTime: String(began + 30n * second) },
      ...{ sessionId: "s", agentName: "helper", provider: "openai", model: "gpt-4o" },
      brokenBy: {
        ...{ how: "changed", role: "system", index: null, offset: 10 },
        earlier: expect.stringMatching(/^It is 10:10\. You are a helper/),
        later: expect.stringMatching(/^It is 10:11\. You are a helper/),
      },
      ...{ inputTokens: 4000, cachedTokens: 0, tokens: expect.any(Number), lost: expect.any(String) },
    },
  ]);
  const [{ tokens = 0, lost = "" } = {}] = items as { tokens: number; lost: string }[];
  expect(tokens > 2500 && tokens <= 3000).toEqual(true);
  expect(lost).toEqual(dollars(BigInt(tokens) * 1_250_000n));
});

test.for([
  [
    "removed",
    [
      ["user", question],
      ["assistant", answer],
    ],
    [
      ["assistant", answer],
      ["user", "Go on."],
    ],
    "user",
    0,
  ],
  [
    "inserted",
    [
      ["user", question],
      ["assistant", answer],
    ],
    [
      ["user", "Wait."],
      ["user", question],
      ["assistant", answer],
    ],
    "user",
    0,
  ],
  [
    "changed",
    [
      ["user", `1 ${question}`],
      ["assistant", answer],
    ],
    [
      ["user", `2 ${question}`],
      ["assistant", answer],
    ],
    "user",
    0,
  ],
] as const)("tells what was %s", async ([how, before, after, role, index]) => {
  await send(how, [
    { trace: 1, span: 1, at: 0, input: 3000, messages: [["system", rules], ...before] },
    { trace: 1, span: 2, at: 30, input: 3000, cached: 1024, messages: [["system", rules], ...after] },
  ]);
  const { items } = (await ask(how)).broken;
  expect(items).toMatchObject([{ brokenBy: { how, role, index }, cachedTokens: 1024 }]);
});

test("tools that changed break everything behind them", async () => {
  const tools = (name: string) => [
    text(
      "gen_ai.tool.definitions",
      JSON.stringify([{ type: "function", name, description: words("Does things.", 20) }]),
    ),
  ];
  const messages = [
    ["system", rules],
    ["user", question],
  ] as const;
  await send("tools", [
    { trace: 1, span: 1, at: 0, input: 3000, messages, more: tools("search") },
    { trace: 1, span: 2, at: 30, input: 3000, messages, more: tools("fetch") },
  ]);
  const { items } = (await ask("tools")).broken;
  expect(items).toMatchObject([{ brokenBy: { how: "changed", role: "tools", index: null } }]);
});

test("what breaks nothing, or could not have been cached, is not told", async () => {
  const one = {
    input: 3000,
    messages: [
      ["system", rules],
      ["user", question],
    ],
  } as const;
  const grown = { input: 3500, messages: [...one.messages, ["assistant", answer], ["user", "Go on."]] } as const;
  const other = {
    input: 3000,
    messages: [
      ["system", `New. ${rules}`],
      ["user", question],
    ],
  } as const;
  const claude = { model: "claude-sonnet-4-5", provider: "anthropic" };
  await send("fine", [
    { trace: 1, span: 1, at: 0, session: "goes on", ...one },
    { trace: 1, span: 2, at: 30, session: "goes on", ...grown },
    { trace: 2, span: 3, at: 0, session: "too late", ...one },
    { trace: 2, span: 4, at: 1000, session: "too late", ...other },
    { trace: 3, span: 5, at: 0, session: "agents", ...one },
    { trace: 3, span: 6, at: 30, session: "agents", agent: "another", ...other },
    { trace: 4, span: 7, at: 0, session: "hit", ...one },
    { trace: 4, span: 8, at: 30, session: "hit", ...other, cached: 2900 },
    { trace: 5, span: 9, at: 0, session: "not asked for", ...one, ...claude },
    { trace: 5, span: 10, at: 30, session: "not asked for", ...other, ...claude },
    { trace: 6, span: 11, at: 0, session: "short", ...one, input: 900 },
    { trace: 6, span: 12, at: 30, session: "short", ...other, input: 900 },
    { trace: 7, span: 13, at: 0, session: "another task", ...one },
    {
      trace: 7,
      span: 14,
      at: 30,
      session: "another task",
      ...one,
      messages: [
        ["system", rules],
        ["user", "Hello"],
      ],
      cached: 2000,
    },
    { trace: 8, span: 15, at: 0, session: "silent", input: 3000 },
    { trace: 8, span: 16, at: 30, session: "silent", input: 3000 },
  ]);
  const { broken } = await ask("fine");
  expect(broken).toMatchObject({ items: [], tokens: 0, lost: "0", looked: { calls: 16, silent: 1 } });
  // The same is told of another, and not by who may not see it.
  expect(await ask("elsewhere")).toMatchObject({ error: { code: "not_found" } });
});

test("texts are read of those alone that their hashes tell to be broken", async () => {
  const intact = {
    input: 9000,
    messages: [
      ["system", rules],
      ["user", question],
    ],
  } as const;
  const broken = {
    input: 2000,
    messages: [
      ["system", rules],
      ["user", question],
      ["assistant", answer],
    ],
  } as const;
  await send("hashes", [
    ...[1, 2, 3, 4, 5].flatMap((trace) => [
      { trace, span: 2 * trace, at: 0, session: `intact ${trace}`, ...intact },
      { trace, span: 2 * trace + 1, at: 30, session: `intact ${trace}`, ...intact },
    ]),
    { trace: 6, span: 12, at: 0, session: "broken", ...broken },
    { trace: 6, span: 13, at: 30, session: "broken", ...broken, messages: broken.messages.slice(1) },
  ]);
  const answered = await ask("hashes", "?breaks=1");
  expect(answered.partial).toEqual(false);
  expect(answered.broken).toMatchObject({
    items: [{ sessionId: "broken", brokenBy: { how: "removed", role: "system" } }],
    looked: { calls: 12, pairs: 6, read: 1 },
  });
});

test("refuses what it does not know", async () => {
  expect(await ask("sums", "?groupBy=tool")).toMatchObject({ error: { code: "bad_request" } });
  expect(await ask("sums", "?zone=UTC")).toMatchObject({ error: { code: "bad_request" } });
  expect(await ask("sums", "?breaks=51")).toMatchObject({ error: { code: "bad_request" } });
});
