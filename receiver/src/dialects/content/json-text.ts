import { mendJson } from "./cut-json.ts";
import { isList, isObject } from "./values.ts";

/** How often JSON is looked for in a text of JSON. */
const mostLayers = 4;
const deepest = 64;

/** What a text of JSON holds, also one in JSON again, or one that was cut off. Any other value as it is. */
export function fromJson(value: unknown): unknown {
  let read = value;
  for (let layer = 0; layer < mostLayers; layer += 1) {
    if (typeof read !== "string") return read;
    const inner = parse(read);
    if (inner === undefined) return read;
    read = inner;
  }
  return read;
}

function parse(text: string): unknown {
  const start = /[^ \t\r\n]/.exec(text)?.[0];
  if (start !== "{" && start !== "[" && start !== '"') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return start === '"' ? undefined : mendJson(text);
  }
}

/** The value as text, as JSON where it is none. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(lean(value)) ?? "");
}

/** A value that can be told: no bytes in base64, and not deeper than is shown. What is left out is marked. */
export function lean(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return leanText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= deepest) return "… (nested too deep to show)";
  if (isList(value)) return value.map((item) => lean(item, depth + 1));
  const isBytes = mimeKeys.some((key) => typeof (value as Record<string, unknown>)[key] === "string");
  const told: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    told[key] = isBytes && isBase64(item) ? leftOut(item.length) : lean(item, depth + 1);
  }
  return told;
}

const mimeKeys = ["media_type", "mediaType", "mime_type", "mimeType", "contentType", "format"];

const dataUrl = /^\s*data:[\w.+-]+\/[\w.+-]+[;,]/i;
const isBase64 = (value: unknown): value is string =>
  typeof value === "string" && value.length >= 128 && /^[\w+/=\s-]+$/.test(value);

const leanText = (text: string) => (dataUrl.test(text) ? leftOut(text.length) : text);
const leftOut = (length: number) => `[${length} characters of data left out]`;

/** The one value of a wrapper that decorators put around what a function was called with. */
export function unwrapCall(value: unknown): unknown {
  if (!isObject(value) || !isList(value.args) || !isObject(value.kwargs)) return value;
  if (Object.keys(value).length !== 2) return value;
  const { args, kwargs } = value;
  const named = Object.keys(kwargs).length;
  if (args.length === 0) return named === 0 ? null : kwargs;
  return args.length === 1 && named === 0 ? args[0] : value;
}
