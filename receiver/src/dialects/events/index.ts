import { claudeCode } from "./claude-code.ts";
import { codex } from "./codex.ts";
import { geminiCli } from "./gemini-cli.ts";
import { otelGenaiEvents } from "./otel-genai.ts";
import type { EventReader } from "./told-call.ts";

const readers: ReadonlyMap<string, EventReader> = new Map(
  [claudeCode, codex, geminiCli, otelGenaiEvents].flatMap((events) => Object.entries(events)),
);

export const eventReaders: readonly EventReader[] = [...readers.values()];

/** Programs that leave their own name out of that of an event, by their scope or their service. */
const programs: readonly (readonly [speaker: string, prefix: string])[] = [
  ["com.anthropic.claude_code", "claude_code."],
  ["claude-code", "claude_code."],
  ["codex", "codex."],
  ["gemini-cli", "gemini_cli."],
];

export const eventKeysAsked: ReadonlySet<string> = new Set([...readers.values()].flatMap(({ keys }) => keys));

/** Who reads the event of this name; undefined when it tells of no call. */
export function eventReaderOf(name: string, scope: string, service: string): EventReader | undefined {
  const reader = readers.get(name);
  if (reader !== undefined || name.includes(".")) return reader;
  const program = programs.find(([speaker]) => scope.startsWith(speaker) || service.startsWith(speaker));
  return program === undefined ? undefined : readers.get(program[1] + name);
}
