import type { Parameters } from "./parameters.ts";

/** What a message says apart from its particulars, in the order they are looked for; RE2, so in linear time. */
const particulars: readonly (readonly [pattern: string, place: string])[] = [
  ["\\s+", " "],
  ["[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\\s\"'`<>]+", "<url>"],
  ["[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", "<id>"],
  [
    "\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?)?(?: ?Z\\b| ?[+-]\\d\\d:?\\d\\d)?|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b",
    "<time>",
  ],
  ['"[^"]*"|`[^`]*`', "<text>"],
  // What follows a letter or a digit is an apostrophe.
  ["(^|[^A-Za-z0-9])'[^']*'", "\\1<text>"],
  ["[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\\.[A-Za-z0-9.-]+", "<address>"],
  ["\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?\\b", "<address>"],
  ["\\b[A-Za-z]:\\\\[^\\s:,;()]+", "<path>"],
  ["(^|[\\s(=:,\\[])(?:~|\\.{1,2})?(?:/[^\\s/:()\"',;\\]]+)+/?", "\\1<path>"],
  ["\\b0[xX][0-9a-fA-F]+\\b", "<id>"],
  ["\\b[A-Za-z]{2,12}[_-][A-Za-z0-9]{18,}\\b", "<id>"],
  [
    "(?i)\\b\\d+(?:\\.\\d+)? ?(?:ns|µs|us|ms|s|secs?|seconds?|milliseconds?|m|mins?|minutes?|h|hours?|days?)\\b",
    "<duration>",
  ],
  // A status tells errors apart: it is marked here and kept below.
  [
    "(?i)(^[1-5]\\d\\d\\b|\\b(?:status(?: code)?|https?(?:/[\\d.]+)?|code|error)[ :=]{1,3}[1-5]\\d\\d\\b)|-?\\b\\d+(?:[.,]\\d+)*\\b%?",
    "\\1<n>",
  ],
  ["([1-5]\\d\\d)<n>", "\\1"],
  ["\\b[0-9a-fA-F]{8,}\\b", "<id>"],
];

/** So much of a message is looked at. */
const longestMessage = 500;
const longestShape = 300;

/** The message with its numbers, ids, texts, paths, addresses and times put aside, so that messages alike are one. */
export function shapeOf(message: string, add: Parameters): string {
  const begin = `substringUTF8(${message}, 1, ${longestMessage})`;
  const bare = particulars.reduce(
    (text, [pattern, place]) => `replaceRegexpAll(${text}, ${add.string(pattern)}, ${add.string(place)})`,
    `toLowCardinality(${begin})`,
  );
  return `toString(substringUTF8(trimBoth(${bare}), 1, ${longestShape}))`;
}
