import fc from "fast-check";
import { expect, test } from "vitest";
import { languages } from "./languages.ts";
import { piecesOf } from "./pieces-of.ts";

/** Each piece that is not plain, with what it is. */
const told = (source: string, language: string) =>
  piecesOf(source, language).flatMap(({ kind, text }) => (kind === undefined ? [] : [`${kind} ${text}`]));

test("TypeScript", () => {
  const source = `import type { A } from "./a.ts"; // why
const at = /["/]\\/x/giu.test(a.default) ? 1_000n : 2.5e-3 / b / c;
const one = { type: "text", of: null };
/* over
lines */ return \`\${x}
y\`;`;
  expect(told(source, "TypeScript")).toEqual([
    "keyword import",
    "keyword type",
    "keyword from",
    'string "./a.ts"',
    "comment // why",
    "keyword const",
    'string /["/]\\/x/giu',
    "literal 1_000n",
    "literal 2.5e-3",
    "keyword const",
    'string "text"',
    "literal null",
    "comment /* over\nlines */",
    "keyword return",
    `string \`\${x}\ny\``,
  ]);
});

test("Python", () => {
  const source = `@cached
async def f(x: str = 'it\\'s') -> None:
    """Says "it".
    # no comment"""
    return re.match(r"\\d", x)[0:10]  # why
match = 1
match x:`;
  expect(told(source, "py")).toEqual([
    "name @cached",
    "keyword async",
    "keyword def",
    "string 'it\\'s'",
    "literal None",
    'string """Says "it".\n    # no comment"""',
    "keyword return",
    'string "\\d"',
    "literal 0",
    "literal 10",
    "comment # why",
    "literal 1",
    "keyword match",
  ]);
});

test("JSON", () => {
  expect(told('{"a" : [true, -1.5e3, "b: \\"c\\""], "d": null}', "json")).toEqual([
    'name "a"',
    "literal true",
    "literal 1.5e3",
    'string "b: \\"c\\""',
    'name "d"',
    "literal null",
  ]);
});

test("a shell", () => {
  const source = `#!/bin/sh
for f in "$@"; do # each
  /usr/local/bin/x --set a#b=$HOME \${f%.ts} -d '{"a":
1}'
done`;
  expect(told(source, "bash")).toEqual([
    "comment #!/bin/sh",
    "keyword for",
    "keyword in",
    'string "$@"',
    "keyword do",
    "comment # each",
    "name $HOME",
    `name \${f%.ts}`,
    "string '{\"a\":\n1}'",
    "keyword done",
  ]);
});

test("SQL", () => {
  expect(told("SELECT u.index, \"b\" FROM t -- why\nWhere x = 'it''s' AND y is NULL LIMIT 10;", "sql")).toEqual([
    "keyword SELECT",
    'name "b"',
    "keyword FROM",
    "comment -- why",
    "keyword Where",
    "string 'it'",
    "string 's'",
    "keyword AND",
    "keyword is",
    "literal NULL",
    "keyword LIMIT",
    "literal 10",
  ]);
});

test("YAML", () => {
  const source = `on: push # why
"a b": 'c'
steps:
  - run: npm test #1 and it's true
  - "a: b"
  - -5
  - [1, true, &x http://a.b, { c: null }]
at: 10:30`;
  expect(told(source, "yml")).toEqual([
    "name on",
    "comment # why",
    'name "a b"',
    "string 'c'",
    "name steps",
    "name run",
    "comment #1 and it's true",
    'string "a: b"',
    "literal 5",
    "literal 1",
    "literal true",
    "keyword &x",
    "literal null",
    "name at",
  ]);
});

test("Go", () => {
  expect(told("func f() (int, error) { s := `a\\`; return nil, 'x' } // why", "golang")).toEqual([
    "keyword func",
    "string `a\\`",
    "keyword return",
    "literal nil",
    "string 'x'",
    "comment // why",
  ]);
});

