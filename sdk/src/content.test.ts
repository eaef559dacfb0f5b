import fc from "fast-check";
import { expect, test } from "vitest";
import { createContentRule } from "./content.ts";

const on = createContentRule("on", 1000);
const small = createContentRule("on", 20);

test("off keeps nothing and looks at nothing", () => {
  const rule = createContentRule("off", 1000);
  const value = {
    get text(): string {
      throw new Error("looked at");
    },
  };
  expect([rule.isOn, rule.textOf(value, "spanwise.input")]).toEqual([false, undefined]);
});

test.each([
  ["a text", "a text"],
  [
    { role: "user", parts: [{ type: "text", content: "hi" }] },
    '{"role":"user","parts":[{"type":"text","content":"hi"}]}',
  ],
  [[1, null, undefined, () => 1, Number.NaN, true], "[1,null,null,null,null,true]"],
  [{ a: undefined, b: () => 1, c: Symbol("s"), d: 12n }, '{"d":"12"}'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  [
    new Map<unknown, unknown>([
      ["a", 1],
      [2, "b"],
    ]),
    '{"a":1,"2":"b"}',
  ],
  [new Set(["a", "b"]), '["a","b"]'],
  [Buffer.alloc(1024), '"[1024 bytes]"'],
  [{ image: new Uint8Array(3), audio: new Blob(["1234"]) }, '{"image":"[3 bytes]","audio":"[4 bytes]"}'],
  [Object.assign(new TypeError("bad"), { status: 429 }), '{"name":"TypeError","message":"bad","status":429}'],
  [
    new Error("outer", { cause: new Error("inner") }),
    '{"name":"Error","message":"outer","cause":{"name":"Error","message":"inner"}}',
  ],
  [undefined, undefined],
  [() => 1, undefined],
])("says %o as JSON would, and more", (value, said) => {
  expect(on.textOf(value, "spanwise.input")).toBe(said);
});

test("a circle is marked, and the same thing twice is none", () => {
  const self: Record<string, unknown> = {};
  self.self = self;
  const twice = { a: 1 };
  expect(on.textOf(self, "x")).toBe('{"self":"[circular]"}');
  expect(on.textOf([twice, twice], "x")).toBe('[{"a":1},{"a":1}]');
});

test("what throws when it is read costs itself alone", () => {
  const getter = {
    get bad(): never {
      throw new Error("no");
    },
    good: 1,
  };
  const json = { toJSON: () => JSON.parse("{") };
  const proxy = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("no");
      },
      get: () => {
        throw new Error("no");
      },
    },
  );
  expect(on.textOf([getter, json, proxy], "x")).toBe('[{"bad":"[unreadable]","good":1},"[unreadable]","[unreadable]"]');
});

test("a text over the limit is cut between letters, with a mark that tells its length", () => {
  expect(small.textOf("a".repeat(30), "x")).toBe(`${"a".repeat(20)}…[cut: 30 bytes]`);
  expect(small.textOf(`${"a".repeat(19)}😀`, "x")).toBe(`${"a".repeat(19)}…[cut: 23 bytes]`);
  expect(small.textOf("a".repeat(20), "x")).toBe("a".repeat(20));
});

test("what is cut is still JSON", () => {
  const many = JSON.parse(
    small.textOf(
      Array.from({ length: 1000 }, (_, index) => index),
      "x",
    ) ?? "",
  );
  expect(many).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, "…[cut: 1000 items]"]);
  expect(JSON.parse(small.textOf({ a: "b".repeat(100), c: 1 }, "x") ?? "")).toEqual({
    a: `${"b".repeat(13)}…[cut: 100 bytes]`,
    "…": "[cut: more members]",
  });
});

test("the work is bounded by the limit, not by the value", () => {
  let reads = 0;
  const endless = new Proxy([], {
    get: (_, name) => (name === "length" ? 1e9 : name === Symbol.iterator ? forever : undefined),
  });
  function* forever() {
    for (;;) {
      reads += 1;
      yield reads;
    }
  }
  on.textOf({ endless }, "x");
  expect(reads).toBeLessThan(1000);
  let deep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  expect(on.textOf(deep, "x")).toBe(`${"[".repeat(32)}"…[cut: nested deeper than 32]"${"]".repeat(32)}`);
});

