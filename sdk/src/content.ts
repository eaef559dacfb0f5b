import { cut } from "./content/cut.ts";
import { jsonOf, plainOf } from "./content/json-of.ts";
import { quietly } from "./quietly.ts";
import type { ContentChoice } from "./settings/choices.ts";

/** Gives back what may be kept of a text, or `undefined` to leave it out. Secrets known by their looks are out already. */
export type Redactor = (text: string, of: string) => string | undefined;

/** What of the words may leave the process. */
export interface ContentRule {
  readonly isOn: boolean;
  /** A value as the text of an attribute, redacted and cut; `of` is the attribute's name. Nothing when content is off. */
  textOf(value: unknown, of: string): string | undefined;
}

/** `limit` is in characters, of the text of one attribute. */
export function createContentRule(choice: ContentChoice, limit: number): ContentRule {
  if (choice === "off") return { isOn: false, textOf: () => undefined };
  const textOf = (value: unknown) => (typeof value === "string" ? plainOf(value, limit) : jsonOf(value, limit));
  if (choice === "on") return { isOn: true, textOf };
  return {
    isOn: true,
    textOf(value, of) {
      const text = textOf(value);
      const kept = text === undefined ? undefined : quietly(() => choice(text, of));
      return typeof kept === "string" ? cut(kept, limit) : undefined;
    },
  };
}
