import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fold } from "../src/model/folded-text.ts";
import type { Span } from "../src/model/span.ts";
import { wordsAsked } from "../src/model/words-asked.ts";
import { tracesRequest } from "../src/otlp/otlp-writer.ts";
import { idOf, span, start } from "./sent-spans.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
}, 60_000);
afterAll(() => at.cleanup());

const scripts = [
  "東京都は日本の首都です。タワーへ行くﾊﾟｿｺﾝＡＢＣ",
  "السلام عليكم ورحمة الله وبركاته",
  "สวัสดีครับยินดีต้อนรับ",
  "Съешь же ещё этих МЯГКИХ булок",
  "The Quick brown_fox jumps; 100% of C:\\dogs/cats \n'quoted' <b>",
  "Straße ﬁne İstanbul ΟΔΟΣ café cafe\u0301 ẞ",
  "😀👍🏽👨‍👩‍👧 ok",
];
const stretch = fc.constantFrom(...scripts).chain((text) => {
  const all = [...text];
  const ends = fc.tuple(fc.nat(all.length), fc.nat(all.length));
  return ends.map(([one, other]) => all.slice(Math.min(one, other), Math.max(one, other)).join(""));
});
const said = fc.oneof(
  fc.array(stretch, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(" ")),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);
const filler = fc.constantFrom("", "x".repeat(200), "It goes on and on. ".repeat(40));
const long = fc.tuple(said, filler, said).map((parts) => parts.join(" "));

const message = (text: string) => [{ role: "user", parts: [{ type: "text", content: text }] }];
const inAscii = (value: unknown) =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
const inJson = fc.constantFrom(JSON.stringify as (value: unknown) => string, inAscii);

const told = fc.oneof(
  said.map((name) => ({ name })),
  said.map((text) => ({ status: { code: 2, message: text } })),
  long.map((text) => ({ attributes: { "app.note": text } })),
  fc.tuple(long, inJson).map(([text, write]) => ({
    attributes: { "gen_ai.operation.name": "chat", "gen_ai.input.messages": write(message(text)) },
  })),
  fc.tuple(said, long, inJson).map(([one, other, write]) => ({
    attributes: {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "lookup",
      "gen_ai.tool.call.arguments": write({ query: one, more: write({ deep: other }) }),
      "gen_ai.tool.call.result": other,
    },
  })),
  fc.tuple(said, long).map(([type, text]) => ({
    events: [{ name: "exception", attributes: { "exception.type": type, "exception.message": text } }],
  })),
);
const worlds = fc.array(told, { minLength: 1, maxLength: 6 });

/** Part of something that was said, a few words from here and there, or anything. */
const questions = fc.oneof(
  stretch,
  stretch.map((text) => `"${text}"`),
  fc.tuple(stretch, stretch).map((parts) => parts.join(" ")),
  stretch.map((text) => text.toUpperCase()),
  stretch.map((text) => text.normalize("NFD")),
  fc.string({ unit: "grapheme", maxLength: 4 }),
);

/** All texts of a span as they were sent, as the API tells it whole. */
function textsIn({ name, statusMessage, error, tool, agentName, events, attributes }: Span): string[] {
  const short = [name, statusMessage, error?.type, error?.message, error?.stack, tool?.name, agentName];
  const inEvents = events.flatMap((event) => [event.name, ...Object.values(event.attributes)]);
  return [...short, ...inEvents, ...Object.values(attributes)].filter((text) => typeof text === "string");
}

const holds = (text: string, forms: readonly string[]) => forms.some((form) => fold(text).includes(form));

interface Item {
  readonly spanId: string;
  readonly matches: readonly { word: string; snippet: string; offset: number; length: number }[];
}
const idsOf = (items: readonly { spanId: string }[]) => items.map(({ spanId }) => spanId).sort();

test("what is found is what a plain look at all stored spans finds, and each place holds what was asked for", async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      worlds,
      fc.array(questions, { minLength: 4, maxLength: 8 }),
      fc.boolean(),
      async (world, asked, merge) => {
        number += 1;
        const project = `world-${number}`;
        const get = async <Found>(path: string) =>
          ((await at.get(`/api/projects/${project}/${path}`)) as { items: Found[] }).items;
        const items = world.map((one, index) =>
          span({ spanId: idOf(index + 1), start: start + BigInt(index), ...one }),
        );
        await at.send("traces", tracesRequest({ resource: {}, items }), project);
        if (merge) await at.store.command({ text: "OPTIMIZE TABLE contents FINAL", lane: "ingest" });
        const stored = await get<Span>("spans?content=full&limit=100");
        expect(stored).toHaveLength(items.length);
        for (const q of asked) {
          const words = wordsAsked(q);
          if (words.length === 0) continue;
          const isMeant = (one: Span) => words.every(({ forms }) => textsIn(one).some((text) => holds(text, forms)));
          const expected = idsOf(stored.filter(isMeant));
          const found = await get<Item>(`search?limit=100&q=${encodeURIComponent(q)}`);
          expect([q, idsOf(found)]).toEqual([q, expected]);
          for (const { matches } of found) {
            expect(new Set(matches.map(({ word }) => word))).toEqual(new Set(words.map(({ text }) => text)));
            for (const { word, snippet, offset, length } of matches) {
              const forms = words.find(({ text }) => text === word)?.forms ?? [];
              expect([
                snippet.slice(offset, offset + length),
                holds(snippet.slice(offset, offset + length), forms),
              ]).toEqual([expect.any(String), true]);
            }
          }
          // Of a span with events the bytes are looked through, in which texts may meet.
          const withEvents = new Set(idsOf(stored.filter(({ events }) => events.length > 0)));
          const listed = idsOf(await get<Span>(`spans?limit=100&q=${encodeURIComponent(q)}`));
          expect([q, listed.filter((id) => expected.includes(id) || !withEvents.has(id))]).toEqual([q, expected]);
        }
      },
    ),
    { numRuns: 8 },
  );
}, 240_000);
