import { isUtf8 } from "node:buffer";
import type { Signal } from "../model/signal.ts";
import { BYTES, Malformed, VARINT, Wire } from "../otlp/wire.ts";
import type { Rules } from "../redaction/rules.ts";
import { markOf, mayHoldSecrets, Secrets, secretNamedBy, withBlanks } from "../redaction/secrets.ts";
import { isContentEvent, isUncaptured, isUncapturedOfEvent } from "./content-capture.ts";
import { Edits, varint } from "./edits.ts";
import { decode } from "./good-text.ts";
import { type Part, requestShapes, type Shape } from "./request-shape.ts";

export interface Redacted {
  readonly body: Uint8Array;
  /** Secrets and what the project's own rules named. */
  readonly count: number;
}

/**
 * The request without what must not be stored, each with a mark in its place. A request that holds nothing of the kind
 * comes back as it is, after one quick look. Throws `Malformed` when the frame around the items cannot be read.
 */
export function redact(signal: Signal, body: Uint8Array, rules: Rules, nesting: number): Redacted {
  if (rules.isPlain && !mayHoldSecrets(body)) return { body, count: 0 };
  return new Redaction(body, rules, nesting).whole(requestShapes[signal]);
}

const groupStart = 3;
const broken = Buffer.from(`/${markOf("malformed")}`);

/** One request being gone through by the shape of its signal. */
class Redaction {
  private readonly body: Uint8Array;
  private readonly rules: Rules;
  private readonly nesting: number;
  private readonly edits = new Edits();
  private readonly secrets = new Secrets();
  private count = 0;
  /** Within an event that tells of messages. */
  private inMessage = false;

  constructor(body: Uint8Array, rules: Rules, nesting: number) {
    this.body = body;
    this.rules = rules;
    this.nesting = nesting;
  }

  whole(shape: Shape): Redacted {
    const grown = this.message(shape, 0, this.body.length);
    const body = this.edits.size === 0 ? this.body : this.edits.apply(this.body, grown);
    return { body, count: this.count };
  }

  private message(shape: Shape, from: number, to: number): number {
    const { fields } = shape;
    return this.fields(from, to, (field, lengthAt, begin, end) => this.part(fields[field], lengthAt, begin, end));
  }

  /** Goes through the fields that have a length, and answers by how much longer they get in all. */
  private fields(
    from: number,
    to: number,
    visit: (field: number, lengthAt: number, from: number, to: number) => number,
  ): number {
    const wire = new Wire(this.body, from, to);
    let grown = 0;
    for (let begun = from; wire.next(); begun = wire.position) {
      const lengthAt = wire.position;
      if (wire.type === BYTES) {
        wire.stretch();
        grown += visit(wire.field, lengthAt, wire.from, wire.to);
        continue;
      }
      const isGroup = wire.type === groupStart;
      wire.skip();
      if (isGroup && this.isSuspect(begun, wire.position)) grown += this.edits.replace(begun, wire.position, nothing);
    }
    return grown;
  }

  private part(part: Part | undefined, lengthAt: number, from: number, to: number): number {
    if (part === "text") return this.text(lengthAt, from, to);
    if (part === "keyValue") return this.keyValue(lengthAt, from, to, 0);
    if (part === "anyValue") return this.value(lengthAt, from, to, 0);
    if (part === "numbers") return 0;
    if (part === "traceId" || part === "spanId") {
      return to - from === (part === "traceId" ? 16 : 8) ? 0 : this.unknown(lengthAt, from, to);
    }
    if (part === undefined) return this.unknown(lengthAt, from, to);
    return part.isItem === true ? this.item(part, lengthAt, from, to) : this.inner(part, lengthAt, from, to);
  }

  private inner(shape: Shape, lengthAt: number, from: number, to: number): number {
    const walk = () => this.message(shape, from, to);
    if (this.rules.content === "on") return this.edits.within(lengthAt, from, to, walk);
    if (shape.kind === "log") return this.edits.within(lengthAt, from, to, () => this.log(shape, from, to));
    this.inMessage = shape.kind === "event" && isContentEvent(this.textOf(2, from, to));
    const grown = this.edits.within(lengthAt, from, to, walk);
    this.inMessage = false;
    return grown;
  }

  private item(shape: Shape, lengthAt: number, from: number, to: number): number {
    const { size } = this.edits;
    const { count } = this;
    try {
      return this.inner(shape, lengthAt, from, to);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.edits.rewind(size);
      this.count = count;
      this.inMessage = false;
      return this.malformed(lengthAt, from, to);
    }
  }

