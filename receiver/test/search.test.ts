import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";
import { idOf, span, start, traceId } from "./sent-spans.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
}, 60_000);
afterAll(() => at.cleanup());

interface Told {
  readonly place: string;
  readonly word: string;
  readonly snippet: string;
  readonly offset: number;
  readonly length: number;
}
interface Item {
  readonly spanId: string;
  readonly matches: readonly Told[];
}
interface Answer {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly isCut: boolean;
}

const numbersIn = ({ items }: { items: readonly { spanId: string }[] }) =>
  items.map((item) => Number.parseInt(item.spanId, 16)).sort((one, other) => one - other);

/** What each question tells for a text: they all mean the same. */
async function ask(project: string, q: string, more = ""): Promise<Answer> {
  return (await at.get(`/api/projects/${project}/search?limit=100&q=${encodeURIComponent(q)}${more}`)) as Answer;
}
const list = async (project: string, q: string) =>
  (await at.get(`/api/projects/${project}/spans?limit=100&q=${encodeURIComponent(q)}`)) as Answer;

const stood = ({ snippet, offset, length }: Told) => snippet.slice(offset, offset + length);
/** Python's `json.dumps`, unless it is told otherwise. */
const inAscii = (value: unknown) =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
const said = (role: string, content: string) => [{ role, parts: [{ type: "text", content }] }];

const long = (text: string) => `${"It is a long way to go. ".repeat(40)}${text}${" And so it went on.".repeat(20)}`;
const llm = { "gen_ai.operation.name": "chat" };
const spoken: readonly Readonly<Record<string, unknown>>[] = [
  { ...llm, "gen_ai.input.messages": JSON.stringify(said("user", "東京タワーへの行き方を教えて")) },
  { ...llm, "gen_ai.input.messages": inAscii(said("user", "大阪城はどこですか")) },
  { ...llm, "gen_ai.output.messages": JSON.stringify(said("assistant", long("京都の天気は晴れです。"))) },
  { ...llm, "gen_ai.output.messages": inAscii(said("assistant", long("名古屋の天気は雨です。"))) },
  { ...llm, "gen_ai.input.messages": JSON.stringify(said("user", "السلام عليكم ورحمة الله")) },
  { ...llm, "gen_ai.system_instructions": JSON.stringify([{ type: "text", content: long("كن مهذبا") }]) },
  { ...llm, "gen_ai.input.messages": JSON.stringify(said("user", 'Refund "Order 66" at 100%_off in C:\\Temp\\new')) },
  { ...llm, "gen_ai.input.messages": inAscii(said("user", "ПРИВЕТ, как дела? 😀👍")) },
  {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "read_file",
    "gen_ai.tool.call.arguments": '{"path":"/etc/hosts","note":"ｶﾞｲﾄﾞ ＡＢＣ"}',
  },
  {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "weather",
    "gen_ai.tool.call.result": long("สวัสดีครับ the file café-noir is missing"),
  },
  { "app.note": "only here: Zebra" },
];

async function send(project: string) {
  const items = spoken.map((attributes, at) =>
    span({ spanId: idOf(at + 1), name: `call ${at + 1}`, start: start + BigInt(at), attributes: attributes as never }),
  );
  const failed = span({
    ...{ spanId: idOf(50), start: start + 50n, name: "Übergabe", status: { code: 2, message: "Verbindung getrennt" } },
    events: [
      {
        ...{ name: "exception", time: start + 51n },
        attributes: {
          "exception.type": "TimeoutError",
          "exception.message": "timed out after 30 s",
          "exception.stacktrace": "at knowhere.js:7",
        },
      },
    ],
  });
  await at.send("traces", tracesRequest({ resource: { "service.name": "svc" }, items: [...items, failed] }), project);
  const message = {
    eventName: "gen_ai.user.message",
    time: start + 60n,
    traceId,
    spanId: idOf(11),
    body: { content: "spoken in a log: Quokka" },
  };
  await at.send("logs", logsRequest({ resource: {}, items: [message] }), project);
}

