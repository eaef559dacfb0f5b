import { z } from "zod";
import { Patterns, patternProblem } from "./patterns.ts";

/** `metadata` keeps of content how large it was; `off` keeps nothing of it. */
export const contentCaptures = ["on", "metadata", "off"] as const;
export type ContentCapture = (typeof contentCaptures)[number];

const pattern = z
  .string()
  .min(1, "a pattern is missing")
  .max(256)
  .superRefine((text, context) => {
    const problem = patternProblem(text);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

/** What a project sets under `redaction`. */
export const redactionSetting = z.strictObject({
  patterns: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 _.-]{0,39}$/, "give up to 40 letters, digits, blanks and . _ -"),
        pattern,
      }),
    )
    .max(16)
    .default([]),
  fields: z
    .array(z.string().regex(/^[^*]{1,200}(?:\.\*)?$/, "give a key, or the beginning of keys as in customer.*"))
    .max(100)
    .default([]),
  content: z.enum(contentCaptures).optional(),
});

export type RedactionSetting = z.output<typeof redactionSetting>;

/** What is removed beside the secrets that always are. */
export interface Rules {
  readonly content: ContentCapture;
  readonly patterns: Patterns | undefined;
  readonly isField: (key: string) => boolean;
  /** Nothing beside the secrets: what has none can go as it came. */
  readonly isPlain: boolean;
}

/** `standard` holds for who has not said how content is captured. */
export function rulesOf(setting: RedactionSetting | undefined, standard: ContentCapture): Rules {
  const { patterns = [], fields = [], content = standard } = setting ?? {};
  const exact = new Set(fields.filter((field) => !field.endsWith(".*")));
  const beginnings = fields.filter((field) => field.endsWith(".*")).map((field) => field.slice(0, -1));
  return {
    content,
    patterns: patterns.length === 0 ? undefined : new Patterns(patterns),
    isField: (key) => exact.has(key) || beginnings.some((beginning) => key.startsWith(beginning)),
    isPlain: content === "on" && patterns.length === 0 && fields.length === 0,
  };
}

export const plainRules: Rules = rulesOf(undefined, "on");
