import { z } from "zod";

/** A setting arrives as text. What it says on failure completes the sentence "NAME: …" and tells what to do. */
export type Kind<Value> = z.ZodType<Value, string>;

export const text: Kind<string> = z.string();

export const host: Kind<string> = z.string().regex(/^(\[[0-9a-f:.]+\]|[0-9a-f:.]+|[a-z0-9.-]+)$/i, {
  error: "give a host name or an IP address, without port or scheme",
});

export const url: Kind<string> = z.string().refine((value) => value === "" || /^https?:$/.test(protocolOf(value)), {
  error: "give an address such as http://localhost:8123",
});

export const identifier: Kind<string> = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, {
  error: "give a name of letters, digits and underscores",
});

export const optionalIdentifier: Kind<string> = z.string().regex(/^([A-Za-z_][A-Za-z0-9_-]{0,63})?$/, {
  error: "give a name of letters, digits, underscores and hyphens",
});

export const pathPrefix: Kind<string> = z
  .string()
  .regex(/^(\/[A-Za-z0-9._~-]+)*\/?$/, { error: "give a path such as /otlp" })
  .transform((value) => value.replace(/\/$/, ""));

export const yesOrNo: Kind<boolean> = z
  .stringbool({ truthy: ["true", "1", "yes", "on"], falsy: ["false", "0", "no", "off"], error: "say true or false" })
  .pipe(z.boolean());

export function oneOf<const Word extends string>(...words: readonly Word[]): Kind<Word> {
  return z.string().transform((value, context) => {
    const word = words.find((known) => known === value.toLowerCase());
    if (word !== undefined) return word;
    context.addIssue(`say one of ${words.join(", ")}`);
    return z.NEVER;
  });
}

export function whole(least: number, most: number): Kind<number> {
  return scaled(least, most, 1);
}

const mebibyte = 1024 * 1024;

/** Read in megabytes (MiB), held in bytes. */
export function megabytes(least: number, most: number): Kind<number> {
  return scaled(least, most, mebibyte);
}

/** Read in seconds, held in milliseconds. */
export function seconds(least: number, most: number): Kind<number> {
  return scaled(least, most, 1000);
}

function scaled(least: number, most: number, unit: number): Kind<number> {
  return z
    .string()
    .refine((value) => /^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= most, {
      error: `give a whole number from ${least} to ${most}`,
    })
    .transform((value) => Number(value) * unit);
}

/** Web origins as a comma list or a JSON array; `*` stands for all. */
export const origins: Kind<readonly string[]> = z.string().transform((value, context) => {
  const wrong = listOf(value).find((origin) => origin !== "*" && originOf(origin) !== origin);
  if (wrong === undefined) return listOf(value);
  context.addIssue("list origins such as https://app.example.com, without a path, with commas between or as JSON");
  return z.NEVER;
});

function listOf(value: string): string[] {
  const items: unknown = value.startsWith("[") ? parsedOr(value, [value]) : value.split(",");
  return Array.isArray(items) ? items.map((item) => String(item).trim()).filter((item) => item !== "") : [value];
}

function parsedOr(value: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return otherwise;
  }
}

function originOf(value: string): string {
  return URL.canParse(value) ? new URL(value).origin : "";
}

function protocolOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : "";
}
