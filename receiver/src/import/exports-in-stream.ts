import { exportsIn } from "./exports-in.ts";
import { isSignalRequest, jsonExport } from "./json-export.ts";
import type { OtlpExport } from "./otlp-export.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The requests in a stream of bytes: of JSON Lines as the lines come, whatever the size; of any other file once it is
 * whole. Throws `NotOtlp`.
 */
export async function* exportsInStream(stream: AsyncIterable<Bytes>): AsyncGenerator<OtlpExport> {
  const lines = linesIn(stream);
  const first = await lines.next();
  if (first.done) return yield* exportsIn(new Uint8Array());
  if (!isSignalRequest(withoutMark(first.value))) return yield* exportsIn(await restOf([first.value], lines));
  yield jsonExport(withoutMark(first.value));
  for await (const line of lines) if (line.some((byte) => byte > 0x20)) yield jsonExport(line);
}

/** Each with its line feed. */
async function* linesIn(stream: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  let held: Bytes[] = [];
  for await (const chunk of stream) {
    let from = 0;
    for (let feed = chunk.indexOf(0x0a); feed !== -1; feed = chunk.indexOf(0x0a, from)) {
      yield joined([...held, chunk.subarray(from, feed + 1)]);
      held = [];
      from = feed + 1;
    }
    if (from < chunk.length) held.push(chunk.subarray(from));
  }
  if (held.length > 0) yield joined(held);
}

async function restOf(first: readonly Bytes[], lines: AsyncIterable<Bytes>): Promise<Bytes> {
  const all = [...first];
  for await (const line of lines) all.push(line);
  return joined(all);
}

function joined(parts: readonly Bytes[]): Bytes {
  const [first, ...others] = parts;
  return first !== undefined && others.length === 0 ? first : new Uint8Array(Buffer.concat(parts));
}

const withoutMark = (line: Bytes): Bytes =>
  line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? line.subarray(3) : line;
