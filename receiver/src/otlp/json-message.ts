import { BadRequest } from "../errors.ts";
import type { JsonCursor } from "./json-cursor.ts";
import type { ProtobufWriter } from "./protobuf-writer.ts";
import type { Warnings } from "./warnings.ts";

export interface Translation {
  readonly json: JsonCursor;
  readonly out: ProtobufWriter;
  readonly warnings: Warnings;
}

/**
 * Writes the value at the cursor as the field of that number; it is never null. What cannot be such a value is written
 * so that whoever reads the protobuf refuses the record it stands in, and no other.
 */
export type Kind = (translation: Translation, field: number) => void;

/** Fields by the length of their name. */
export type Fields = readonly (readonly Field[] | undefined)[];

interface Field {
  readonly name: Buffer;
  readonly number: number;
  readonly kind: Kind;
}

/** Field number 0 with wire type 7: no message can be read from it, so the record it stands in is refused. */
const NO_MESSAGE = 0x07;
const UNDERSCORE = 0x5f;

export function spoil({ out, warnings }: Translation, what: string, example: string): void {
  out.rawByte(NO_MESSAGE);
  warnings.add(`is no ${what}, and what it stands in was refused`, example);
}

export function fieldsOf(table: Readonly<Record<string, readonly [number, Kind]>>): Fields {
  const fields: Field[][] = [];
  for (const [text, [number, kind]] of Object.entries(table)) {
    const name = Buffer.from(text);
    fields[name.length] = [...(fields[name.length] ?? []), { name, number, kind }];
  }
  return fields;
}

/** The fields of a message are asked for late, as messages may hold themselves. */
export function message(fields: () => Fields): Kind {
  return (translation, number) => {
    const { json, out } = translation;
    const start = out.begin(number);
    if (json.atObject()) {
      members(translation, fields());
    } else {
      json.scalar();
      spoil(translation, "object", json.example());
    }
    out.end(start);
  };
}

/** A message that holds records: if it is none, there is no record to refuse and the whole request is wrong. */
export function frame(name: string, fields: () => Fields): Kind {
  const kind = message(fields);
  return (translation, number) => {
    if (!translation.json.atObject()) throw new BadRequest(`each of ${name} must be an object`);
    kind(translation, number);
  };
}

/** A null item is an empty message, as that is its default. */
export function listOf(kind: Kind): Kind {
  return (translation, number) => {
    if (translation.json.atList()) return items(translation, number, kind, emptyMessage);
    const { json, out, warnings } = translation;
    json.scalar();
    out.uint(number, 0);
    warnings.add('is no list such as [{"key": …, "value": …}] and was not read', json.example());
  };
}

/** The list of frames, or of what says for all records in a frame who sent them. */
export function frameList(name: string, kind: Kind): Kind {
  return (translation, number) => {
    if (!translation.json.atList()) throw new BadRequest(`${name} must be a list`);
    items(translation, number, kind, emptyMessage);
  };
}

export function items(translation: Translation, number: number, kind: Kind, nullKind: Kind): void {
  const { json } = translation;
  for (let more = json.enter(); more; more = json.nextItem()) {
    if (json.skippedNull()) nullKind(translation, number);
    else kind(translation, number);
  }
}

const emptyMessage: Kind = ({ out }, number) => out.end(out.begin(number));

/** Reads an object, and tells whether any of its members is a known field. */
export function members(translation: Translation, fields: Fields): "empty" | "known" | "unknown" {
  const { json } = translation;
  let found: "empty" | "known" | "unknown" = "empty";
  for (let more = json.enter(); more; more = json.nextMember()) {
    json.key();
    const field = fieldAt(json, fields);
    if (field) found = "known";
    else if (found === "empty") found = "unknown";
    if (!field) warnOfSnakeCase(translation, fields);
    if (json.skippedNull()) continue;
    if (field) field.kind(translation, field.number);
    else json.skipValue();
  }
  return found;
}

/** The names of the protobuf files are no names here, and whoever writes them is not to lose half a message in silence. */
function warnOfSnakeCase({ json, warnings }: Translation, fields: Fields): void {
  const { text, from, to } = json;
  if (to - from > 64 || !text.subarray(from, to).includes(UNDERSCORE)) return;
  const name = text.toString("latin1", from, to);
  const camel = Buffer.from(name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
  if (!fields[camel.length]?.some((field) => field.name.equals(camel))) return;
  warnings.add("is no name in OTLP/JSON, whose names are lowerCamelCase, and was not read", name);
}

function fieldAt({ text, from, to }: JsonCursor, fields: Fields): Field | undefined {
  for (const field of fields[to - from] ?? []) if (startsAt(text, from, field.name)) return field;
  return undefined;
}

function startsAt(text: Buffer, from: number, name: Buffer): boolean {
  for (let i = name.length - 1; i >= 0; i--) if (text[from + i] !== name[i]) return false;
  return true;
}
