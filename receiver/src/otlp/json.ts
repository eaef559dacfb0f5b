import { isUtf8 } from "node:buffer";
import { BadRequest } from "../errors.ts";
import type { Signal } from "../model/signal.ts";
import { JsonCursor } from "./json-cursor.ts";
import { requestFields } from "./json-fields.ts";
import { type Fields, fieldsOf, type Kind, members } from "./json-message.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";
import { Warnings } from "./warnings.ts";

export interface EncodedJson {
  readonly body: Uint8Array;
  readonly warnings: string[];
}

const firstKeys = { traces: "resourceSpans", logs: "resourceLogs", metrics: "resourceMetrics" } as const;
const signals = ["traces", "logs", "metrics"] as const;

/**
 * An OTLP/JSON request as the bytes of the same request in protobuf, in one pass and without building values.
 * Throws `BadRequest` for what is not such a request at all. A record that is wrong arrives wrong, so that the reader
 * of the protobuf refuses that record; an attribute's value that cannot be kept is left out with a warning.
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export function encodeJson(signal: Signal, body: Uint8Array): EncodedJson {
  const warnings = new Warnings();
  const json = new JsonCursor(...utf8Of(body, warnings));
  const out = new ProtobufWriter(body.length + 64);
  if (!json.atObject()) throw notARequest(signal, json);
  const found = members({ json, out, warnings }, topFields[signal]);
  if (!json.atEnd()) throw json.broken("something follows the end");
  if (found === "unknown") {
    warnings.add(`nothing was stored: the request has no ${firstKeys[signal]} (keys are lowerCamelCase)`);
  }
  return { body: out.finish(), warnings: warnings.list() };
}

/** The request's own fields, and those of the other signals, which tell that it came to the wrong path. */
const topFields: Readonly<Record<Signal, Fields>> = {
  traces: withStrangers("traces"),
  logs: withStrangers("logs"),
  metrics: withStrangers("metrics"),
};

function withStrangers(signal: Signal): Fields {
  const strangers = signals.filter((other) => other !== signal);
  const fields: (Fields[number] | undefined)[] = [...requestFields[signal]];
  for (const other of strangers) {
    const own = fieldsOf({ [firstKeys[other]]: [1, strangerTo(signal, other)] });
    own.forEach((list, length) => {
      fields[length] = [...(fields[length] ?? []), ...(list ?? [])];
    });
  }
  return fields;
}

function strangerTo(signal: Signal, other: Signal): Kind {
  return () => {
    throw new BadRequest(`this request holds ${other}; send it to /v1/${other}, not to /v1/${signal}`);
  };
}

/** The bytes as UTF-8 and where the text begins, behind a byte order mark. */
function utf8Of(body: Uint8Array, warnings: Warnings): [bytes: Buffer, start: number] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const [first, second] = bytes;
  if (first === 0xff || first === 0xfe || (bytes.length > 1 && (first === 0 || second === 0))) {
    throw new BadRequest("the JSON must be UTF-8; this looks like UTF-16 or UTF-32");
  }
  const start = first === 0xef && second === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (isUtf8(bytes)) return [bytes, start];
  warnings.add("bytes that are not UTF-8 were replaced by U+FFFD");
  return [Buffer.from(bytes.toString("utf8")), start];
}

function notARequest(signal: Signal, json: JsonCursor): BadRequest {
  const example = `{"${firstKeys[signal]}": […]}`;
  if (json.atEnd()) return new BadRequest(`the body is empty; send a JSON object, ${example}`);
  return new BadRequest(`the body must be a JSON object, ${example}`);
}