const key = "sk-proj-abcDEF123456789012345";
test.each([
  [`use ${key} now`, "use [redacted:provider-key] now"],
  ["sk-learn-pipelines-in-practice", "sk-learn-pipelines-in-practice"],
  ["a task-list-of-things-2024-01-02", "a task-list-of-things-2024-01-02"],
  ["sk_live_abcdefghijkl", "[redacted:stripe-key]"],
  ["hf_abcdefghijklmnopqrstuv", "[redacted:huggingface-token]"],
  ["npm_abcdefghijklmnopqrstuv", "[redacted:npm-token]"],
  ["glpat-abcdefghijklmnop", "[redacted:gitlab-token]"],
  ["xoxb-123456789012-abc", "[redacted:slack-token]"],
  ["AIzaSyA1234567890abcdefghij", "[redacted:google-key]"],
  ["github_pat_11ABCDEFG0123456789", "[redacted:github-token]"],
  ["ASIAIOSFODNN7EXAMPLE", "[redacted:aws-key]"],
  ["ghp_abcdefghijklmnop1234", "[redacted:github-token]"],
  ["AKIAIOSFODNN7EXAMPLE", "[redacted:aws-key]"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "[redacted:jwt]"],
  ["Authorization: Bearer abcdefghijklmnop.qrst", "Authorization: Bearer [redacted:bearer]"],
  ["postgres://me:hunter2@db:5432/x", "postgres://[redacted:url-credentials]@db:5432/x"],
  ["-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nrest", "[redacted:private-key]\nrest"],
  ['{"api_key":"abc","q":"d"}', '{"api_key":"[redacted:api-key]","q":"d"}'],
  [
    { headers: { Authorization: "abc", cookie: ["a=b"], accept: "x" } },
    '{"headers":{"Authorization":"[redacted:authorization]","cookie":["[redacted:cookie]"],"accept":"x"}}',
  ],
  [
    { clientSecret: "abc", password: 1234, max_tokens: 5, token: "Hello" },
    '{"clientSecret":"[redacted:secret]","password":"[redacted:password]","max_tokens":5,"token":"Hello"}',
  ],
  [{ properties: { password: { type: "string" } } }, '{"properties":{"password":{"type":"string"}}}'],
  [{ note: key }, '{"note":"[redacted:provider-key]"}'],
])("never keeps a secret: %o", (value, kept) => {
  expect(on.textOf(value, "x")).toBe(kept);
});

test("a secret that the cut goes through is not kept in half", () => {
  expect(small.textOf(`0123456789 ${key} and more`, "x")).toBe(`0123456789 [redacted…[cut: 49 bytes]`);
});

test("a redactor has the last word; one that fails keeps nothing", () => {
  const seen: unknown[] = [];
  const rule = (redact: (text: string, of: string) => unknown) => createContentRule(redact as never, 10);
  const shout = rule((text, of) => {
    seen.push([text, of]);
    return text.toUpperCase();
  });
  expect(shout.textOf("hello", "spanwise.input")).toBe("HELLO");
  expect(seen).toEqual([["hello", "spanwise.input"]]);
  expect(rule(() => undefined).textOf("hello", "x")).toBe(undefined);
  expect(rule(() => 7).textOf("hello", "x")).toBe(undefined);
  expect(rule(() => "a".repeat(30)).textOf("hello", "x")).toBe(`${"a".repeat(10)}…[cut: 30 bytes]`);
  expect(
    rule(() => {
      throw new Error("no");
    }).textOf("hello", "x"),
  ).toBe(undefined);
});

test("whatever it is given, it gives JSON that is not much longer than the limit, or nothing", () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withNullPrototype: true,
      }),
      (value) => {
        const text = small.textOf(value, "x");
        if (typeof value !== "string" && text !== undefined) JSON.parse(text);
        expect((text ?? "").length).toBeLessThan(1000);
      },
    ),
  );
});

test.each(["sk-", "eyJ", "eyJa.", "-----BEGIN PRIVATE KEY", "Bearer ", "://a:", '"api_key":"', "gh", "xoxb-"])(
  "takes linear time for a text of %s",
  (part) => {
    const rule = createContentRule("on", 1e6);
    const text = `{${part.repeat(300_000 / part.length)}`;
    const start = performance.now();
    rule.textOf(text, "x");
    expect(performance.now() - start).toBeLessThan(2000);
  },
);