  /** What cannot be read is refused later, and a copy kept: with blanks for what looks like a secret. */
  private malformed(lengthAt: number, from: number, to: number): number {
    if (!this.rules.isPlain) return this.mark(lengthAt, to, broken);
    const blanked = withBlanks(this.body.subarray(from, to));
    return blanked === undefined ? 0 : this.mark(lengthAt, to, blanked);
  }

  private log(shape: Shape, from: number, to: number): number {
    const names = this.namesOfLog(from, to);
    const isTold = names.some(isContentEvent);
    return this.fields(from, to, (field, lengthAt, begin, end) => {
      if (field !== 5 || !isTold) return this.part(shape.fields[field], lengthAt, begin, end);
      const text = this.textOf(1, begin, end);
      if (names.includes(text) || names.some((name) => text === `claude_code.${name}`)) {
        return this.value(lengthAt, begin, end, 0);
      }
      return this.uncaptured(lengthAt, begin, end);
    });
  }

  /** What may be the name of the event: the field, the attribute, and a body that is nothing but a name. */
  private namesOfLog(from: number, to: number): string[] {
    const names: string[] = [];
    this.fields(from, to, (field, _, begin, end) => {
      if (field === 12) names.push(decode(this.body, begin, end));
      else if (field === 6 && this.textOf(1, begin, end) === "event.name") names.push(this.textInValue(begin, end));
      else if (field === 5) names.push(nameIn(this.textOf(1, begin, end)));
      return 0;
    });
    return names.filter((name) => name !== "");
  }

  private keyValue(lengthAt: number, from: number, to: number, depth: number): number {
    return this.edits.within(lengthAt, from, to, () => {
      const keys = this.keysOf(from, to);
      return this.fields(from, to, (field, at, begin, end) => {
        if (field === 1) return this.text(at, begin, end);
        if (field !== 2) return this.unknown(at, begin, end);
        return this.valueUnder(keys, at, begin, end, depth);
      });
    });
  }

  private valueUnder(keys: readonly Key[], lengthAt: number, from: number, to: number, depth: number): number {
    const { rules } = this;
    if (keys.some(({ text }) => text !== undefined && rules.isField(text))) {
      return this.removed("field", lengthAt, from, to);
    }
    const secret = keys.find(({ secret }) => secret !== undefined)?.secret;
    if (secret !== undefined && this.holdsSecret(from, to)) return this.removed(secret, lengthAt, from, to);
    if (depth === 0 && rules.content !== "on" && keys.some(({ text = "" }) => this.isContent(text))) {
      return this.uncaptured(lengthAt, from, to);
    }
    return this.value(lengthAt, from, to, depth);
  }

  private isContent(key: string): boolean {
    return this.inMessage ? isUncapturedOfEvent(key) : isUncaptured(key);
  }

  private keysOf(from: number, to: number): Key[] {
    const keys: Key[] = [];
    this.fields(from, to, (field, _, begin, end) => {
      if (field !== 1) return 0;
      const text = this.rules.isPlain ? undefined : decode(this.body, begin, end);
      keys.push({ text, secret: secretNamedBy(this.body, begin, end) });
      return 0;
    });
    return keys;
  }

  private value(lengthAt: number, from: number, to: number, depth: number): number {
    if (depth >= this.nesting && this.holdsMany(from, to)) {
      const cut = `…[cut: nested deeper than ${this.nesting}]`;
      return this.edits.replaceField(lengthAt, to, stringValue(cut));
    }
    return this.edits.within(lengthAt, from, to, () =>
      this.fields(from, to, (field, at, begin, end) => {
        if (field === 1 || field === 7) return this.text(at, begin, end);
        if (field !== 5 && field !== 6) return this.unknown(at, begin, end);
        return this.edits.within(at, begin, end, () => this.many(field === 5, begin, end, depth + 1));
      }),
    );
  }

  private many(isArray: boolean, from: number, to: number, depth: number): number {
    return this.fields(from, to, (field, at, begin, end) => {
      if (field !== 1) return this.unknown(at, begin, end);
      return isArray ? this.value(at, begin, end, depth) : this.keyValue(at, begin, end, depth);
    });
  }

  private text(lengthAt: number, from: number, to: number): number {
    const cleaned = this.byPatterns(this.bySecrets(from, to), from, to);
    return cleaned === undefined ? 0 : this.edits.replaceField(lengthAt, to, cleaned);
  }

