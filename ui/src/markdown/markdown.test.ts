import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { isMarked } from "./is-marked.ts";
import { Markdown } from "./markdown.tsx";
import { hostOf, outwardAddress } from "./outward-address.ts";

const rendered = (text: string) => renderToStaticMarkup(createElement(Markdown, { text }));

test("headings, lists, tables, code and emphasis are laid out", () => {
  const html = rendered(
    "# Plan\n\n- **one**\n- [x] two\n\n| a | b |\n|--|--|\n| 1 | `x < 2` |\n\n```js\nconst a = 1;\n```",
  );
  for (const part of [
    "Plan</p>",
    "<strong>one</strong>",
    'aria-label="done"',
    "<td",
    "x &lt; 2</code>",
    "<pre",
    "const a = 1;",
  ])
    expect(html).toContain(part);
});

test("links lead out of here only when pressed, and say where", () => {
  const html = rendered("[your bank](https://evil.example/login) and <https://a.example>");
  expect(html).toContain('href="https://evil.example/login"');
  expect(html.match(/rel="noopener noreferrer nofollow"/g)).toHaveLength(2);
  expect(html.match(/target="_blank"/g)).toHaveLength(2);
  expect(html).toContain("(evil.example");
});

test("nothing is loaded, run or followed", () => {
  const hostile = [
    "![look](https://evil.example/pixel.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[go](javascript:alert(1))",
    "[go](JaVaScRiPt:alert(1))",
    "[go](data:text/html,<script>alert(1)</script>)",
    "[go](/p/default/settings)",
    "[go](//evil.example)",
    "[go](https://bank.example@evil.example)",
    "<script>alert(1)</script>",
    '<img src="https://evil.example/x" onerror="alert(1)">',
    '<a href="https://evil.example" onclick="alert(1)">x</a>',
    "<iframe src='https://evil.example'></iframe>",
    "<style>*{display:none}</style>",
    '<form action="https://evil.example"><button>press</button></form>',
    "[a]: javascript:alert(1)\n\n[a]",
  ];
  for (const text of hostile) {
    const html = rendered(text);
    expect(html).not.toMatch(/<(?:script|img|iframe|style|form|button|object|embed|link|meta|base)\b/i);
    expect(html).not.toMatch(/<[^>]+\s(?:on\w+|src|srcset|style)=/i);
    expect(html).not.toMatch(/<[^>]+\shref=/i);
  }
  expect(rendered("a <b>c</b>\n\n<script>alert(1)</script>")).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(rendered("- <i>x</i>\n- [go](javascript:x)")).toMatch(/&lt;i&gt;x&lt;\/i&gt;.*go.*\[link not followed\]/s);
  expect(rendered(hostile[0] as string)).toContain("Picture, not loaded: look, https://evil.example/pixel.png");
});

test("an address is followed only when it is one of the web or of mail, and hides nobody", () => {
  expect(outwardAddress("https://x.example/a b")).toBe("https://x.example/a%20b");
  expect(outwardAddress("mailto:a@x.example")).toBe("mailto:a@x.example");
  for (const no of [
    undefined,
    "",
    "x",
    "/x",
    "#x",
    "vbscript:x",
    "file:///etc",
    "https://a@b.example",
    "http://[",
    " https://x",
  ])
    expect(outwardAddress(no)).toBeNull();
  expect(hostOf("https://xn--pple-43d.example/")).toBe("xn--pple-43d.example");
});

test("text that nobody marked stays text, and so does what would take long to read", () => {
  for (const marked of [
    "# a",
    "- a\n- b",
    "1. a",
    "a **b** c",
    "use `x`",
    "[a](https://b.example)",
    "> a",
    "|a|b|\n|-|-|",
    "```\nx\n```",
  ])
    expect(isMarked(marked)).toBe(true);
  for (const plain of ["", "hello there", "2 * 3 * 4", "a_b_c", "x > y", "#hashtag", "- ", "well - no"])
    expect(isMarked(plain)).toBe(false);
  for (const wild of [
    "#  ".repeat(9000),
    `**a** ${"[".repeat(3000)}`,
    `# a\n${">".repeat(500)} x`,
    `# a\n${"* ".repeat(60)}x`,
    `# a\n${"a*b_".repeat(800)}`,
  ])
    expect(isMarked(wild)).toBe(false);
});

test("whatever passes for Markdown is laid out in a moment, and is never markup of its own", () => {
  const signs = fc.constantFrom(
    "*",
    "_",
    "[",
    "](x)",
    "`",
    "> ",
    "- ",
    "1. ",
    "\n",
    "\n\n",
    "|",
    "~",
    "<b>",
    "&#1;",
    "a ",
    "![",
    "# ",
    "   ",
    "\u202e",
    "\\",
  );
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 1200 }), (some) => {
      const text = `**x**\n${some.join("")}`;
      if (!isMarked(text)) return;
      const before = performance.now();
      const html = rendered(text);
      expect(performance.now() - before).toBeLessThan(2000);
      expect(html).not.toMatch(/<b>|<img|<script/);
    }),
    { numRuns: 60 },
  );
});
