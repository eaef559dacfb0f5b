import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Code } from "./code.tsx";

const rendered = (text: string, language: string) => renderToStaticMarkup(createElement(Code, { text, language }));

test("code is text with colours, and nothing in it is markup", () => {
  expect(rendered("let a = 1; // <b>", "ts")).toBe(
    '<span class="text-code-keyword">let</span> a = <span class="text-code-literal">1</span>; ' +
      '<span class="text-quiet italic">// &lt;b&gt;</span>',
  );
  expect(rendered('<img src="x" onerror="alert(1)">', "html")).not.toMatch(/<img/);
  expect(rendered("<b>", "text")).toBe("&lt;b&gt;");
});

const everyKind: readonly (readonly [text: string, language: string])[] = [
  ['{"a": "b", "c": 1} // d', "json"],
  ["if x", "py"],
  ["+a\n-b", "diff"],
];

test.each([0, 1])("each colour is read on each ground that code may stand on, light and dark: %i", (scheme) => {
  const theme = readFileSync(new URL("../theme.css", import.meta.url), "utf8");
  const luminance = (token: string) => luminanceOf(theme, token, scheme);
  const classes = everyKind.flatMap(([text, language]) => rendered(text, language).match(/(?<=text-)[a-z-]+/g) ?? []);
  const colours = [...new Set(classes)].sort();
  expect(colours).toEqual(["code-keyword", "code-literal", "code-name", "code-string", "error", "ok", "quiet"]);
  for (const colour of colours)
    for (const ground of ["ground", "raised", "hover"])
      expect([colour, ground, contrast(luminance(colour), luminance(ground))]).toEqual([
        colour,
        ground,
        expect.toSatisfy((ratio: number) => ratio >= 4.5),
      ]);
});

/** As WCAG 2 has it. */
const contrast = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

/** Relative luminance of a token in OKLCH; `scheme` is 0 in light and 1 in dark. */
function luminanceOf(theme: string, token: string, scheme: number): number {
  const [, said = ""] = theme.match(new RegExp(`--color-${token}: light-dark\\((.*)\\);`)) ?? [];
  const colour = said.match(/oklch\(([^)]*)\)/g)?.[scheme] ?? "";
  const [light = Number.NaN, chroma = 0, hue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const shown = (value: number) => Math.min(1, Math.max(0, value));
  const red = shown(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short);
  const green = shown(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short);
  const blue = shown(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