test("Rust", () => {
  const source = `fn f<'a>(x: &'a str) -> char { let r = r#"a "b" c"#; for i in 0..10u8 { '\\u{1F600}' } 'x' }`;
  expect(told(source, "rs")).toEqual([
    "keyword fn",
    "name 'a",
    "name 'a",
    "keyword let",
    'string r#"a "b" c"#',
    "keyword for",
    "keyword in",
    "literal 0",
    "literal 10u8",
    "string '\\u{1F600}'",
    "string 'x'",
  ]);
});

test("HTML", () => {
  const source = `<!doctype html><!-- a > b --><a href="x>y" data-b=c hidden>it's 1 < 2</a><script type="module">let a = "</p>";</script>`;
  expect(told(source, "html")).toEqual([
    "comment <!doctype html>",
    "comment <!-- a > b -->",
    "keyword a",
    "name href",
    'string "x>y"',
    "name data-b",
    "string c",
    "name hidden",
    "keyword a",
    "keyword script",
    "name type",
    'string "module"',
    "keyword let",
    'string "</p>"',
    "keyword script",
  ]);
});

test("a difference", () => {
  expect(told("diff --git a b\n--- a\n+++ b\n@@ -1 +1 @@\n same\n-old\n+new", "diff")).toEqual([
    "comment diff --git a b",
    "comment --- a",
    "comment +++ b",
    "name @@ -1 +1 @@",
    "removed -old",
    "added +new",
  ]);
});

test("a language that is none of these, and code that is very long, stay plain", () => {
  for (const language of ["", "text", "constructor", "__proto__"])
    expect(piecesOf("const a = 1", language)).toEqual([{ text: "const a = 1" }]);
  const long = "const a = 1;\n".repeat(2000);
  expect(piecesOf(long, "js")).toEqual([{ text: long }]);
  expect(piecesOf("", "js")).toEqual([]);
});

const signs = "\"'`/\\*#-+<>!=?:;,.()[]{}@$&|~\n\t 019aeErbuté\u{1F600}".match(/./gsu) ?? [];
const parts = [
  "/*",
  "*/",
  "<!--",
  "-->",
  '"""',
  "'''",
  "//",
  "${",
  'r#"',
  "<a ",
  "</",
  "<script>",
  "- ",
  "@@ ",
  "let",
  "return",
  "1e-1",
];

/** What begins in vain, again and again. */
const knots = [
  '\\"',
  "=/[",
  "(/",
  "- - ",
  "? ",
  '" ',
  "1.",
  "-1e",
  "a:",
  "&&",
  "<a <",
  "<a='",
  '#"',
  "'a",
  "$a{",
  "*/ /*",
];

test("whatever is in it, the pieces joined are the code, and none is empty", () => {
  const text = fc.array(fc.constantFrom(...signs, ...parts), { maxLength: 300 }).map((some) => some.join(""));
  for (const name of languages.keys())
    fc.assert(
      fc.property(text, (source) => {
        const pieces = piecesOf(source, name);
        expect(pieces.map((piece) => piece.text).join("")).toBe(source);
        expect(pieces.every((piece) => piece.text !== "" && piece.text.isWellFormed())).toBe(true);
      }),
      { numRuns: 40 },
    );
});

test("there are only so many pieces", () => {
  const pieces = piecesOf("1 ".repeat(9999), "js");
  expect(pieces.length).toBeLessThan(4005);
  expect(pieces.map((piece) => piece.text).join("")).toBe("1 ".repeat(9999));
});

/** How long each language takes for a line of so many characters that repeats a part; those that take too long. */
function slow(parts: readonly string[], length: number, most: number): readonly string[] {
  const cases = [...new Set(languages.values())].flatMap((language) => parts.map((part) => ({ language, part })));
  return cases.flatMap(({ language, part }) => {
    const source = part.repeat(Math.ceil(length / part.length));
    const before = performance.now();
    const last = [...language(source)].at(-1);
    const took = performance.now() - before;
    expect(last?.to ?? 0).toBeLessThanOrEqual(source.length);
    return took > most ? [`${part}: ${Math.round(took)} ms`] : [];
  });
}

test("a line of a megabyte is read in a moment, whatever it is made of", () => {
  expect(slow(['"', "/"], 1 << 20, 5000)).toEqual([]);
  expect(slow([...parts, ...knots], 1 << 15, 1000)).toEqual([]);
});
