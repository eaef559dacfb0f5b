import { isSignalRequest, jsonExport } from "./json-export.ts";
import { NotOtlp, type OtlpExport } from "./otlp-export.ts";
import { protobufExport } from "./protobuf-export.ts";

/** The requests in a file's bytes: one in JSON or protobuf, or one in each line. Throws `NotOtlp`. */
export function* exportsIn(bytes: Uint8Array<ArrayBuffer>): Generator<OtlpExport> {
  const content = withoutByteOrderMark(bytes);
  if (content.length === 0) throw new NotOtlp("it is empty");
  if (!looksLikeJson(content)) yield protobufExport(content);
  else if (isSignalRequest(firstLine(content))) for (const line of lines(content)) yield jsonExport(line);
  else yield jsonExport(content);
}

function withoutByteOrderMark(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** A request in protobuf begins with the tag 0x0a, which is also a line feed: the first other character decides. */
function looksLikeJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09);
  return first === 0x7b && !isWholeProtobuf(bytes);
}

/** `{` is also the length 123 of the first message, so what can be walked to its end as protobuf is protobuf. */
function isWholeProtobuf(bytes: Uint8Array<ArrayBufferLike>): boolean {
  if (bytes[0] !== 0x0a) return false;
  try {
    return protobufExport(new Uint8Array(bytes)).records > 0;
  } catch {
    return false;
  }
}

function firstLine(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const end = bytes.indexOf(0x0a);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function* lines(bytes: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, from);
    const end = feed < 0 ? bytes.length : feed;
    const line = bytes.subarray(from, end);
    if (line.some((byte) => byte > 0x20)) yield line;
    from = end + 1;
  }
}
