import { expect, test } from "vitest";
import { recordedExports } from "../../test/recorded-exports.ts";
import { recordedSpans } from "../../test/recorded-spans.ts";
import type { Said } from "./dialect.ts";
import { keysAsked, readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

/** Says the same, and notes what it is asked for. */
function noting(said: Said, asked: Set<string>): Said {
  const note = (key: string) => {
    asked.add(key);
    return key;
  };
  return {
    ...said,
    has: (key) => said.has(note(key)),
    text: (key) => said.text(note(key)),
    number: (key) => said.number(note(key)),
    count: (key) => said.count(note(key)),
    list: (key) => said.list(note(key)),
    json: (key) => said.json(note(key)),
  };
}

const scopes = [
  "",
  "@spanwise/sdk",
  "ai",
  "gen_ai",
  "gcp.vertex.agent",
  "com.anthropic.claude_code.tracing",
  "gemini-cli",
  "com.anthropic.sdk.typescript",
  "livekit-agents",
  "strands-agents",
  "openlit",
  "agent_framework",
  "openai-agents",
];

test("readers ask only for attributes that they say they ask for: no other is looked for when spans come in", () => {
  const asked = new Set<string>();
  const everything = Object.fromEntries([...keysAsked].map((key) => [key, "1"]));
  for (const scope of scopes) readFacts(noting(saidOf({ scope, attributes: everything }), asked));
  for (const key of keysAsked) {
    for (const scope of scopes) readFacts(noting(saidOf({ scope, attributes: { [key]: "1" } }), asked));
  }
  for (const { name, signal } of recordedExports) {
    if (signal !== "traces" || name.endsWith(".native")) continue;
    for (const span of recordedSpans(name)) readFacts(noting(saidOf(span), asked));
  }
  expect([...asked].filter((key) => !keysAsked.has(key))).toEqual([]);
});
