import type { Answer } from "./posting.ts";

export type Verdict =
  | { readonly kind: "taken"; readonly rejected: number; readonly message: string }
  | { readonly kind: "refused"; readonly message: string }
  /** The body's encoding may be what is not understood. */
  | { readonly kind: "unreadable"; readonly status: number; readonly message: string }
  | { readonly kind: "later"; readonly message: string; readonly afterMillis: number | undefined };

const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const MOST_MESSAGE = 200;

/** What is to be done after an answer. https://opentelemetry.io/docs/specs/otlp/#otlphttp-response */
export function judge(answer: Answer): Verdict {
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: "taken", ...readPartialSuccess(answer) };
  const message = `it answered ${status}${wordsOf(answer)}`;
  if (RETRYABLE.has(status)) return { kind: "later", message, afterMillis: readRetryAfter(answer.retryAfter) };
  if (status === 400 || status === 415) return { kind: "unreadable", status, message };
  return { kind: "refused", message };
}

/** Seconds, or a date. */
function readRetryAfter(header: string | undefined): number | undefined {
  if (!header) return undefined;
  const millis = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return millis >= 0 ? millis : undefined;
}

/** Field 1 of the answer, in it field 1 (how many) and field 2 (why). */
function readPartialSuccess({ body, contentType }: Answer): { readonly rejected: number; readonly message: string } {
  if (contentType.includes("json")) return readJsonPartialSuccess(body);
  const partial = fieldsOf(body).get(1);
  if (!(partial instanceof Uint8Array)) return { rejected: 0, message: "" };
  const fields = fieldsOf(partial);
  const rejected = fields.get(1);
  return { rejected: typeof rejected === "number" ? rejected : 0, message: textOf(fields.get(2)) };
}

function readJsonPartialSuccess(body: Uint8Array): { readonly rejected: number; readonly message: string } {
  const { partialSuccess: partial } = parse(body) as { readonly partialSuccess?: Record<string, unknown> };
  const rejected = Number(partial?.rejectedSpans ?? partial?.rejectedLogRecords ?? partial?.rejectedDataPoints ?? 0);
  return {
    rejected: Number.isFinite(rejected) ? Math.max(0, rejected) : 0,
    message: cut(String(partial?.errorMessage ?? "")),
  };
}

/** Why, as a google.rpc.Status in protobuf or JSON says it, or any other text. */
function wordsOf({ body, contentType }: Answer): string {
  if (body.length === 0) return "";
  let words: string;
  if (contentType.includes("protobuf")) words = textOf(fieldsOf(body).get(2));
  else if (contentType.includes("json")) words = messageIn(parse(body)) ?? textOf(body);
  else words = contentType.startsWith("text/plain") ? textOf(body) : "";
  return words && `: ${words}`;
}

function messageIn(json: unknown): string | undefined {
  const { message, error } = json as { readonly message?: unknown; readonly error?: unknown };
  if (typeof message === "string") return cut(message);
  if (typeof error === "string") return cut(error);
  return typeof error === "object" && error !== null ? messageIn({ message: (error as Error).message }) : undefined;
}

function parse(body: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

type Field = number | Uint8Array;

/** Varints and length-delimited fields by their number, as far as the bytes can be read. */
function fieldsOf(message: Uint8Array): ReadonlyMap<number, Field> {
  const fields = new Map<number, Field>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const type = tag % 8;
    if (type !== 0 && type !== 2) return fields;
    const value = varint();
    fields.set(Math.floor(tag / 8), type === 0 ? value : message.subarray(at, at + value));
    if (type === 2) at += value;
  }
  return fields;
}

const textOf = (field: Field | undefined) => (field instanceof Uint8Array ? cut(new TextDecoder().decode(field)) : "");

/** In one line, and without what a terminal would obey. */
function cut(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return line.length > MOST_MESSAGE ? `${line.slice(0, MOST_MESSAGE)}…` : line;
}
