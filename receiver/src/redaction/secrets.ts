import { Anchors } from "./anchors.ts";
import { assignedAt } from "./assignment.ts";
import { ofDigits } from "./letters.ts";
import { secretLooks, Text } from "./looks.ts";
import { type SecretName, secretNames } from "./names.ts";

const anchors = [...secretLooks.map(({ anchor }) => anchor), ...secretNames.map(({ anchor }) => anchor)];
/** Marks are not secrets, though they stand where one stood. */
const marks = ["[redacted:", "[not captured", "[secret]"].map((text) => Buffer.from(text));

/** Finds secrets in a text from its beginning to its end, each byte in bounded time whatever stands there. */
export class Secrets {
  what = "";
  from = 0;
  to = 0;
  /** What is to stand around the mark. */
  quote = "";
  private readonly anchors = new Anchors(anchors);
  private text = new Text(Buffer.alloc(0), 0, 0);
  private at = 0;

  /** Puts it before the stretch; `next` then finds one secret after the other. */
  over(bytes: Uint8Array, from: number, to: number): this {
    this.text = new Text(bytes, from, to);
    this.at = from;
    return this;
  }

  next(): boolean {
    const { anchors, text } = this;
    while (anchors.next(text.bytes, this.at, text.to)) {
      const { anchor, start, after } = anchors;
      const begun = this.at;
      this.at = Math.max(after, begun);
      const name = secretNames[anchor - secretLooks.length];
      const found = name === undefined ? this.look(anchor, start) : this.assigned(name, start);
      if (found && this.from >= begun) return true;
    }
    this.at = text.to;
    return false;
  }

  private look(anchor: number, start: number): boolean {
    const look = secretLooks[anchor];
    const found = look?.find(this.text, start);
    return look !== undefined && found !== undefined && this.take(look.what, found.from, found.to, "");
  }

  private assigned(name: SecretName, start: number): boolean {
    const { bytes, to } = this.text;
    const end = name.end(bytes, start, to);
    if (end === -1) return false;
    const found = assignedAt(bytes, end, to, name);
    return found !== undefined && this.take(name.what, found.from, found.to, found.quote);
  }

  private take(what: string, from: number, to: number, quote: string): boolean {
    const { bytes } = this.text;
    this.at = Math.max(this.at, to);
    if (marks.some((mark) => Buffer.compare(bytes.subarray(from, from + mark.length), mark) === 0)) return false;
    this.what = what;
    this.from = from;
    this.to = to;
    this.quote = quote;
    return true;
  }
}

const inKeys = new Anchors(secretNames.map(({ anchor }) => anchor));

/** What the value of such a key is, when it is a secret: by the end of the key, before the place in a list. */
export function secretNamedBy(bytes: Uint8Array, from: number, to: number): string | undefined {
  const end = withoutPlace(bytes, from, to);
  let at = from;
  while (inKeys.next(bytes, at, end)) {
    const name = secretNames[inKeys.anchor] as SecretName;
    if (name.end(bytes, inKeys.start, end) === end) return name.what;
    at = inKeys.after;
  }
  return undefined;
}

function withoutPlace(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && ofDigits[bytes[end - 1] as number] === 1) end -= 1;
  return end < to && end > from && bytes[end - 1] === 0x2e ? end - 1 : to;
}

const looking = new Secrets();
const wholeAnchors = new Anchors(anchors);

/**
 * Whether a request can hold anything to remove: a quick look at its bytes as a whole, whatever they mean. It may be
 * mistaken in saying yes.
 */
export function mayHoldSecrets(bytes: Uint8Array): boolean {
  const to = bytes.length;
  const text = new Text(bytes, 0, to);
  let at = 0;
  while (wholeAnchors.next(bytes, at, to)) {
    const { anchor, start, after } = wholeAnchors;
    const name = secretNames[anchor - secretLooks.length];
    if (name === undefined ? secretLooks[anchor]?.find(text, start) !== undefined : isNamed(name, bytes, start, to)) {
      return true;
    }
    at = after;
  }
  return false;
}

/** Not in the middle of a sentence, as far as that can be told. */
function isNamed(name: SecretName, bytes: Uint8Array, start: number, to: number): boolean {
  const end = name.end(bytes, start, to);
  if (end === -1) return false;
  const next = bytes[end] ?? 0;
  if (next < 0x20 || next >= 0x80 || (next === 0x2e && ofDigits[bytes[end + 1] ?? 0] === 1)) return true;
  return assignedAt(bytes, end, Math.min(to, end + nearby), name) !== undefined || endsKey(bytes, start, end);
}

const nearby = 256;
const longestShortKey = 127;
const firstField = 0x0a;

/** Whether these bytes are the end of a string of protobuf's first field, as keys are. */
function endsKey(bytes: Uint8Array, start: number, end: number): boolean {
  const least = Math.max(2, end - longestShortKey);
  for (let from = start; from >= least; from -= 1) {
    if (bytes[from - 1] === end - from && bytes[from - 2] === firstField) return true;
  }
  return false;
}

const star = 0x2a;

/**
 * A copy of bytes that cannot be read, with blanks over what looks like a secret, and over all that comes after a name
 * for one; undefined when there is nothing of the kind.
 */
export function withBlanks(bytes: Uint8Array): Uint8Array | undefined {
  const blanked = Buffer.from(bytes);
  const to = bytes.length;
  const text = new Text(bytes, 0, to);
  let isChanged = false;
  let at = 0;
  while (wholeAnchors.next(bytes, at, to)) {
    const { anchor, start, after } = wholeAnchors;
    at = after;
    const name = secretNames[anchor - secretLooks.length];
    if (name !== undefined && isNamed(name, bytes, start, to)) return blanked.fill(star, name.end(bytes, start, to));
    const found = name === undefined ? secretLooks[anchor]?.find(text, start) : undefined;
    if (found === undefined) continue;
    blanked.fill(star, found.from, found.to);
    isChanged = true;
    at = Math.max(after, found.to);
  }
  return isChanged ? blanked : undefined;
}

/** The text with a mark for each secret. */
export function withoutSecrets(text: string): string {
  const bytes = Buffer.from(text);
  const parts: string[] = [];
  let at = 0;
  looking.over(bytes, 0, bytes.length);
  while (looking.next()) {
    parts.push(bytes.toString("utf8", at, looking.from), looking.quote, markOf(looking.what), looking.quote);
    at = looking.to;
  }
  return parts.length === 0 ? text : parts.join("") + bytes.toString("utf8", at);
}

export function markOf(what: string): string {
  return `[redacted:${what}]`;
}
