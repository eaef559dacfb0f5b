import { halves, type ProtobufWriter } from "../otlp/protobuf-writer.ts";
import type { StoredAttributes } from "../store/stored-values.ts";
import { readStoredJson, type StoredJson } from "./stored-json.ts";

/** Writes attributes as they were sent: KeyValues under the number of the field, in their order. */
export function writeAttributes(writer: ProtobufWriter, field: number, { keys, texts, types }: StoredAttributes): void {
  for (const [at, key] of keys.entries()) {
    writeKeyValue(writer, field, key, () => writeAnyValue(writer, texts[at] ?? "", types[at] ?? "s"));
  }
}

/** Writes the members of the AnyValue that a stored text of that type stands for. */
export function writeAnyValue(writer: ProtobufWriter, text: string, type: string): void {
  switch (type) {
    case "e":
      return;
    case "b":
      return writer.uint(2, text === "true" ? 1 : 0);
    case "i":
      return writer.int64Halves(3, ...halves(BigInt(text)));
    case "d":
      return writer.double(4, Number(text));
    case "y":
      return writer.bytes(7, Buffer.from(text, "base64"));
    case "j":
      return writeMany(writer, readStoredJson(text) ?? { kind: "text", text });
    default:
      return writer.string(1, text);
  }
}

/** A list or map: what JSON lacks is wrapped only within one. */
function writeMany(writer: ProtobufWriter, value: StoredJson): void {
  if (value.kind === "map") writeEntries(writer, value.entries);
  else writeJson(writer, value);
}

function writeJson(writer: ProtobufWriter, value: StoredJson): void {
  if (value.kind === "text") return writer.string(1, value.text);
  if (value.kind === "number") return writeNumber(writer, value.text);
  if (value.kind === "list") return writeList(writer, value.items);
  if (value.kind === "map")
    return wroteWrapped(writer, value.entries) ? undefined : writeEntries(writer, value.entries);
  if (value.value !== null) writer.uint(2, value.value ? 1 : 0);
}

/** A double always has a point or an exponent. */
function writeNumber(writer: ProtobufWriter, text: string): void {
  if (/[.e]/.test(text)) writer.double(4, Number(text));
  else writer.int64Halves(3, ...halves(BigInt(text)));
}

function writeList(writer: ProtobufWriter, items: readonly StoredJson[]): void {
  const list = writer.begin(5);
  for (const item of items) {
    const start = writer.begin(1);
    writeJson(writer, item);
    writer.end(start);
  }
  writer.end(list);
}

function writeEntries(writer: ProtobufWriter, entries: readonly (readonly [string, StoredJson])[]): void {
  const map = writer.begin(6);
  for (const [key, value] of entries) writeKeyValue(writer, 1, key, () => writeJson(writer, value));
  writer.end(map);
}

const infinite: ReadonlySet<string> = new Set(["NaN", "Infinity", "-Infinity"]);

/** What JSON lacks is kept as a map of one entry. A map that only looks like it is kept the same in either way. */
function wroteWrapped(writer: ProtobufWriter, entries: readonly (readonly [string, StoredJson])[]): boolean {
  const [[key, value] = ["", undefined], ...others] = entries;
  if (others.length > 0 || value?.kind !== "text") return false;
  if (key === "$double" && infinite.has(value.text)) {
    writer.double(4, Number(value.text));
    return true;
  }
  const bytes = key === "$bytes" ? Buffer.from(value.text, "base64") : undefined;
  if (bytes?.toString("base64") !== value.text) return false;
  writer.bytes(7, bytes);
  return true;
}

function writeKeyValue(writer: ProtobufWriter, field: number, key: string, writeValue: () => void): void {
  const start = writer.begin(field);
  writer.string(1, key);
  const value = writer.begin(2);
  writeValue();
  writer.end(value);
  writer.end(start);
}