/** What is asked, which spans hold it, and where and how it stands there. */
const questions: readonly (readonly [string, number, string, string])[] = [
  ["京タワ", 1, "input", "京タワ"],
  ["東", 1, "input", "東"],
  ["大阪城", 2, "input", "大阪城"],
  ["京都の天気", 3, "output", "京都の天気"],
  ["名古屋 雨です", 4, "output", "名古屋"],
  ["عليكم", 5, "input", "عليكم"],
  ["كن مهذبا", 6, "system", "كن"],
  ['"order 66"', 7, "input", "Order 66"],
  ["100%_OFF", 7, "input", "100%_off"],
  ["c:\\temp\\N", 7, "input", "C:\\Temp\\n"],
  ["привет", 8, "input", "ПРИВЕТ"],
  ["😀👍", 8, "input", "😀👍"],
  ["ガイド abc", 9, "tool.arguments", "ｶﾞｲﾄﾞ"],
  ["ETC/HOSTS", 9, "tool.arguments", "etc/hosts"],
  ["ead_fil", 9, "tool.name", "ead_fil"],
  ["สดีค", 10, "tool.result", "สดีค"],
  ["cafe\u0301", 10, "tool.result", "café"],
  ["zEBRA", 11, "attribute", "Zebra"],
  ["quokka", 11, "input", "Quokka"],
  ["übergabe", 50, "name", "Übergabe"],
  ["Verbindung", 50, "status", "Verbindung"],
  ["timeouterror", 50, "error", "TimeoutError"],
  ['"after 30"', 50, "event", "after 30"],
  ["knowhere", 50, "stack", "knowhere"],
];
const nowhere = [
  ...["100%off", "order_66", '"66 order"', "東京 大阪", "\\\\\\", "tower", "{p0:String}", "'; DROP TABLE spans --"],
  ...["a".repeat(1000), "\u0000", "名古屋 京都"],
];

