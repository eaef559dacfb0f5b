import { literal } from "./parameter-text.ts";
import type { EngineSettings } from "./session.ts";

const quotedOrComment =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`|--[^\n]*|\/\*[\s\S]*?\*\//g;
const placeholder = /\{\s*([A-Za-z_]\w*)\s*:/g;

/** The text with literals, quoted names and comments taken out: what is left is the statement's own words. */
export function bareWords(text: string): string {
  return text.replace(quotedOrComment, " ");
}

/**
 * Throws for a text that is not exactly one statement, or that names a parameter it was not given. The embedded
 * engine would run both: each statement of a text, and a parameter with the value an earlier question left behind.
 */
export function checkStatement(text: string, params: Readonly<Record<string, unknown>> = {}): void {
  const words = bareWords(text);
  if (words.includes(";")) throw new Error(`one statement at a time, without ";": ${text}`);
  for (const [, name] of words.matchAll(placeholder)) {
    if (name !== undefined && params[name] === undefined)
      throw new Error(`the parameter "${name}" has no value: ${text}`);
  }
}

/** The settings hold for this statement alone. */
export function withSettings(text: string, settings: EngineSettings): string {
  return `${text}\nSETTINGS ${settingsList(settings)}`;
}

export function settingsList(settings: EngineSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${typeof value === "string" ? literal(value) : value}`)
    .join(", ");
}

/** The one kind of command that reads, and so the one to put limits on. */
export function isInsertSelect(text: string): boolean {
  return /^\s*INSERT\s+INTO\s+[\w.\s]+(\([^)]*\)\s*)?\b(SELECT|WITH)\b/i.test(bareWords(text));
}