  private bySecrets(from: number, to: number): Uint8Array | undefined {
    const { body, secrets } = this;
    const parts: Uint8Array[] = [];
    let at = from;
    secrets.over(body, from, to);
    while (secrets.next()) {
      const { quote, what } = secrets;
      parts.push(body.subarray(at, secrets.from), Buffer.from(`${quote}${markOf(what)}${quote}`));
      at = secrets.to;
      this.count += 1;
    }
    if (parts.length === 0) return undefined;
    parts.push(body.subarray(at, to));
    return Buffer.concat(parts);
  }

  private byPatterns(cleaned: Uint8Array | undefined, from: number, to: number): Uint8Array | undefined {
    const { patterns } = this.rules;
    const bytes = cleaned ?? this.body.subarray(from, to);
    if (patterns === undefined || bytes.length === 0) return cleaned;
    const text = isUtf8(bytes) ? decode(bytes, 0, bytes.length) : Buffer.from(bytes).toString("latin1");
    const replaced = patterns.replace(text, markOf);
    if (replaced === undefined) return cleaned;
    this.count += replaced.count;
    return Buffer.from(replaced.text);
  }

  /** A field that is in no shape: nobody reads it, but an event is kept as it was sent. */
  private unknown(lengthAt: number, from: number, to: number): number {
    return this.isSuspect(from, to) ? this.mark(lengthAt, to, Buffer.from(markOf("unknown-field"))) : 0;
  }

  private isSuspect(from: number, to: number): boolean {
    if (from === to) return false;
    return !this.rules.isPlain || mayHoldSecrets(this.body.subarray(from, to));
  }

  private mark(lengthAt: number, to: number, bytes: Uint8Array): number {
    this.count += 1;
    return this.edits.replaceField(lengthAt, to, bytes);
  }

  private removed(what: string, lengthAt: number, from: number, to: number): number {
    const mark = markOf(what);
    if (this.textOf(1, from, to) === mark && to - from === mark.length + 2) return 0;
    return this.mark(lengthAt, to, stringValue(mark));
  }

  private uncaptured(lengthAt: number, from: number, to: number): number {
    const told = this.textOf(1, from, to);
    if (told.length < 40 && told.startsWith("[not captured")) return 0;
    let size = 0;
    this.fields(from, to, (_, __, begin, end) => {
      size += end - begin;
      return 0;
    });
    const mark = this.rules.content === "metadata" ? `[not captured: ${size} bytes]` : "[not captured]";
    return this.edits.replaceField(lengthAt, to, stringValue(mark));
  }

  /** Neither empty nor yes or no. */
  private holdsSecret(from: number, to: number): boolean {
    const wire = new Wire(this.body, from, to);
    let holds = false;
    while (wire.next()) {
      const isBool = wire.field === 2 && wire.type === VARINT;
      if (wire.type !== BYTES) {
        wire.skip();
        holds ||= !isBool;
        continue;
      }
      wire.stretch();
      holds ||= wire.to > wire.from;
    }
    return holds;
  }

  private holdsMany(from: number, to: number): boolean {
    let holds = false;
    this.fields(from, to, (field) => {
      holds ||= field === 5 || field === 6;
      return 0;
    });
    return holds;
  }

  /** The text in a field of a message; the last one, as protobuf has it. */
  private textOf(wanted: number, from: number, to: number): string {
    const wire = new Wire(this.body, from, to);
    let text = "";
    while (wire.next()) {
      if (wire.type !== BYTES) {
        wire.skip();
        continue;
      }
      wire.stretch();
      if (wire.field === wanted) text = decode(this.body, wire.from, Math.min(wire.to, wire.from + longestName));
    }
    return text;
  }

  private textInValue(from: number, to: number): string {
    const wire = new Wire(this.body, from, to);
    let text = "";
    while (wire.next()) {
      if (wire.type !== BYTES) {
        wire.skip();
        continue;
      }
      wire.stretch();
      if (wire.field === 2) text = this.textOf(1, wire.from, wire.to);
    }
    return text;
  }
}

interface Key {
  /** Undefined when nobody asks. */
  readonly text: string | undefined;
  readonly secret: string | undefined;
}

const nothing = new Uint8Array();
const longestName = 512;

function nameIn(body: string): string {
  return /^[\w.]{1,100}$/.test(body) && body.includes(".") ? body : "";
}

function stringValue(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  return Buffer.concat([Uint8Array.of(0x0a), varint(bytes.length), bytes]);
}