describe.each([
  ["rows that just came", async () => undefined],
  [
    "rows whose parts were merged",
    async () => at.store.command({ text: "OPTIMIZE TABLE contents FINAL", lane: "ingest" }),
  ],
])("of %s", (name, prepare) => {
  const project = name.replaceAll(" ", "-");
  beforeAll(async () => {
    await send(project);
    await prepare();
  });

  test.each(questions)("%s stands in span %i, in its %s, as %s", async (q, number, place, text) => {
    const { items, isCut } = await ask(project, q);
    expect([numbersIn({ items }), isCut]).toEqual([[number], false]);
    expect(items[0]?.matches.map((match) => [match.place, stood(match)])).toContainEqual([place, text]);
    expect(numbersIn(await list(project, q))).toEqual([number]);
  });

  test.each(nowhere.map((q) => [q]))("%j stands nowhere", async (q) => {
    expect([numbersIn(await ask(project, q)), numbersIn(await list(project, q))]).toEqual([[], []]);
  });

  test("a character that means something to patterns means itself", async () => {
    expect(numbersIn(await ask(project, "%"))).toEqual([7]);
    expect(numbersIn(await ask(project, "\\"))).toEqual([2, 4, 7, 8]);
    expect(numbersIn(await ask(project, "_"))).toEqual([7, 9, 10, 11]);
  });

  test("texts that are asked for together are alternatives, and other filters narrow them", async () => {
    expect(numbersIn(await ask(project, "zebra", "&q=quokka%20nowhere&q=übergabe"))).toEqual([11, 50]);
    expect(numbersIn(await ask(project, "zebra", "&q=übergabe&status=error"))).toEqual([50]);
    expect(numbersIn(await ask(project, "call", "&kind=tool"))).toEqual([9, 10]);
    expect(numbersIn(await ask(project, "call", `&from=${start + 3n}&to=${start + 5n}`))).toEqual([4, 5]);
  });

  test("one trace is looked through alone", async () => {
    expect(numbersIn(await ask(project, "zebra", `&trace=${traceId}`))).toEqual([11]);
    expect(numbersIn(await ask(project, "zebra", `&trace=${traceId}&tool=weather`))).toEqual([]);
    expect(numbersIn(await ask(project, "zebra", `&trace=${"e".repeat(32)}`))).toEqual([]);
  });

  test("pages lead from the newest to the oldest", async () => {
    const pages: number[][] = [];
    let cursor = "";
    for (;;) {
      const path = `/api/projects/${project}/search?q=call&limit=4${cursor && `&cursor=${cursor}`}`;
      const { items, nextCursor } = (await at.get(path)) as Answer;
      pages.push(items.map(({ spanId }) => Number.parseInt(spanId, 16)));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(pages).toEqual([
      [11, 10, 9, 8],
      [7, 6, 5, 4],
      [3, 2, 1],
    ]);
  });

  test("traces and sessions are found by what their spans say", async () => {
    const found = (q: string) => at.get(`/api/projects/${project}/traces?q=${encodeURIComponent(q)}`);
    expect(await found("東京タワー")).toMatchObject({ items: [{ traceId }] });
    expect(await found("東京タワー 大阪")).toMatchObject({ items: [] });
  });
});

describe("from outside", () => {
  const project = "outside";
  beforeAll(() => send(project));
  const get = (path: string) => at.get(`/api/projects/${path}`) as Promise<Record<string, unknown>>;

  test("a match is told with all that leads to it", async () => {
    expect(await get(`${project}/search?q=hosts`)).toEqual({
      items: [
        {
          ...{ traceId, spanId: idOf(9), sessionId: null, name: "call 9", kind: "tool", startTime: String(start + 8n) },
          matches: [
            {
              ...{ place: "tool.arguments", path: "path", word: "hosts" },
              ...{ snippet: "/etc/hosts", offset: 5, length: 5, at: 5 },
            },
          ],
          isCut: false,
        },
      ],
      nextCursor: null,
      from: expect.stringMatching(/^\d+$/),
      isCut: false,
    });
  });

  test("another project's texts are not found, and it is not there for who may not see it", async () => {
    await at.send("traces", tracesRequest({ resource: {}, items: [span({ name: "hosts elsewhere" })] }), "elsewhere");
    expect(numbersIn((await get(`${project}/search?q=elsewhere`)) as unknown as Answer)).toEqual([]);
    expect(await get("nobodys/search?q=x")).toMatchObject({ error: { code: "not_found" } });
  });

  test.each([
    ["search", "q: say what to search for"],
    ["search?q=", "q: say what to search for"],
    ["search?q=%22%22", "q: say what to search for"],
    [`search?q=${Array.from({ length: 30 }, (_, at) => `w${at}`).join("%20")}`, "q: at most 16 words"],
    ["search?q=x&query=y", 'there is no parameter "query" here'],
    ["search?q=x&order=asc", 'there is no parameter "order" here'],
    ["search?q=x&limit=101", "limit:"],
    ["search?q=x&trace=abc", "trace"],
    [`search?q=${"x".repeat(1001)}`, "q"],
    ["search?q=x&cursor=nonsense", "cursor is not one of ours"],
  ])("%s is refused", async (path, message) => {
    expect(await get(`${project}/${path}`)).toMatchObject({ error: { message: expect.stringContaining(message) } });
  });

  test("it is described", async () => {
    const described = (await at.get("/openapi.json")) as { paths: Record<string, unknown> };
    expect(Object.keys(described.paths)).toContain("/api/projects/{project}/search");
  });

  test("very many matches are cut, and it is said", async () => {
    const attributes = { ...llm, "gen_ai.input.messages": JSON.stringify(said("user", "often ".repeat(9))) };
    const messages = Array.from({ length: 40 }, () => said("user", "often often often often")[0]);
    const many = { ...llm, "gen_ai.input.messages": JSON.stringify(messages) };
    const items = [attributes, many].map((one, at) => span({ spanId: idOf(at + 1), attributes: one }));
    await at.send("traces", tracesRequest({ resource: {}, items }), "often");
    const { items: found } = (await get("often/search?q=often")) as unknown as { items: (Item & { isCut: boolean })[] };
    const told = found.map(({ spanId, matches, isCut }) => [Number.parseInt(spanId, 16), matches.length, isCut]).sort();
    expect(told).toEqual([
      [1, 3, true],
      [2, 20, true],
    ]);
  });
});
