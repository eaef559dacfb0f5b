import type { ContentChoice } from "./settings/choices.ts";

/** Gives back what may be kept of a value, or `undefined` to leave it out. */
export type Redactor = (value: string, of: string) => string | undefined;

/** What of the words may leave the process. */
export interface ContentRule {
  readonly isOn: boolean;
  /** A value as the text of an attribute, redacted and cut; `of` is the attribute's name. Nothing when content is off. */
  textOf(value: unknown, of: string): string | undefined;
}

export function createContentRule(choice: ContentChoice, limit: number): ContentRule {
  if (choice === "off") return { isOn: false, textOf: () => undefined };
  return {
    isOn: true,
    textOf(value) {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return text?.slice(0, limit);
    },
  };
}
